import { Link } from "@tanstack/react-router";
import type { StageLine } from "../../api/types";
import { useWords } from "../../i18n";
import type { SupervisionSearch } from "../../search";
import { SHAPE } from "../marks";
import { Said } from "../Said";
import { gravest, summed } from "./sums";

/** Organs and their units, the gravest first; each number opens the list behind it. */
export function Units({ lines, search }: { lines: StageLine[]; search: SupervisionSearch }) {
  const { t } = useWords();
  const sums = summed(lines, (line) => `${line.organ.id} ${line.unit?.id ?? ""}`).sort(gravest);
  return (
    <section className="panel supervision-stages">
      <table className="stages">
        <caption>{t("supervision.units")}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("supervision.cases")}</th>
            {(["yellow", "red"] as const).map((level) => <th key={level} scope="col"><span aria-hidden="true">{SHAPE[level]} </span>{t(`level.${level}`)}</th>)}
            <th scope="col">{t("supervision.refusals")}</th>
            <th scope="col">{t("supervision.incidents")}</th>
          </tr>
        </thead>
        <tbody>
          {sums.map(({ key, line }) => {
            const at = { organ: line.organ.id, unit: line.unit?.id };
            const here = search.organ === at.organ && search.unit === at.unit;
            return (
              <tr key={key} className={here ? "here" : undefined}>
                <th scope="row"><Link to="/supervision" search={at}><Said text={line.organ.title} />{line.unit && <> · <Said text={line.unit.title} /></>}</Link></th>
                <td><Count n={line.running} search={at} /></td>
                <td><Count n={line.yellow} search={{ ...at, level: "yellow" }} mark="count-yellow" /></td>
                <td><Count n={line.red} search={{ ...at, level: "red" }} mark="count-red" /></td>
                <td><Count n={line.refusals} search={{ ...at, list: "refusals" }} /></td>
                <td><Count n={line.incidents} search={{ organ: at.organ, list: "incidents" }} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** A number that opens its list; nothing opens nothing. */
export function Count({ n, search, mark }: { n: number; search: SupervisionSearch; mark?: string }) {
  return n > 0 ? <Link to="/supervision" search={search} className={mark}>{n}</Link> : <span className="quiet">0</span>;
}

import { Link } from "@tanstack/react-router";
import type { StageLine } from "../../api/types";
import { useWords } from "../../i18n";
import type { SupervisionSearch } from "../../search";
import { SHAPE } from "../marks";
import { Said } from "../Said";
import { summed } from "./sums";
import { Count } from "./Units";

/** The stages in the order of the process, from left to right; each number opens its list. */
export function Stages({ lines, search }: { lines: StageLine[]; search: SupervisionSearch }) {
  const { t, say } = useWords();
  const here = (id: string) => (search.stage === id ? "here" : undefined);
  const rows = summed(lines, (line) => line.stage?.id ?? null);
  return (
    <section className="panel supervision-stages">
      <table className="stages">
        <caption>{t("supervision.stages")}</caption>
        <thead>
          <tr>
            <td />
            {rows.map(({ key, line }) => (
              <th key={key} scope="col" className={here(key)}>
                <Link to="/supervision" search={{ stage: key }} aria-label={t("supervision.show", { stage: line.stage ? say(line.stage.title) : key })}>{line.stage && <Said text={line.stage.title} />}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("supervision.cases")}</th>
            {rows.map(({ key, line }) => <td key={key} className={here(key)}>{line.running > 0 ? line.running : <span className="quiet">0</span>}</td>)}
          </tr>
          {(["yellow", "red"] as const).map((level) => (
            <tr key={level}>
              <th scope="row"><span aria-hidden="true">{SHAPE[level]} </span>{t(`level.${level}`)}</th>
              {rows.map(({ key, line }) => <td key={key} className={here(key)}><Count n={line[level]} search={{ stage: key, level }} mark={`count-${level}`} /></td>)}
            </tr>
          ))}
          <tr>
            <th scope="row">{t("supervision.refusals")}</th>
            {rows.map(({ key, line }) => <td key={key} className={here(key)}><Count n={line.refusals} search={{ stage: key, list: "refusals" }} /></td>)}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

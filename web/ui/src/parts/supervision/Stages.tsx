import { Link } from "@tanstack/react-router";
import type { StageLine } from "../../api/types";
import { useWords } from "../../i18n";
import type { SupervisionSearch } from "../../search";
import { SHAPE } from "../marks";
import { Said } from "../Said";
import { summed, type Sum } from "./sums";
import { Count } from "./Units";

/** The stages of each process in their order; each number opens its list. */
export function Stages({ lines, search }: { lines: StageLine[]; search: SupervisionSearch }) {
  const { t } = useWords();
  const processes = summed(lines.filter((line) => line.stage), (line) => line.process.id);
  if (processes.length === 0) return null;
  return (
    <section className="panel supervision-stages">
      <h2>{t("supervision.stages")}</h2>
      <div className="stage-groups">
        {processes.map(({ key, line }) => (
          <Process key={key} title={line.process} search={search} stages={summed(lines.filter((each) => each.process.id === key), (each) => each.stage?.id ?? null)} />
        ))}
      </div>
    </section>
  );
}

function Process({ title, stages, search }: { title: StageLine["process"]; stages: Sum[]; search: SupervisionSearch }) {
  const { t, say } = useWords();
  return (
    <table className="stages">
      <caption><Said text={title.title} /></caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("supervision.cases")}</th>
          {(["yellow", "red"] as const).map((level) => <th key={level} scope="col"><span aria-hidden="true">{SHAPE[level]} </span>{t(`level.${level}`)}</th>)}
          <th scope="col">{t("supervision.refusals")}</th>
        </tr>
      </thead>
      <tbody>
        {stages.map(({ key, line }) => {
          const at = { process: title.id, stage: key };
          return (
            <tr key={key} className={search.process === at.process && search.stage === at.stage ? "here" : undefined}>
              <th scope="row">
                <Link to="/supervision" search={at} aria-label={t("supervision.show", { stage: line.stage ? say(line.stage.title) : key })}>{line.stage && <Said text={line.stage.title} />}</Link>
              </th>
              <td><Count n={line.running} search={at} /></td>
              <td><Count n={line.yellow} search={{ ...at, level: "yellow" }} mark="count-yellow" /></td>
              <td><Count n={line.red} search={{ ...at, level: "red" }} mark="count-red" /></td>
              <td><Count n={line.refusals} search={{ ...at, list: "refusals" }} /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

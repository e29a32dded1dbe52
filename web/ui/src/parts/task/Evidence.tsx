import { Link } from "@tanstack/react-router";
import type { Task } from "../../api/types";
import { useWords } from "../../i18n";
import { People } from "../case/People";
import { NodeDuties } from "../documents/NodeDuties";
import { Facts } from "../Facts";
import { LimitView } from "../limits";
import { Said } from "../Said";

/** The panel, for the button that folds it. */
export const EVIDENCE_ID = "task-evidence";

/** What the step rests on: limit, law, what may follow, and what is known of the case so far. */
export function Evidence({ task }: { task: Task }) {
  const { t, say, list } = useWords();
  const near = task.facts.filter((fact) => fact.why);
  const far = task.facts.filter((fact) => !fact.why);
  return (
    <aside className="evidence" id={EVIDENCE_ID} aria-label={t("task.evidence")}>
      {task.limit && (
        <section className="panel">
          <h2>{t("task.limit")}</h2>
          <LimitView limit={task.limit} of={task.node.title} basis={task.limit.basis} />
          {task.paused.length > 0 && <p className="quiet">{t("task.casePaused", { by: list(task.paused.map((each) => say(each.title))) })}</p>}
        </section>
      )}
      <NodeDuties duties={task.duties} />
      {task.article.length > 0 && (
        <section className="panel">
          <h2>{t("task.article")}</h2>
          <ul className="plain" lang="zh-CN">{task.article.map((article) => <li key={article}>{article}</li>)}</ul>
        </section>
      )}
      {task.next.length > 0 && (
        <section className="panel">
          <h2>{t("task.next")}</h2>
          <ul className="nexts">
            {task.next.map((way, index) => (
              <li key={index}>
                {way.title && way.title.zh !== way.to.zh && <span className="quiet"><Said text={way.title} /> <span aria-hidden="true">{"\u2192"}</span> </span>}
                <Said text={way.to} />
                {way.explain && <span className="tag">{t("task.explain")}</span>}
              </li>
            ))}
          </ul>
          <p className="quiet">{t("task.nextNote")}</p>
        </section>
      )}
      <section className="panel">
        <h2>
          {t("task.facts")}
          <Link className="h2-link" to="/cases/$id" params={{ id: task.case.id }}>{t("task.openCase")}</Link>
        </h2>
        {near.length > 0 && <Facts facts={near} none={t("task.noFacts")} />}
        {near.length === 0 && far.length === 0 && <p className="quiet">{t("task.noFacts")}</p>}
        {far.length > 0 && (near.length === 0 ? <Facts facts={far} none="" /> : (
          <details className="facts-far">
            <summary>{t("task.farFacts", { count: far.length })}</summary>
            <Facts facts={far} none="" />
          </details>
        ))}
      </section>
      {task.people.length > 0 && <People people={task.people} />}
    </aside>
  );
}

import type { Watch } from "../../api/duties";
import { useWords } from "../../i18n";
import { Names, Said } from "../Said";
import { Moment } from "../Since";

/** For supervisors: which supervision nodes the case has passed and when, and risk points left without their control. */
export function WatchPanel({ watch }: { watch: Watch }) {
  const { t } = useWords();
  return (
    <>
      {watch.risks.length > 0 && (
        <section className="panel">
          <h2>{t("documents.risks")}</h2>
          <ul className="ledger">
            {watch.risks.map((risk) => (
              <li key={`${risk.seq} ${risk.document.id}`} className={risk.settled ? "superseded" : undefined}>
                <p><strong><Said text={risk.point} /></strong> <span className="tag">{t(risk.settled ? "documents.settled" : "documents.open")}</span></p>
                <p>{t("documents.missing")}{t("app.colon")}<Said text={risk.document.title} /></p>
                <p className="quiet">
                  <Said text={risk.node.title} /> · <Names people={[risk.by]} /> · <Moment at={risk.at} /> · {t("kase.refusalSeq", { seq: risk.seq })}
                  {risk.item && <> · {t("kase.itemOf", { n: risk.item.index + 1, label: risk.item.label })}</>}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {watch.nodes.length > 0 && (
        <section className="panel">
          <h2>{t("documents.watched")}</h2>
          <ul className="ledger">
            {watch.nodes.map((node) => (
              <li key={node.node.id}>
                <p><strong><Said text={node.why} /></strong> <span className="quiet"><Said text={node.node.title} /></span></p>
                {node.passed.map((passed) => (
                  <p key={`${passed.seq} ${passed.item?.index ?? ""}`} className="quiet">
                    {t("documents.passed")} <Moment at={passed.at} /> · {passed.by ? <Names people={[passed.by]} /> : t("app.system")} · {t("kase.refusalSeq", { seq: passed.seq })}
                    {passed.item && <> · {t("kase.itemOf", { n: passed.item.index + 1, label: passed.item.label })}</>}
                  </p>
                ))}
                {node.waiting ? <p className="quiet">{t("documents.waiting")}</p> : node.passed.length === 0 && <p className="quiet">{t("documents.notYet")}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

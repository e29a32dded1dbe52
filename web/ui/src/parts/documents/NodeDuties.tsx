import type { Duties } from "../../api/duties";
import { useWords } from "../../i18n";
import { Said } from "../Said";

/** Who answers for the step, why it is watched, and what controls its risk point. */
export function NodeDuties({ duties: { post, supervise, risk } }: { duties: Duties }) {
  const { t } = useWords();
  if (!post && !supervise && !risk) return null;
  return (
    <section className="panel">
      <h2>{t("documents.duties")}</h2>
      <dl className="pairs">
        {post && <div><dt>{t("documents.post")}</dt><dd><Said text={post.title} /></dd></div>}
        {supervise && <div><dt>{t("documents.supervise")}</dt><dd><Said text={supervise} /></dd></div>}
        {risk && (
          <div>
            <dt>{t("documents.risk")}</dt>
            <dd>
              <Said text={risk.point} />
              <p className="quiet">{t("documents.control")}{t("app.colon")}<Said text={risk.document.title} /> <span className="tag">{t(`documents.mode.${risk.mode}`)}</span></p>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

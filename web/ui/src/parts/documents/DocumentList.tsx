import type { CaseDocument } from "../../api/duties";
import { useWords } from "../../i18n";
import { Names, Said } from "../Said";

/** The documents of a case with number, date, and where and by whom they were entered. */
export function DocumentList({ documents }: { documents: CaseDocument[] }) {
  const { t } = useWords();
  if (documents.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t("documents.list")}</h2>
      <ul className="ledger">
        {documents.map((made) => (
          <li key={`${made.seq} ${made.document.id}`}>
            <p>
              <strong><Said text={made.document.title} /></strong> {made.number && <span lang="zh-CN">{made.number}</span>}
              {made.item && <span className="quiet"> {t("kase.itemOf", { n: made.item.index + 1, label: made.item.label })}</span>}
            </p>
            <p className="quiet"><time dateTime={made.dated_on}>{made.dated_on}</time> · <Said text={made.node.title} /> · <Names people={[made.by]} /> · {t("kase.refusalSeq", { seq: made.seq })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { Case } from "../../api/types";
import { useWords } from "../../i18n";
import { Said } from "../Said";
import { Moment } from "../Since";

export function About({ kase }: { kase: Case }) {
  const { t } = useWords();
  return (
    <section className="panel">
      <h2>{t("kase.about")}</h2>
      <dl className="pairs">
        <div><dt>{t("kase.process")}</dt><dd><Said text={kase.process.title} /></dd></div>
        <div><dt>{t("kase.organ")}</dt><dd><Said text={kase.organ.title} /></dd></div>
        {kase.unit && <div><dt>{t("kase.unit")}</dt><dd><Said text={kase.unit.title} /></dd></div>}
        <div><dt>{t("kase.started")}</dt><dd><Moment at={kase.started_at} /></dd></div>
        {kase.numbers.map((number) => <div key={number.series}><dt>{t("kase.numbers")}</dt><dd lang="zh-CN">{number.text}</dd></div>)}
        {kase.basis.length > 0 && <div><dt>{t("kase.basis")}</dt><dd lang="zh-CN">{kase.basis.join(t("app.semicolon"))}</dd></div>}
        <div><dt>{t("kase.copy")}</dt><dd><code>{kase.id}</code></dd></div>
      </dl>
    </section>
  );
}

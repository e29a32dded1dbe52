import type { Submission } from "../api/types";
import { useWords } from "../i18n";
import { FieldValues } from "./FieldValues";
import { useMe } from "./me";
import { Said } from "./Said";
import { civilDay, isCivil, moment, shortDay } from "./time";

/** The forms of a case as read, the newest first and open. Event time and entry time are told apart where they differ. */
export function Facts({ facts, none }: { facts: Submission[]; none: string }) {
  if (facts.length === 0) return <p className="quiet">{none}</p>;
  const newestFirst = [...facts].sort((one, other) => other.seq - one.seq);
  return (
    <div className="facts">
      {newestFirst.map((fact, index) => <Fact key={`${fact.seq} ${fact.form.id} ${fact.item?.index ?? ""}`} fact={fact} open={index === 0} />)}
    </div>
  );
}

function Fact({ fact, open }: { fact: Submission; open: boolean }) {
  const { t, name } = useWords();
  const me = useMe();
  const entered = civilDay(fact.entry_at, me.timezone);
  const apart = civilDay(fact.event_at, me.timezone) !== entered;
  return (
    <details open={open}>
      <summary>
        <span className="fact-title">
          <Said text={fact.form.title} />
          {fact.item && <span className="quiet"> {t("kase.itemOf", { n: fact.item.index + 1, label: fact.item.label })}</span>}
        </span>
        <span className="fact-by">
          {fact.by ? name(fact.by) : t("app.system")} <time dateTime={fact.entry_at}>{shortDay(entered, me.today)}</time>
        </span>
      </summary>
      {apart && (
        <p className="fact-times">
          {t("kase.happened", { time: isCivil(fact.event_at) ? fact.event_at : moment(fact.event_at, me.timezone) })}{t("app.semicolon")}
          {t("kase.entered", { time: moment(fact.entry_at, me.timezone) })}
        </p>
      )}
      <FieldValues fields={fact.fields} />
    </details>
  );
}

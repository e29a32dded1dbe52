// The ledgers of a case: clocks with their limits, cards, and what policy refused.
import type { Card, Clock, Refusal } from "../../api/types";
import { useWords } from "../../i18n";
import { LimitView } from "../limits";
import { CardMark } from "../marks";
import { useMe } from "../me";
import { Names, Said } from "../Said";
import { Moment } from "../Since";
import { civilDay } from "../time";

export function ClockList({ clocks }: { clocks: Clock[] }) {
  const { t, say, list } = useWords();
  const me = useMe();
  const runState = (clock: Clock) => {
    if (!clock.running) return t("kase.clockStopped", { day: clock.stopped ? civilDay(clock.stopped, me.timezone) : "" });
    return clock.paused.length > 0 ? t("kase.clockPaused", { by: list(clock.paused.map((each) => say(each.title))) }) : t("kase.clockRunning");
  };
  return (
    <section className="panel">
      <h2>{t("kase.clocks")}</h2>
      {clocks.length === 0 && <p className="quiet">{t("kase.noClocks")}</p>}
      {clocks.map((clock) => (
        <div key={clock.id} className="clock">
          <p className="clock-head">
            <strong><Said text={clock.title} /></strong>
            <span className="quiet">
              {t("kase.clockStarted", { day: civilDay(clock.started, me.timezone) })}
              {t("app.separator")}
              {runState(clock)}
            </span>
          </p>
          {clock.limits.map((limit, index) => <LimitView key={index} limit={limit} over={clock.running && clock.paused.length === 0} />)}
          {clock.basis && <p className="quiet" lang="zh-CN">{clock.basis}</p>}
        </div>
      ))}
    </section>
  );
}

export function CardList({ cards }: { cards: Card[] }) {
  const { t } = useWords();
  return (
    <section className="panel">
      <h2>{t("kase.cards")}</h2>
      {cards.length === 0 && <p className="quiet">{t("kase.noCards")}</p>}
      <ul className="ledger">
        {cards.map((card) => (
          <li key={card.id} className={card.superseded ? "superseded" : undefined}>
            <p><CardMark level={card.level} /> <Said text={card.rule.title} /></p>
            <p className="quiet">
              <Said text={card.about.title} /> · <Moment at={card.event_at} /> · {t("kase.refusalSeq", { seq: card.seq })}
              {card.superseded && <> · {t("kase.superseded")}</>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RefusalList({ refusals }: { refusals: Refusal[] }) {
  const { t } = useWords();
  if (refusals.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t("kase.refusals")}</h2>
      <ul className="ledger">
        {refusals.map((refusal) => (
          <li key={refusal.seq}>
            <p><strong><Said text={refusal.rule.title} /></strong></p>
            <p><Said text={refusal.message} /></p>
            <p className="quiet">
              <Moment at={refusal.at} /> · <Names people={[refusal.actor]} /> {refusal.task && <>· <Said text={refusal.task.title} /> </>}· {t("kase.refusalSeq", { seq: refusal.seq })} · {refusal.code}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

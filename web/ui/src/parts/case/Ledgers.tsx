// The ledgers of a case: cards, and what policy refused.
import { Link } from "@tanstack/react-router";
import type { Card, Refusal } from "../../api/types";
import { useWords } from "../../i18n";
import { StageText } from "../cards/StageText";
import { CardMark } from "../marks";
import { Names, Said } from "../Said";
import { Moment } from "../Since";

export function CardList({ cards }: { cards: Card[] }) {
  const { t } = useWords();
  return (
    <section className="panel">
      <h2>{t("kase.cards")}</h2>
      {cards.length === 0 && <p className="quiet">{t("kase.noCards")}</p>}
      <ul className="ledger">
        {cards.map((card) => (
          <li key={card.id} className={card.superseded ? "superseded" : undefined}>
            <p><CardMark level={card.level} /> <Link to="/cards" search={{ card: card.card }}><Said text={card.rule.title} /></Link> <StageText card={card} /></p>
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

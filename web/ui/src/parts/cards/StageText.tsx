import type { Card } from "../../api/types";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { shortDay } from "../time";

/** What has become of a card, and until when it wants an answer. Prompts have no life. */
export function StageText({ card }: { card: Card }) {
  const { t } = useWords();
  const me = useMe();
  if (card.level === "prompt") return null;
  const waits = card.stage === "issued" || card.stage === "acknowledged";
  return (
    <span className="card-stage">
      {t(`cards.tabs.${card.stage}`)}
      {card.unanswered ? <strong> {t("cards.unanswered")}</strong> : waits && card.answer_by && !card.superseded && <span className="quiet"> {t("cards.answerBy", { day: shortDay(card.answer_by, me.today) })}</span>}
    </span>
  );
}

// Cards by stage of life, the gravest first; each opens beside the list.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { cardPages, type CardFilter } from "../../api/cards";
import { useWords } from "../../i18n";
import { CardMark } from "../marks";
import { Empty, Pages } from "../Pages";
import { Said } from "../Said";
import { Moment } from "../Since";
import { InCase } from "../supervision/Ledgers";
import { StageText } from "./StageText";

export function CardTable({ filter, onOpen }: { filter: CardFilter; onOpen: (card: string) => void }) {
  const { t, say } = useWords();
  const query = useInfiniteQuery(cardPages(filter));
  const cards = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Pages query={query} count={cards.length} empty={<Empty title={t("cards.noCards")} />}>
      <div className="panel">
        <table className="over-cases">
          <thead>
            <tr>{(["level", "limit", "case", "raised", "stage", "points"] as const).map((key) => <th key={key} scope="col">{t(`cards.${key}`)}</th>)}</tr>
          </thead>
          <tbody>
            {cards.map((card) => (
              <tr key={card.card}>
                <td>
                  <CardMark level={card.level} />{" "}
                  <button type="button" className="link" aria-label={t("cards.open", { rule: say(card.rule.title), case: card.case.title ?? t("queue.untitled") })} onClick={() => onOpen(card.card)}><Said text={card.rule.title} /></button>
                  {card.kind === "answer" && <span className="line-two">{t("cards.grown")}</span>}
                </td>
                <td><Said text={card.about.title} /></td>
                <td><InCase kase={card.case} record={card.seq} /></td>
                <td><Moment at={card.event_at} /></td>
                <td><StageText card={card} /></td>
                <td>{card.points}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {query.hasNextPage && <Button block disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("supervision.more")}</Button>}
      </div>
    </Pages>
  );
}

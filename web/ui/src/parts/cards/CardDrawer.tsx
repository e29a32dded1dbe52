// One card: what became of it, the days behind it, and what may be done now.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import { cardQuery, type CardDate, type CardDetail } from "../../api/cards";
import type { HistoryRecord } from "../../api/types";
import { useWords } from "../../i18n";
import { lineText } from "../case/lineText";
import { Derivation } from "../clocks/Derivation";
import { CardMark } from "../marks";
import { useMe } from "../me";
import { ProblemNotice, Skeleton } from "../problems";
import { Said } from "../Said";
import { Moment } from "../Since";
import { moment } from "../time";
import { CardDeeds } from "./CardDeeds";
import { StageText } from "./StageText";

export function CardDrawer({ card, onClose }: { card: string; onClose: () => void }) {
  const { t, say } = useWords();
  const { data, error } = useQuery(cardQuery(card));
  return (
    <Drawer open onClose={onClose} title={data ? t("cards.detail", { rule: say(data.rule.title) }) : t("cards.title")} size={620} closable={{ "aria-label": t("clock.close") }} closeIcon={<span aria-hidden="true">{"\u00d7"}</span>}>
      {data ? <Detail card={data} /> : error ? <ProblemNotice error={error} /> : <Skeleton />}
    </Drawer>
  );
}

function Detail({ card }: { card: CardDetail }) {
  const { t } = useWords();
  return (
    <div className="card-detail">
      <dl className="pairs">
        <div><dt>{t("cards.level")}</dt><dd><CardMark level={card.level} /> <Said text={card.rule.title} />{card.kind === "answer" && <span className="quiet"> {t("cards.grown")}</span>}</dd></div>
        <div><dt>{t("cards.stage")}</dt><dd><StageText card={card} />{card.superseded && <> · {t("cards.supersededNote")}</>}</dd></div>
        <div><dt>{t("cards.points")}</dt><dd>{card.points > 0 ? t("cards.pointsOf", { points: card.points }) : t("cards.noPoints")}</dd></div>
        <div><dt>{t("cards.limit")}</dt><dd><Said text={card.about.title} /></dd></div>
        <div><dt>{t("cards.raised")}</dt><dd><Moment at={card.event_at} /></dd></div>
        <div><dt>{t("cards.case")}</dt><dd><Link to="/cases/$id" params={{ id: card.case.id }} search={{ record: card.seq }} lang={card.case.title ? "zh-CN" : undefined}>{card.case.title ?? t("queue.untitled")}</Link> <span className="quiet" lang="zh-CN">{card.case.number}</span></dd></div>
      </dl>
      <CardDeeds card={card} />
      <h3>{t("cards.life")}</h3>
      <ol className="card-life">{card.life.map((entry) => <LifeEntry key={entry.seq} entry={entry} />)}</ol>
      <Dates card={card} />
    </div>
  );
}

function LifeEntry({ entry }: { entry: HistoryRecord }) {
  const words = useWords();
  const { t, name } = words;
  const said = [...new Set([entry.reason, ...entry.lines.map((line) => line.text)].filter(Boolean))];
  return (
    <li>
      <p><Moment at={entry.entry_at} /> <strong>{entry.actor ? name(entry.actor) : t("app.system")}</strong></p>
      {entry.lines.map((line, index) => <p key={index}>{lineText(line, words)} {line.level && line.kind === "card_raised" && <CardMark level={line.level} />}</p>)}
      {said.map((text) => <p key={text} className="quiet">{t("history.reason")}{t("app.colon")}<span lang="zh-CN">{text}</span></p>)}
    </li>
  );
}

/** The date by which it was raised and, where the engine cancelled it, the one that counts: each with its derivation. */
function Dates({ card }: { card: CardDetail }) {
  const { t } = useWords();
  const me = useMe();
  const { raised_by: raised, cancelled } = card;
  if (!raised && !cancelled) return null;
  return (
    <section className="card-dates">
      <h3>{t("cards.dates")}</h3>
      {cancelled && <p>{t(`cards.cause.${cancelled.cause}`, { calendar: cancelled.calendar ?? "" })}{t("app.stop")}</p>}
      {raised && <DateView title={t("cards.raisedBy")} date={raised} />}
      {cancelled && (cancelled.date ? <DateView title={t("cards.countsNow")} date={cancelled.date} /> : <p>{t("cards.inTime")}{t("app.stop")}</p>)}
      {cancelled?.instead && <p className="quiet">{t("cards.instead", { time: moment(cancelled.instead, me.timezone) })}{t("app.stop")}</p>}
    </section>
  );
}

function DateView({ title, date }: { title: string; date: CardDate }) {
  const { t } = useWords();
  const me = useMe();
  return (
    <div className="card-date" role="group" aria-label={title}>
      <p>{title} <time className="limit-day" dateTime={date.last_day ?? date.lapses_at}>{date.last_day ?? moment(date.lapses_at, me.timezone)}</time></p>
      <details>
        <summary>{t("clock.why")}</summary>
        <Derivation explanation={date.explanation} />
      </details>
    </div>
  );
}

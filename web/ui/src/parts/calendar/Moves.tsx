// What a calendar file would change: days, and every date of a case that moves, with the reason.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { Effect, Move } from "../../api/calendars";
import { useWords } from "../../i18n";
import { Derivation } from "../clocks/Derivation";
import { KIND } from "../limits";
import { Provisional } from "../marks";
import { useMe } from "../me";
import { Said } from "../Said";
import { moment } from "../time";

export function Moves({ effect, busy, onMore }: { effect: Effect; busy: boolean; onMore: (after: string) => void }) {
  const { t } = useWords();
  const { next } = effect;
  return (
    <>
      <p className="counter-result">{effect.before ? t("calendar.upload.version", { before: effect.before, version: effect.version }) : t("calendar.upload.firstVersion", { version: effect.version })}</p>
      <h3>{t("calendar.upload.days")}</h3>
      {effect.days.length === 0 ? <p className="quiet">{t("calendar.upload.noDays")}</p> : (
        <ul className="changed-days">
          {effect.days.map((day) => (
            <li key={`${day.day} ${day.region ?? ""}`}>
              <time dateTime={day.day}>{day.day}</time> {t("calendar.upload.day", { was: t(`calendar.kind.${day.was}`), now: t(`calendar.kind.${day.now}`) })}
              {day.name && <span className="quiet" lang="zh-CN"> {day.name}</span>}
              {day.region && <span className="tag">{t("calendar.upload.inRegion", { code: day.region })}</span>}
            </li>
          ))}
        </ul>
      )}
      <h3>{t("calendar.upload.moves")}</h3>
      {effect.moves.length === 0 ? <p className="quiet">{t("calendar.upload.noMoves")}</p> : (
        <div className="records-frame">
          <table className="records">
            <thead><tr>{(["case", "about", "was", "now"] as const).map((key) => <th key={key} scope="col">{t(`calendar.upload.${key}`)}</th>)}</tr></thead>
            <tbody>{effect.moves.map((move, index) => <MoveRow key={index} move={move} />)}</tbody>
          </table>
        </div>
      )}
      {next ? <Button disabled={busy} onClick={() => onMore(next)}>{t("calendar.upload.more")}</Button> : <p className="quiet">{t("calendar.upload.whole")}{t("app.stop")}</p>}
    </>
  );
}

function MoveRow({ move }: { move: Move }) {
  const { t } = useWords();
  const me = useMe();
  const title = move.title ?? move.number ?? t("queue.untitled");
  const day = (at: NonNullable<Move["was"]>) => <><time dateTime={at.last_day ?? at.lapses_at}>{at.last_day ?? moment(at.lapses_at, me.timezone)}</time> {at.provisional && <Provisional />}</>;
  return (
    <tr>
      <td lang="zh-CN">{me.verbs.includes("read_cases") ? <Link to="/cases/$id" params={{ id: move.case }}>{title}</Link> : title} <span className="line-two">{move.number}</span></td>
      <td>{move.about && <Said text={move.about.title} />} {move.kind && <span className="line-two">{t(KIND[move.kind])}</span>}</td>
      <td>{move.was ? day(move.was) : t("app.none")}</td>
      <td>
        {move.now ? day(move.now) : move.what === "card" ? t("calendar.upload.cardGone") : t("app.none")}
        {move.explanation && <details><summary>{t("clock.why")}</summary><Derivation explanation={move.explanation} /></details>}
      </td>
    </tr>
  );
}

// The clocks of a case: how each stands, what moved it, and why its limits end when they do.
import type { Clock, Happened } from "../../api/types";
import { useWords } from "../../i18n";
import { lengthText, LimitView } from "../limits";
import { useMe } from "../me";
import { Said } from "../Said";
import { civilDay } from "../time";
import { StateMark } from "./StateMark";

export function ClockPanel({ clocks }: { clocks: Clock[] }) {
  const { t } = useWords();
  return (
    <section className="panel">
      <h2>{t("kase.clocks")}</h2>
      {clocks.length === 0 && <p className="quiet">{t("kase.noClocks")}</p>}
      {clocks.map((clock) => <ClockView key={clock.id} clock={clock} />)}
    </section>
  );
}

function ClockView({ clock }: { clock: Clock }) {
  const { t, say } = useWords();
  const me = useMe();
  return (
    <div className="clock" role="group" aria-label={say(clock.title)}>
      <p className="clock-head">
        <strong><Said text={clock.title} /></strong>
        <StateMark clock={clock} />
      </p>
      <p className="quiet">
        {t("clock.since", { day: civilDay(clock.started, me.timezone) })}
        {clock.stopped && <>{t("app.semicolon")}{t("clock.until", { day: civilDay(clock.stopped, me.timezone) })}</>}
      </p>
      <div className="clock-limits">
        {clock.limits.map((limit) => <LimitView key={limit.kind} limit={limit} of={clock.title} basis={clock.basis} />)}
      </div>
      {clock.happened.length > 0 && (
        <ul className="clock-line" aria-label={t("clock.happened")}>
          {clock.happened.map((what, index) => <li key={index} className={`clock-${what.kind}`}><HappenedText what={what} /></li>)}
        </ul>
      )}
      {clock.basis && <p className="quiet" lang="zh-CN">{clock.basis}</p>}
    </div>
  );
}

function HappenedText({ what }: { what: Happened }) {
  const { t, say } = useWords();
  if (what.kind === "extended") return <>{t("clock.extended", { on: what.on, by: lengthText(what.by, t) })}</>;
  const by = say(what.by.title);
  return <>{what.to ? t("clock.paused", { from: what.from, to: what.to, by }) : t("clock.pausedOpen", { from: what.from, by })}</>;
}

// One limit: its day, what is left, how much of it is used, and why that day.
import { Button, Drawer, Progress } from "antd";
import { useState } from "react";
import type { Limit, Text } from "../api/types";
import { useWords, type Words } from "../i18n";
import { Derivation } from "./clocks/Derivation";
import { CardMark, Provisional } from "./marks";
import { useMe } from "./me";
import { moment } from "./time";

const UNITS = ["workdays", "days", "months", "years", "hours", "minutes"] as const;
export const KIND = {
  node: "kase.kindNode",
  promised: "kase.kindPromised",
  statutory: "kase.kindStatutory",
  answer: "kase.kindAnswer",
  right: "kase.kindRight",
  window: "kase.kindWindow",
} as const;

/** A limit of a clock, or of the task at hand; `of` names what it limits. */
export function LimitView({ limit, of, basis }: { limit: Limit; of: Text; basis?: string | null }) {
  const { t, say } = useWords();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const day = limit.last_day ?? moment(limit.lapses_at, me.timezone);
  const kind = t(KIND[limit.kind]);
  return (
    <div className={`limit limit-${limit.state}`}>
      <p className="limit-line">
        <span className="limit-kind">{kind}</span>
        <span className="quiet">{lengthText(limit.length, t)}</span>
        {limit.basis && <span className="quiet" lang="zh-CN">{limit.basis}</span>}
        <CardMark level={limit.level} />
      </p>
      <p className="limit-line">
        <span className="quiet">{t(limit.last_day ? "clock.last" : "clock.lapses")}</span>
        <time className="limit-day" dateTime={limit.last_day ?? limit.lapses_at}>{day}</time>
        {limit.provisional && <Provisional paused={limit.state === "paused"} />}
        {limit.left && <span className={`limit-left due-${limit.level ?? "none"}`}>{leftText(limit.left, t)}</span>}
        {(limit.state === "met" || limit.state === "missed") && <span className={limit.state === "missed" ? "limit-late" : "quiet"}>{t(`clock.state.${limit.state}`)}</span>}
      </p>
      {limit.used && limit.used.of > 0 && <Used used={limit.used} limit={`${say(of)} ${kind}`} />}
      {limit.explanation.zh.length > 0 && (
        <>
          <Button type="link" size="small" className="limit-why" onClick={() => setOpen(true)}>{t("clock.why")}</Button>
          <Drawer
            open={open}
            onClose={() => setOpen(false)}
            title={t("clock.whyTitle", { clock: say(of), kind: t(KIND[limit.kind]), day })}
            closable={{ "aria-label": t("clock.close") }}
            closeIcon={<span aria-hidden="true">{"\u00d7"}</span>}
            size={560}
            destroyOnHidden
          >
            <dl className="pairs derivation-head">
              <div><dt>{t("clock.rule")}</dt><dd>{t(KIND[limit.kind])} {lengthText(limit.length, t)}</dd></div>
              {basis && <div><dt>{t("clock.basis")}</dt><dd lang="zh-CN">{basis}</dd></div>}
            </dl>
            <Derivation explanation={limit.explanation} />
            {limit.state === "paused" && <p className="quiet">{t("clock.onceResumed")}{t("app.stop")}</p>}
          </Drawer>
        </>
      )}
    </div>
  );
}

/** How much of the time is used: a bar, and the numbers beside it. */
function Used({ used, limit }: { used: NonNullable<Limit["used"]>; limit: string }) {
  const { t } = useWords();
  return (
    <div className="limit-used">
      <Progress percent={Math.floor((100 * used.n) / used.of)} showInfo={false} size="small" aria-label={t("clock.usedLabel", { limit })} />
      <span className="quiet">{t("clock.used", { n: used.n, of: used.of, unit: t(`clock.unit.${used.unit}`) })}</span>
    </div>
  );
}

function leftText({ n, unit, over }: NonNullable<Limit["left"]>, t: Words["t"]): string {
  if (!over && n === 0) return t("clock.today");
  const key = { hours: "Hours", days: "Days", workdays: "Workdays" } as const;
  return over ? t(`clock.over${key[unit]}`, { count: n }) : t(`clock.left${key[unit]}`, { count: n });
}

/** `10 workdays` in the language; what is not of that form stays as it was filed. */
export function lengthText(length: string, t: Words["t"]): string {
  const [, n, word] = /^(\d+) ([a-z]+?)s?$/.exec(length) ?? [];
  const unit = UNITS.find((known) => known === `${word ?? ""}s`);
  return n && unit ? t(`length.${unit}`, { count: Number(n) }) : length;
}

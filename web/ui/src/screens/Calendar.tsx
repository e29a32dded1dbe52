// The year by which limits are counted: holidays, make-up days, what is not announced yet, and a counter of limits.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useState } from "react";
import { calendarsQuery, countQuery, yearQuery, type CalendarLine, type CalendarYear, type Count } from "../api/calendars";
import { useWords } from "../i18n";
import { Counter } from "../parts/calendar/Counter";
import { blocksOf } from "../parts/calendar/days";
import { Upload } from "../parts/calendar/Upload";
import { YearGrid } from "../parts/calendar/YearGrid";
import { Provisional } from "../parts/marks";
import { useMe } from "../parts/me";
import { PageHead } from "../parts/PageHead";
import { FailedPage, Skeleton } from "../parts/problems";
import { civilDay } from "../parts/time";
import type { CalendarSearch } from "../search";

const route = getRouteApi("/shell/calendar");

export function Calendar() {
  const { t } = useWords();
  const query = useQuery(calendarsQuery);
  const search = route.useSearch();
  if (query.error && !query.data) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  const calendar = query.data?.items.find((each) => each.id === search.calendar) ?? query.data?.items[0];
  return calendar ? <YearPage calendar={calendar} all={query.data?.items ?? []} /> : <div className="page"><PageHead title={t("calendar.title")} /><Skeleton /></div>;
}

function YearPage({ calendar, all }: { calendar: CalendarLine; all: CalendarLine[] }) {
  const { t } = useWords();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: CalendarSearch) => void navigate({ search: { ...search, ...next }, replace: true, resetScroll: false });
  const [count, setCount] = useState<Count>({ from: me.today, n: 15, unit: "workdays", roll: true });
  const [at, setAt] = useState(me.today);
  const wanted = search.year ?? Number(me.today.slice(0, 4));
  const own = calendar.regions.some(({ code }) => inRegion(calendar.region, code)) ? (calendar.region ?? undefined) : undefined;
  const region = search.region === "all" ? undefined : (search.region ?? own);
  const { data: year, error, refetch } = useQuery(yearQuery(calendar.id, wanted, region));
  const { data: counted } = useQuery(countQuery(calendar.id, count, region));
  const show = (to: number) => {
    go({ year: to });
    setAt(`${to}${at.slice(4)}`.replace(/-02-29$/, "-02-28"));
  };
  if (error && !year) return <FailedPage error={error} retry={() => void refetch()} />;
  return (
    <div className="page calendar-page">
      <PageHead title={t("calendar.title")} aside={<Button className="print-not" onClick={() => window.print()}>{t("calendar.print")}</Button>}>
        <span className="quiet">{t("calendar.version", { version: calendar.version, day: civilDay(calendar.filed_at, me.timezone) })}</span>
      </PageHead>
      <div className="filters calendar-choice" role="search" aria-label={t("filter.title")}>
        {all.length > 1 && <Select aria-label={t("calendar.calendar")} value={calendar.id} options={all.map(({ id }) => ({ value: id, label: id }))} onChange={(id) => go({ calendar: id })} />}
        <Button aria-label={t("calendar.before")} onClick={() => show(wanted - 1)}>{"\u2039"}</Button>
        <strong className="calendar-year" aria-live="polite">{wanted}</strong>
        <Button aria-label={t("calendar.after")} onClick={() => show(wanted + 1)}>{"\u203a"}</Button>
        <Button onClick={() => show(Number(me.today.slice(0, 4)))}>{t("calendar.today")}</Button>
        {calendar.regions.length > 0 && <Regions calendar={calendar} region={region} onChange={(next) => go({ region: next ?? "all" })} />}
      </div>
      {year ? (
        <>
          <About year={year} />
          {me.verbs.includes("file_definitions") && <Upload />}
          <div className="split">
            <div className="column">
              <YearGrid
                year={year}
                at={at.startsWith(String(year.year)) ? at : `${year.year}-01-01`}
                from={count.from}
                counted={counted?.last_day ?? null}
                onMove={(day) => {
                  setAt(day);
                  if (Number(day.slice(0, 4)) !== wanted) go({ year: Number(day.slice(0, 4)) });
                }}
                onChoose={(day) => {
                  setAt(day);
                  setCount({ ...count, from: day });
                }}
              />
              <p className="quiet print-not">{t("calendar.help")}</p>
            </div>
            <aside className="evidence" aria-label={t("calendar.days")}>
              <Counter calendar={calendar.id} region={region} count={count} onChange={setCount} />
              <Holidays year={year} />
            </aside>
          </div>
        </>
      ) : <Skeleton />}
    </div>
  );
}

/** `330225` lies in `330200`, and that in `330000`. */
function inRegion(region: string | null, code: string): boolean {
  return region?.startsWith(code.replace(/(00)+$/, "")) ?? false;
}

function Regions({ calendar, region, onChange }: { calendar: CalendarLine; region: string | undefined; onChange: (region: string | undefined) => void }) {
  const { t, say, list } = useWords();
  const options = calendar.regions.map(({ code, organs }) => ({ value: code, label: organs.length > 0 ? `${code} ${list(organs.map((organ) => say(organ.title)))}` : code }));
  const known = !region || options.some((option) => option.value === region) ? options : [...options, { value: region, label: region }];
  return <Select aria-label={t("calendar.region")} popupMatchSelectWidth={false} value={region ?? ""} options={[{ value: "", label: t("calendar.everywhere") }, ...known]} onChange={(next) => onChange(next || undefined)} />;
}

function About({ year }: { year: CalendarYear }) {
  const { t } = useWords();
  const days = (kind: string) => year.marks.filter((mark) => mark.kind === kind).length;
  const sum = { workdays: year.workdays.reduce((all, month) => all + month, 0), holidays: days("holiday"), makeup: days("makeup") };
  return (
    <p className="lead">
      {year.announced ? <Notice year={year} /> : <><Provisional /> {t("calendar.notAnnounced")}</>}
      {" "}
      <span>{t("calendar.sum", sum)}{t("app.stop")}</span>
    </p>
  );
}

function Notice({ year }: { year: CalendarYear }) {
  const { t } = useWords();
  const notice = year.notice ?? "";
  return <span>{year.issued ? t("calendar.announcedOn", { notice, day: year.issued }) : t("calendar.announced", { notice })}{t("app.stop")}</span>;
}

/** The same in words, beside the signs; and the legend. */
function Holidays({ year }: { year: CalendarYear }) {
  const { t } = useWords();
  const blocks = blocksOf(year.marks);
  const makeup = year.marks.filter((mark) => mark.kind === "makeup");
  return (
    <section className="panel">
      <h2>{t("calendar.days")}</h2>
      {year.marks.length === 0 && <p className="quiet">{t("calendar.none")}</p>}
      <dl className="pairs calendar-days">
        {blocks.map((block) => (
          <div key={block.from}>
            <dt lang="zh-CN">{block.name}</dt>
            <dd>{block.from === block.to ? block.from : t("calendar.span", { from: block.from, to: block.to })}{block.local && <span className="tag">{t("calendar.local")}</span>}</dd>
          </div>
        ))}
        {makeup.length > 0 && <div><dt>{t("calendar.kind.makeup")}</dt><dd>{makeup.map((mark) => mark.day).join(t("app.separator"))}</dd></div>}
      </dl>
      <h3 className="legend-head">{t("calendar.legend")}</h3>
      <ul className="legend">
        {(["workday", "weekend", "holiday", "makeup"] as const).map((kind) => (
          <li key={kind}><span className={`day day-${kind}`} aria-hidden="true">8{kind === "holiday" || kind === "makeup" ? <sup>{t(`calendar.mark.${kind}`)}</sup> : null}</span> {t(`calendar.kind.${kind}`)}</li>
        ))}
        <li><span className="day day-workday day-today" aria-hidden="true">8</span> {t("calendar.isToday")}</li>
        <li><span className="day day-workday day-counted" aria-hidden="true">8</span> {t("calendar.counted")}</li>
      </ul>
    </section>
  );
}

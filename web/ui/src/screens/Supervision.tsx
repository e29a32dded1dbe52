// Supervision sees everything in its scope and changes nothing. Each number opens the list that makes it up.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { supervisionQuery } from "../api/supervision";
import type { Supervision as SupervisionData } from "../api/types";
import { useWords } from "../i18n";
import { CaseFilters } from "../parts/CaseFilters";
import { CaseList, caseFilter } from "../parts/CaseList";
import { SHAPE } from "../parts/marks";
import { useMe } from "../parts/me";
import { NoticeIncidents } from "../parts/notices/NoticeIncidents";
import { PageHead } from "../parts/PageHead";
import { FailedPage, Skeleton } from "../parts/problems";
import { LedgerFilters } from "../parts/supervision/LedgerFilters";
import { Cards, IncidentTable, Refusals } from "../parts/supervision/Ledgers";
import { Stages } from "../parts/supervision/Stages";
import { Units } from "../parts/supervision/Units";
import { Tabs } from "../parts/Tabs";
import { moment } from "../parts/time";
import { casesSearch, filtersIn, type SupervisionSearch } from "../search";

const route = getRouteApi("/shell/supervision");

export function Supervision() {
  const { t, say, list } = useWords();
  const me = useMe();
  const search = route.useSearch();
  const query = useQuery(supervisionQuery);
  if (query.error && !query.data) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  const data = query.data;
  return (
    <div className="page">
      <PageHead title={t("supervision.title")} aside={data && <span className="quiet">{t("supervision.asOf", { time: moment(data.now, me.timezone) })}</span>}>
        {data && <span className="quiet">{t("supervision.organs", { organs: list(data.organs.map((organ) => say(organ.title))) })}</span>}
      </PageHead>
      {data ? (
        <>
          <Totals totals={data.totals} />
          <Units lines={data.stages} search={search} />
          <Stages lines={data.stages} search={search} />
          <Lists search={search} totals={data.totals} />
          <p className="quiet">{t("supervision.readOnly")}</p>
        </>
      ) : (
        <Skeleton />
      )}
    </div>
  );
}

/** The lists behind the numbers. What they are filtered by goes along from one to the next. */
function Lists({ search, totals }: { search: SupervisionSearch; totals: SupervisionData["totals"] }) {
  const { t } = useWords();
  const navigate = route.useNavigate();
  const go = useCallback((next: SupervisionSearch) => void navigate({ search: next, resetScroll: false }), [navigate]);
  const { organ, process, unit, stage, level } = search;
  const tab = search.list ?? "cases";
  const box = useRef<HTMLElement>(null);
  const chosen = JSON.stringify(search);
  const shown = useRef(chosen);
  // A number above the list opens it: it comes into sight, unless it is.
  useEffect(() => {
    if (shown.current === chosen) return;
    shown.current = chosen;
    if ((box.current?.getBoundingClientRect().top ?? 0) > window.innerHeight / 2) box.current?.scrollIntoView();
  }, [chosen]);
  return (
    <section ref={box} aria-label={t("supervision.list")}>
      <Tabs
        value={tab}
        onChange={(next) => go({ organ, process, unit, stage, level, list: next === "cases" ? undefined : next })}
        tabs={[
          { value: "cases", label: t("supervision.list") },
          { value: "cards", label: t("supervision.cards") },
          { value: "refusals", label: `${t("supervision.refusals")} ${totals.refusals}` },
          { value: "incidents", label: `${t("supervision.incidents")} ${totals.incidents}` },
        ]}
      >
        {tab === "cases" ? <CaseFilters search={search} onChange={go} /> : <LedgerFilters search={search} onChange={go} />}
        {tab === "cases" && <div className="supervision-list"><CaseList filter={caseFilter(casesSearch({ ...search }), "all")} filtered={filtersIn(search) > 0} onClear={() => go({})} /></div>}
        {tab === "cards" && <Cards search={search} />}
        {tab === "refusals" && <Refusals search={search} />}
        {tab === "incidents" && <IncidentTable search={search} />}
        {tab === "incidents" && <NoticeIncidents />}
      </Tabs>
    </section>
  );
}

function Totals({ totals }: { totals: SupervisionData["totals"] }) {
  const { t } = useWords();
  const numbers = [
    { key: "running", search: {}, shape: "" },
    { key: "yellow", search: { level: "yellow" }, shape: SHAPE.yellow },
    { key: "red", search: { level: "red" }, shape: SHAPE.red },
    { key: "refusals", search: { list: "refusals" }, shape: "" },
    { key: "incidents", search: { list: "incidents" }, shape: "" },
    { key: "ended", search: { state: "ended" }, shape: "" },
  ] as const;
  return (
    <ul className="totals" aria-label={t("supervision.totals")}>
      {numbers.map(({ key, search, shape }) => (
        <li key={key} className={totals[key] > 0 ? `total total-${key}` : "total"}>
          <span className="total-label">{shape && <span aria-hidden="true">{shape} </span>}{t(`supervision.${key}`)}</span>
          <Link to="/supervision" search={search} className="total-number">{totals[key]}</Link>
        </li>
      ))}
    </ul>
  );
}

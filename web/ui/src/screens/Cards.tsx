// Cards: those that stand, and those that come unless somebody acts.
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useWords } from "../i18n";
import { ForecastView } from "../parts/cards/ForecastView";
import { useMe } from "../parts/me";
import { PageHead } from "../parts/PageHead";
import { LedgerFilters } from "../parts/supervision/LedgerFilters";
import { Cards as CardLedger } from "../parts/supervision/Ledgers";
import { Tabs } from "../parts/Tabs";
import type { CardsSearch } from "../search";

const route = getRouteApi("/shell/cards");

export function Cards() {
  const { t } = useWords();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = useCallback((next: CardsSearch) => void navigate({ search: next, resetScroll: false }), [navigate]);
  const supervises = me.verbs.includes("supervise");
  const tab = supervises && search.tab !== "forecast" ? "standing" : "forecast";
  return (
    <div className="page">
      <PageHead title={t("cards.title")} />
      <Tabs
        value={tab}
        onChange={(next) => go({ ...search, tab: next === "forecast" ? next : undefined })}
        tabs={[...(supervises ? [{ value: "standing" as const, label: t("cards.standing") }] : []), { value: "forecast" as const, label: t("cards.forecast") }]}
      >
        {tab === "standing" && <LedgerFilters search={{ ...search, list: "cards" }} onChange={({ organ, process, unit, stage, level }) => go({ organ, process, unit, stage, level })} />}
        {tab === "standing" ? <CardLedger search={search} /> : <ForecastView organ={search.organ} />}
      </Tabs>
    </div>
  );
}

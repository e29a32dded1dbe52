// Cards by stage of life, and those that come unless somebody acts.
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { cardPages } from "../api/cards";
import { useWords } from "../i18n";
import { CardDrawer } from "../parts/cards/CardDrawer";
import { CardTable } from "../parts/cards/CardTable";
import { ForecastView } from "../parts/cards/ForecastView";
import { PageHead } from "../parts/PageHead";
import { LedgerFilters } from "../parts/supervision/LedgerFilters";
import { Tabs } from "../parts/Tabs";
import { CARD_STAGES, type CardsSearch } from "../search";

const route = getRouteApi("/shell/cards");

export function Cards() {
  const { t } = useWords();
  const { tab, card, ...places } = route.useSearch();
  const navigate = route.useNavigate();
  const go = useCallback((next: CardsSearch) => void navigate({ search: next, resetScroll: false }), [navigate]);
  const { organ, process, unit, stage, level } = places;
  const state = tab === "forecast" ? undefined : tab;
  const filter = { organ, process, unit, stage, level, state };
  const { data } = useInfiniteQuery(cardPages(filter));
  const counts = data?.pages[0]?.counts ?? [];
  const count = (of: string) => counts.find((each) => each.state === of)?.cards ?? 0;
  return (
    <div className="page">
      <PageHead title={t("cards.title")} />
      <Tabs
        value={tab ?? "open"}
        onChange={(next) => go({ ...places, tab: next === "open" ? undefined : next })}
        tabs={[
          { value: "open" as const, label: t("cards.tabs.open") },
          ...CARD_STAGES.map((each) => ({ value: each, label: `${t(`cards.tabs.${each}`)} ${count(each)}` })),
          { value: "forecast" as const, label: t("cards.forecast") },
        ]}
      >
        {tab === "forecast" ? <ForecastView organ={organ} /> : (
          <>
            <LedgerFilters search={{ organ, process, unit, stage, level, list: "cards" }} onChange={(next) => go({ tab, organ: next.organ, process: next.process, unit: next.unit, stage: next.stage, level: next.level })} />
            <CardTable filter={filter} onOpen={(open) => go({ ...places, tab, card: open })} />
          </>
        )}
      </Tabs>
      {card && <CardDrawer card={card} onClose={() => go({ ...places, tab })} />}
    </div>
  );
}

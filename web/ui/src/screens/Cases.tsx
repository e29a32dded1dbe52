import { useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useMemo } from "react";
import { casePages } from "../api/cases";
import type { CaseLine, Page, Ref } from "../api/types";
import { useWords } from "../i18n";
import { CaseFilters } from "../parts/CaseFilters";
import { CaseList, caseFilter } from "../parts/CaseList";
import { useMe } from "../parts/me";
import { PageHead } from "../parts/PageHead";
import type { CasesSearch } from "../search";

const route = getRouteApi("/shell/cases");

export function Cases() {
  const { t } = useWords();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const view = search.view ?? (me.verbs.includes("work") ? "mine" : "all");
  const go = (next: CasesSearch) => void navigate({ search: next });
  const filter = caseFilter(search, view);
  const { data } = useInfiniteQuery(casePages(filter));
  const stages = useStagesSeen(data);
  const filtered = Boolean(search.stage ?? search.level ?? search.state);
  return (
    <div className="page page-list">
      <PageHead title={t("cases.title")} aside={<CaseFilters search={search} stages={stages} onChange={go} />}>
        <Segmented<"mine" | "all">
          aria-label={t("cases.view")}
          value={view}
          onChange={(next) => go({ ...search, view: next })}
          options={[{ value: "mine", label: t("cases.mine") }, { value: "all", label: t("cases.all") }]}
        />
      </PageHead>
      <CaseList filter={filter} filtered={filtered} onClear={() => go({ view: search.view })} />
    </div>
  );
}

/** The stages of the cases that any list has shown: what can be filtered by without asking for more. */
function useStagesSeen(data: InfiniteData<Page<CaseLine>> | undefined): Ref[] {
  const client = useQueryClient();
  return useMemo(() => {
    const lists = [...client.getQueriesData<InfiniteData<Page<CaseLine>>>({ queryKey: ["cases"] }).map(([, list]) => list), data];
    const lines = lists.flatMap((list) => list?.pages ?? []).flatMap((page) => page.items);
    return [...new Map(lines.flatMap((line) => (line.stage ? [[line.stage.id, line.stage] as const] : []))).values()];
  }, [client, data]);
}

import { getRouteApi } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useCallback } from "react";
import { useWords } from "../i18n";
import { CaseFilters } from "../parts/CaseFilters";
import { CaseList, caseFilter } from "../parts/CaseList";
import { useMe } from "../parts/me";
import { PageHead } from "../parts/PageHead";
import { filtersIn, type CasesSearch } from "../search";

const route = getRouteApi("/shell/cases");

export function Cases() {
  const { t } = useWords();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const view = search.view ?? (me.verbs.includes("work") ? "mine" : "all");
  const go = useCallback((next: CasesSearch) => void navigate({ search: next }), [navigate]);
  return (
    <div className="page page-list">
      <PageHead title={t("cases.title")}>
        <Segmented<"mine" | "all">
          aria-label={t("cases.view")}
          value={view}
          onChange={(next) => go({ ...search, view: next })}
          options={[{ value: "mine", label: t("cases.mine") }, { value: "all", label: t("cases.all") }]}
        />
      </PageHead>
      <CaseFilters search={search} onChange={go} />
      <CaseList filter={caseFilter(search, view)} filtered={filtersIn(search) > 0} onClear={() => go({ view: search.view })} />
    </div>
  );
}

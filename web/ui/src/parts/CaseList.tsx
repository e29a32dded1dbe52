// The windowed list of cases under any filter, shared by the look-up and by supervision.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useCallback, useMemo } from "react";
import { casePages, type CaseFilter } from "../api/cases";
import type { CaseLine } from "../api/types";
import { useWords } from "../i18n";
import type { CasesSearch } from "../search";
import { caseColumns } from "./caseColumns";
import { Empty, Pages } from "./Pages";
import { useSelection } from "./remember";
import { WindowTable } from "./WindowTable";

const rowKey = (kase: CaseLine) => kase.id;

export function caseFilter({ state, ...search }: CasesSearch, view: "mine" | "all"): CaseFilter {
  return { ...search, view: search.view ?? view, running: state === "any" ? undefined : state !== "ended" };
}

export function CaseList({ filter, filtered, onClear }: { filter: CaseFilter; filtered: boolean; onClear: () => void }) {
  const words = useWords();
  const { t } = words;
  const query = useInfiniteQuery(casePages(filter));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const list = `cases ${JSON.stringify(filter)}`;
  const [selected, setSelected] = useSelection(list);
  const { fetchNextPage } = query;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const columns = useMemo(() => caseColumns(words), [words]);
  const empty = filtered
    ? <Empty title={t("cases.emptyFilter")} action={<Button onClick={onClear}>{t("queue.clearFilter")}</Button>} />
    : <Empty title={t("cases.empty")} help={t("cases.emptyHelp")} />;
  return (
    <Pages query={query} count={rows.length} empty={empty}>
      <WindowTable key={list} name={list} label={t("cases.title")} columns={columns} rows={rows} rowKey={rowKey} selected={selected} onSelect={setSelected} hasMore={query.hasNextPage} loadingMore={query.isFetchingNextPage} onMore={more} />
      <p className="keys">
        <kbd>J</kbd> <kbd>K</kbd> {t("queue.keyMove")} <kbd>Enter</kbd> {t("queue.keyOpen")}
        <span className="keys-count">{t(query.hasNextPage ? "queue.rows" : "queue.rowsAll", { n: rows.length })}</span>
      </p>
    </Pages>
  );
}

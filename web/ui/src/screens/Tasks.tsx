// The queue: everything by keyboard, ordered by legal deadline, steady while it refreshes.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useCallback, useMemo } from "react";
import { commandKey } from "../api/http";
import { claimTask, taskCounts, taskPages, type TaskFilter } from "../api/tasks";
import type { TaskLine } from "../api/types";
import { useWords } from "../i18n";
import { Empty, Pages } from "../parts/Pages";
import { PageHead } from "../parts/PageHead";
import { ProblemNotice } from "../parts/problems";
import { useSelection } from "../parts/remember";
import { taskColumns } from "../parts/taskColumns";
import { Queues, TaskFilters } from "../parts/TaskFilters";
import { useKeys } from "../parts/useKeys";
import { WindowTable } from "../parts/WindowTable";
import { filtersIn, type TasksSearch } from "../search";

const route = getRouteApi("/shell/tasks");
const rowKey = (task: TaskLine) => task.id;

export function Tasks() {
  const words = useWords();
  const { t } = words;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = useCallback((next: TasksSearch) => void navigate({ search: next }), [navigate]);
  const filter: TaskFilter = { ...search, view: search.view ?? "mine", sort: search.sort ?? "due" };
  const query = useInfiniteQuery(taskPages(filter));
  const { data: counts } = useQuery(taskCounts);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const list = `tasks ${JSON.stringify(filter)}`;
  const [selected, setSelected] = useSelection(list);
  const claim = useClaim();

  const { fetchNextPage } = query;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const chosen = rows.find((task) => task.id === selected);
  useKeys({ c: () => chosen && !chosen.assignee && claim.mutate(chosen) });

  const columns = taskColumns(words, filter.sort, (task) => claim.mutate(task));
  return (
    <div className="page page-list">
      <PageHead title={t("queue.title")}>
        <Segmented<TaskFilter["view"]>
          aria-label={t("queue.view")}
          value={filter.view}
          onChange={(view) => go({ ...search, view: view === "mine" ? undefined : view })}
          options={[
            { value: "mine", label: counted(t("queue.mine"), counts?.mine) },
            { value: "pool", label: counted(t("queue.pool"), counts?.pool) },
            { value: "all", label: t("queue.all") },
          ]}
        />
        {counts && counts.overdue > 0 && <Link to="/tasks" search={{ view: "all", due: "overdue" }}>{t("queue.overdue", { count: counts.overdue })}</Link>}
      </PageHead>
      <Queues search={search} queues={counts?.queues ?? []} onChange={go} />
      <TaskFilters search={search} queues={counts?.queues ?? []} onChange={go} />
      {claim.error && <ProblemNotice error={claim.error} />}
      <p className="unseen" role="status">{claim.data && t("queue.claimed", { task: words.say(claim.data.task.node.title) })}</p>
      <Pages query={query} count={rows.length} empty={<NoTasks view={filter.view} filtered={filtersIn(search) > 0} onClear={() => go({ view: search.view, sort: search.sort })} onPool={() => go({ view: "pool" })} />}>
        <WindowTable key={list} name={list} label={t("queue.title")} columns={columns} rows={rows} rowKey={rowKey} selected={selected} onSelect={setSelected} hasMore={query.hasNextPage} loadingMore={query.isFetchingNextPage} onMore={more} />
        <p className="keys">
          <kbd>J</kbd> <kbd>K</kbd> {t("queue.keyMove")} <kbd>Enter</kbd> {t("queue.keyOpen")} <kbd>C</kbd> {t("queue.keyClaim")}
          <span className="keys-count">{t(query.hasNextPage ? "queue.rows" : "queue.rowsAll", { n: rows.length })}</span>
        </p>
      </Pages>
    </div>
  );
}

function useClaim() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (task: TaskLine) => claimTask({ id: task.id, revision: task.revision, key: commandKey() }),
    onSettled: () => client.invalidateQueries({ queryKey: ["tasks"] }),
  });
}

function counted(label: string, count: number | string | undefined): string {
  return count === undefined ? label : `${label} ${count}`;
}

function NoTasks({ view, filtered, onClear, onPool }: { view: TaskFilter["view"]; filtered: boolean; onClear: () => void; onPool: () => void }) {
  const { t } = useWords();
  if (filtered) return <Empty title={t("queue.emptyFilter")} action={<Button onClick={onClear}>{t("queue.clearFilter")}</Button>} />;
  if (view === "pool") return <Empty title={t("queue.emptyPool")} />;
  if (view === "all") return <Empty title={t("queue.emptyAll")} />;
  return <Empty title={t("queue.emptyMine")} help={t("queue.emptyMineHelp")} action={<Button onClick={onPool}>{t("queue.goPool")}</Button>} />;
}

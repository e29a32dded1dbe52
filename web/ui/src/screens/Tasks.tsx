// The queue: everything by keyboard, ordered by legal deadline, steady while it refreshes.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Button, Segmented, Select } from "antd";
import { useCallback, useMemo } from "react";
import { commandKey } from "../api/http";
import { claimTask, taskCounts, taskPages, type TaskFilter } from "../api/tasks";
import type { Queue, TaskCounts, TaskLine } from "../api/types";
import { useWords, type Words } from "../i18n";
import { Empty, Pages } from "../parts/Pages";
import { PageHead } from "../parts/PageHead";
import { ProblemNotice } from "../parts/problems";
import { useSelection } from "../parts/remember";
import { taskColumns } from "../parts/taskColumns";
import { useKeys } from "../parts/useKeys";
import { WindowTable } from "../parts/WindowTable";

const route = getRouteApi("/shell/tasks");
const rowKey = (task: TaskLine) => task.id;

export function Tasks() {
  const words = useWords();
  const { t } = words;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter: TaskFilter = { view: search.view ?? "mine", lane: search.lane, sort: search.sort ?? "due" };
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
      <PageHead title={t("queue.title")} aside={<LaneAndSort filter={filter} counts={counts} onChange={(next) => void navigate({ search: { ...search, ...next } })} />}>
        <Segmented<TaskFilter["view"]>
          aria-label={t("queue.view")}
          value={filter.view}
          onChange={(view) => void navigate({ search: { ...search, view: view === "mine" ? undefined : view } })}
          options={[
            { value: "mine", label: counted(t("queue.mine"), counts?.mine) },
            { value: "pool", label: counted(t("queue.pool"), counts?.pool) },
            { value: "all", label: t("queue.all") },
          ]}
        />
        {counts && counts.overdue > 0 && <span className="quiet">{t("queue.overdue", { count: counts.overdue })}</span>}
      </PageHead>
      {claim.error && <ProblemNotice error={claim.error} />}
      <p className="unseen" role="status">{claim.data && t("queue.claimed", { task: words.say(claim.data.task.node.title) })}</p>
      <Pages query={query} count={rows.length} empty={<NoTasks filter={filter} onClear={() => void navigate({ search: { ...search, lane: undefined } })} onPool={() => void navigate({ search: { view: "pool" } })} />}>
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

function LaneAndSort({ filter, counts, onChange }: { filter: TaskFilter; counts?: TaskCounts; onChange: (next: { lane?: string; sort?: "created" }) => void }) {
  const { t, say } = useWords();
  const lanes = lanesOf(counts?.queues ?? [], say, t);
  return (
    <>
      <Select
        aria-label={t("queue.lane")}
        className="filter"
        value={filter.lane ?? ""}
        options={[{ value: "", label: t("queue.allLanes") }, ...lanes]}
        onChange={(lane) => onChange({ lane: lane || undefined, sort: filter.sort === "created" ? "created" : undefined })}
      />
      <Select
        aria-label={t("queue.sort")}
        className="filter"
        value={filter.sort}
        options={[{ value: "due", label: t("queue.sortDue") }, { value: "created", label: t("queue.sortCreated") }]}
        onChange={(sort) => onChange({ lane: filter.lane, sort: sort === "created" ? "created" : undefined })}
      />
    </>
  );
}

/** A lane may have queues in several units; people choose the lane, with what is open in all of them. */
function lanesOf(queues: Queue[], say: Words["say"], t: Words["t"]): { value: string; label: string }[] {
  const lanes = new Map<string, { title: string; open: number; more: boolean }>();
  for (const queue of queues) {
    const lane = lanes.get(queue.lane.id) ?? { title: say(queue.lane.title), open: 0, more: false };
    lanes.set(queue.lane.id, { ...lane, open: lane.open + queue.open, more: lane.more || queue.open_more });
  }
  return [...lanes].map(([value, lane]) => ({ value, label: counted(lane.title, lane.more ? t("queue.more", { n: lane.open }) : lane.open) }));
}

function counted(label: string, count: number | string | undefined): string {
  return count === undefined ? label : `${label} ${count}`;
}

function NoTasks({ filter, onClear, onPool }: { filter: TaskFilter; onClear: () => void; onPool: () => void }) {
  const { t } = useWords();
  if (filter.lane) return <Empty title={t("queue.emptyFilter")} action={<Button onClick={onClear}>{t("queue.clearFilter")}</Button>} />;
  if (filter.view === "pool") return <Empty title={t("queue.emptyPool")} />;
  if (filter.view === "all") return <Empty title={t("queue.emptyAll")} />;
  return <Empty title={t("queue.emptyMine")} help={t("queue.emptyMineHelp")} action={<Button onClick={onPool}>{t("queue.goPool")}</Button>} />;
}

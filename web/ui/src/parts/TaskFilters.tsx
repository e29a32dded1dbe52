import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useCallback } from "react";
import { filtersQuery } from "../api/filters";
import type { Queue, Ref } from "../api/types";
import { useWords, type Words } from "../i18n";
import { DUE, filtersIn, LEVELS, type TasksSearch } from "../search";
import { Find, Pick } from "./filters";

/** The filters of the queue, in its address. */
export function TaskFilters({ search, queues, onChange }: { search: TasksSearch; queues: Queue[]; onChange: (next: TasksSearch) => void }) {
  const { t, say } = useWords();
  const { data } = useQuery(filtersQuery);
  const set = (next: TasksSearch) => onChange({ ...search, ...next });
  const find = useCallback((text: string | undefined) => onChange({ ...search, text }), [onChange, search]);
  const named = (refs: Ref[] | undefined) => (refs ?? []).map((ref) => ({ value: ref.id, label: say(ref.title) }));
  const due = (days: string) => (days === "overdue" ? t("filter.overdue") : days === "0" ? t("due.today") : t("filter.within", { count: Number(days) }));
  return (
    <div className="filters" role="search" aria-label={t("filter.title")}>
      <Find value={search.text} onChange={find} />
      <Pick label={t("queue.lane")} any={t("queue.allLanes")} value={search.lane} onChange={(lane) => set({ lane, unit: undefined })} options={lanesOf(queues, say)} />
      <Pick label={t("cases.stage")} any={t("cases.anyStage")} value={search.stage} onChange={(stage) => set({ stage })} options={named(data?.stages)} />
      {(data?.processes.length ?? 0) > 1 && <Pick label={t("kase.process")} any={t("filter.anyProcess")} value={search.process} onChange={(process) => set({ process })} options={named(data?.processes)} wide />}
      <Pick label={t("cases.level")} any={t("filter.anyLevel")} value={search.level} onChange={(level) => set({ level: LEVELS.find((known) => known === level) })} options={LEVELS.map((level) => ({ value: level, label: t("filter.from_level", { level: t(`level.${level}`) }) }))} />
      <Pick label={t("queue.due")} any={t("filter.anyDue")} value={search.due} onChange={(days) => set({ due: DUE.find((known) => known === days) })} options={DUE.map((days) => ({ value: days, label: due(days) }))} />
      <Select
        aria-label={t("queue.sort")}
        className="filter"
        value={search.sort ?? "due"}
        options={[{ value: "due", label: t("queue.sortDue") }, { value: "created", label: t("queue.sortCreated") }]}
        onChange={(sort) => set({ sort: sort === "created" ? "created" : undefined })}
      />
      {filtersIn(search) > 0 && <Button type="text" onClick={() => onChange({ view: search.view, sort: search.sort })}>{t("queue.clearFilter")}</Button>}
    </div>
  );
}

/** The queues of the viewer, each with what is open and overdue in it; choosing one shows it. */
export function Queues({ search, queues, onChange }: { search: TasksSearch; queues: Queue[]; onChange: (next: TasksSearch) => void }) {
  const { t } = useWords();
  if (queues.length < 2) return null;
  return (
    <ul className="queues" aria-label={t("queue.queues")}>
      {queues.map((queue) => {
        const here = search.lane === queue.lane.id && search.unit === queue.unit?.id;
        const next: TasksSearch = here ? { ...search, lane: undefined, unit: undefined } : { ...search, view: search.view ?? "all", lane: queue.lane.id, unit: queue.unit?.id };
        return <li key={`${queue.organ.id} ${queue.unit?.id ?? ""} ${queue.lane.id}`}><QueueButton queue={queue} here={here} onClick={() => onChange(next)} /></li>;
      })}
    </ul>
  );
}

function QueueButton({ queue, here, onClick }: { queue: Queue; here: boolean; onClick: () => void }) {
  const { t, say } = useWords();
  return (
    <button type="button" className="queue" aria-pressed={here} onClick={onClick}>
      <span>{say(queue.lane.title)}<span className="quiet"> {say((queue.unit ?? queue.organ).title)}</span></span>
      <strong>{queue.open_more ? t("queue.more", { n: queue.open }) : queue.open}</strong>
      {queue.overdue > 0 && <span className="quiet">{t("queue.overdueShort", { count: queue.overdue })}</span>}
    </button>
  );
}

/** A lane may have queues in several units; people choose the lane. */
function lanesOf(queues: Queue[], say: Words["say"]): { value: string; label: string }[] {
  return [...new Map(queues.map((queue) => [queue.lane.id, { value: queue.lane.id, label: say(queue.lane.title) }])).values()];
}

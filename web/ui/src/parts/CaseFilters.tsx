import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useCallback, useState } from "react";
import { filtersQuery } from "../api/filters";
import type { Ref } from "../api/types";
import { useWords } from "../i18n";
import { filtersIn, LEVELS, type CasesSearch } from "../search";
import { Find, Pick } from "./filters";

// Calendars are large, and few lists are filtered by days.
const Days = lazy(() => import("./Days").then((module) => ({ default: module.Days })));

/** The filters of a case list: what is used daily in one row, the rest in a second one. */
export function CaseFilters({ search, onChange }: { search: CasesSearch; onChange: (next: CasesSearch) => void }) {
  const { t, say, name } = useWords();
  const { data } = useQuery(filtersQuery);
  const rare = filtersIn({ ...search, state: undefined, stage: undefined, level: undefined, text: undefined });
  const [open, setOpen] = useState(false);
  const set = (next: CasesSearch) => onChange({ ...search, ...next });
  const find = useCallback((text: string | undefined) => onChange({ ...search, text }), [onChange, search]);
  const named = (refs: Ref[] | undefined) => (refs ?? []).map((ref) => ({ value: ref.id, label: say(ref.title) }));
  const units = data?.units.filter((unit) => !search.organ || unit.organ === search.organ);
  return (
    <div className="filter-rows" role="search" aria-label={t("filter.title")}>
      <div className="filters">
        <Find value={search.text} onChange={find} />
        <Pick label={t("cases.state")} any={t("cases.running")} value={search.state} onChange={(state) => set({ state: state === "ended" || state === "any" ? state : undefined })} options={[{ value: "ended", label: t("cases.ended") }, { value: "any", label: t("cases.anyState") }]} />
        <Pick label={t("cases.stage")} any={t("cases.anyStage")} value={search.stage} onChange={(stage) => set({ stage })} options={named(data?.stages)} />
        <Pick label={t("cases.level")} any={t("filter.anyLevel")} value={search.level} onChange={(level) => set({ level: LEVELS.find((known) => known === level) })} options={LEVELS.map((level) => ({ value: level, label: t("filter.from_level", { level: t(`level.${level}`) }) }))} />
        <Button aria-expanded={open || rare > 0} onClick={() => setOpen(!open)}>{t("filter.more")}{rare > 0 && ` ${rare}`}</Button>
        {filtersIn(search) > 0 && <Button type="text" onClick={() => onChange({ view: search.view })}>{t("queue.clearFilter")}</Button>}
      </div>
      {(open || rare > 0) && (
        <div className="filters">
          {(data?.organs.length ?? 0) > 1 && <Pick label={t("kase.organ")} any={t("filter.anyOrgan")} value={search.organ} onChange={(organ) => set({ organ, unit: undefined })} options={named(data?.organs)} wide />}
          <Pick label={t("kase.unit")} any={t("filter.anyUnit")} value={search.unit} onChange={(unit) => set({ unit })} options={named(units)} />
          {(data?.people.length ?? 0) > 0 && <Pick label={t("filter.person")} any={t("filter.anyPerson")} value={search.person} onChange={(person) => set({ person })} options={(data?.people ?? []).map((person) => ({ value: person.id, label: name(person) }))} />}
          <Pick label={t("kase.process")} any={t("filter.anyProcess")} value={search.process} onChange={(process) => set({ process })} options={named(data?.processes)} wide />
          <Suspense>
            <Days label={t("filter.started")} from={search.started_from} to={search.started_to} onChange={(from, to) => set({ started_from: from, started_to: to })} />
            <Days label={t("filter.updated")} from={search.updated_from} to={search.updated_to} onChange={(from, to) => set({ updated_from: from, updated_to: to })} />
          </Suspense>
        </div>
      )}
    </div>
  );
}

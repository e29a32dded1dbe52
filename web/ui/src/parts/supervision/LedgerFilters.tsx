import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense } from "react";
import { filtersQuery } from "../../api/filters";
import { useWords } from "../../i18n";
import { filtersIn, LEVELS, RULES, type SupervisionSearch } from "../../search";
import { Pick } from "../filters";

const Days = lazy(() => import("../Days").then((module) => ({ default: module.Days })));

/** What the lists over all cases are filtered by: place, and what the list has beside it. */
export function LedgerFilters({ search, onChange }: { search: SupervisionSearch; onChange: (next: SupervisionSearch) => void }) {
  const { t, say, name } = useWords();
  const { data } = useQuery(filtersQuery);
  const set = (next: SupervisionSearch) => onChange({ ...search, ...next });
  const units = (data?.units ?? []).filter((unit) => !search.organ || unit.organ === search.organ);
  return (
    <div className="filters ledger-filters" role="search" aria-label={t("filter.title")}>
      {(data?.organs.length ?? 0) > 1 && <Pick label={t("kase.organ")} any={t("filter.anyOrgan")} value={search.organ} onChange={(organ) => set({ organ, unit: undefined })} options={(data?.organs ?? []).map((organ) => ({ value: organ.id, label: say(organ.title) }))} wide />}
      {search.list !== "incidents" && (
        <>
          <Pick label={t("kase.process")} any={t("filter.anyProcess")} value={search.process} onChange={(process) => set({ process })} options={(data?.processes ?? []).map((process) => ({ value: process.id, label: say(process.title) }))} wide />
          <Pick label={t("kase.unit")} any={t("filter.anyUnit")} value={search.unit} onChange={(unit) => set({ unit })} options={units.map((unit) => ({ value: unit.id, label: say(unit.title) }))} />
          <Pick label={t("cases.stage")} any={t("cases.anyStage")} value={search.stage} onChange={(stage) => set({ stage })} options={(data?.stages ?? []).map((stage) => ({ value: stage.id, label: say(stage.title) }))} />
        </>
      )}
      {search.list === "cards" && <Pick label={t("cases.level")} any={t("filter.anyLevel")} value={search.level} onChange={(level) => set({ level: LEVELS.find((known) => known === level) })} options={LEVELS.map((level) => ({ value: level, label: t("filter.from_level", { level: t(`level.${level}`) }) }))} />}
      {search.list === "refusals" && (
        <Suspense>
          <Pick label={t("supervision.rule")} any={t("filter.anyRule")} value={search.rule} onChange={(rule) => set({ rule: RULES.find((known) => known === rule) })} options={RULES.map((rule) => ({ value: rule, label: t(`rule.${rule}`) }))} />
          <Pick label={t("filter.person")} any={t("filter.anyPerson")} value={search.person} onChange={(person) => set({ person })} options={(data?.people ?? []).map((person) => ({ value: person.id, label: name(person) }))} />
          <Days label={t("supervision.when")} from={search.from} to={search.to} onChange={(from, to) => set({ from, to })} />
        </Suspense>
      )}
      {filtersIn(search) > 0 && <Button type="text" onClick={() => onChange({ list: search.list })}>{t("queue.clearFilter")}</Button>}
    </div>
  );
}

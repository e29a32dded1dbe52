import { Select } from "antd";
import type { Ref } from "../api/types";
import { useWords } from "../i18n";
import type { CasesSearch } from "../search";

/** The filters of a case list; what they say is in the address, so that a colleague can be sent it. */
export function CaseFilters({ search, stages, onChange }: { search: CasesSearch; stages: Ref[]; onChange: (next: CasesSearch) => void }) {
  const { t, say } = useWords();
  return (
    <>
      <Select<string>
        aria-label={t("cases.state")}
        className="filter"
        value={search.state ?? ""}
        onChange={(state) => onChange({ ...search, state: state === "ended" || state === "any" ? state : undefined })}
        options={[{ value: "", label: t("cases.running") }, { value: "ended", label: t("cases.ended") }, { value: "any", label: t("cases.anyState") }]}
      />
      {stages.length > 0 && (
        <Select<string>
          aria-label={t("cases.stage")}
          className="filter"
          value={search.stage ?? ""}
          onChange={(stage) => onChange({ ...search, stage: stage || undefined })}
          options={[{ value: "", label: t("cases.anyStage") }, ...stages.map((stage) => ({ value: stage.id, label: say(stage.title) }))]}
        />
      )}
      <Select<string>
        aria-label={t("cases.level")}
        className="filter"
        value={search.level ?? ""}
        onChange={(level) => onChange({ ...search, level: level === "red" || level === "yellow" ? level : undefined })}
        options={[
          { value: "", label: `${t("cases.level")}${t("app.colon")}${t("cases.anyLevel")}` },
          { value: "yellow", label: t("level.yellow") },
          { value: "red", label: t("level.red") },
        ]}
      />
    </>
  );
}

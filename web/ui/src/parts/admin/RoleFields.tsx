import { Select } from "antd";
import type { Grant, OrganView } from "../../api/admin";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { Day } from "./Day";
import { faultAt, faulty, Field } from "./Field";

/** The fields of a role to grant: what the organ has filed, and days. */
export function RoleFields({ organs, value, error, at = "", tried, onChange }: { organs: OrganView[]; value: Grant; error: unknown; at?: string; tried: boolean; onChange: (value: Grant) => void }) {
  const { t, say } = useWords();
  const me = useMe();
  const organ = organs.find((known) => known.organ.id === value.organ);
  const units = organ?.units.flatMap(({ unit }) => (unit ? [unit] : [])) ?? [];
  const roleFault = faultAt(error, `${at}/role`) ?? (tried && !value.role ? t("admin.missing") : undefined);
  const set = (part: Partial<Grant>) => onChange({ ...value, ...part });
  return (
    <>
      {organs.length > 1 && (
        <Field id="grant-organ" label={t("admin.organ")}>
          <Select id="grant-organ" className="wide" value={value.organ} onChange={(id) => onChange({ ...value, organ: id, unit: undefined })} options={organs.map((known) => ({ value: known.organ.id, label: say(known.organ.title) }))} />
        </Field>
      )}
      <div className="form-grid">
        <Field id="grant-role" label={t("admin.role")} error={roleFault}>
          <Select id="grant-role" className="wide" {...faulty("grant-role", roleFault)} showSearch={{ optionFilterProp: "label" }} placeholder={t("admin.choose")} value={value.role || undefined} onChange={(role) => set({ role })} options={(organ?.roles ?? []).map((role) => ({ value: role.id, label: say(role.title) }))} />
        </Field>
        <Field id="grant-unit" label={t("admin.unit")} error={faultAt(error, `${at}/unit`)}>
          <Select id="grant-unit" className="wide" value={value.unit ?? ""} onChange={(unit) => set({ unit: unit || undefined })} options={[{ value: "", label: t("admin.wholeOrgan") }, ...units.map((unit) => ({ value: unit.id, label: say(unit.title) }))]} />
        </Field>
        <Field id="grant-from" label={t("admin.from")} error={faultAt(error, `${at}/from`)}>
          <Day id="grant-from" value={value.from} min={me.today} onChange={(from) => set({ from })} />
        </Field>
        <Field id="grant-to" label={t("admin.to")} help={t("admin.toHelp")} error={faultAt(error, `${at}/to`)}>
          <Day id="grant-to" value={value.to} min={value.from ?? me.today} onChange={(to) => set({ to })} />
        </Field>
      </div>
    </>
  );
}

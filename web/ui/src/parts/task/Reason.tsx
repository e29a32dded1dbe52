import { Input } from "antd";
import { useWords } from "../../i18n";
import { REASON_ID as id } from "../form/ids";

export function Reason({ value, help, error, onChange }: { value: string; help: string; error?: string; onChange: (reason: string) => void }) {
  const { t } = useWords();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{t("task.reason")}</label>
      <Input.TextArea id={id} value={value} autoSize={{ minRows: 2, maxRows: 8 }} aria-describedby={`${id}-help`} aria-invalid={error ? true : undefined} onChange={(event) => onChange(event.target.value)} />
      <p className="field-help" id={`${id}-help`}>{help}</p>
      {error && <p className="field-error" role="alert">{error}</p>}
    </div>
  );
}

// The documents of a step: each with the number and the date that stand on it.
import { DatePicker, Input } from "antd";
import dayjs from "dayjs";
import type { WantedDocument } from "../../api/duties";
import type { FieldError } from "../../api/types";
import { useWords } from "../../i18n";
import { fieldId } from "../form/focus";
import { DOCUMENTS } from "../form/ids";
import { useMe } from "../me";
import { Said } from "../Said";
import type { Papers } from "./useDocuments";

const DAY = "YYYY-MM-DD";

export function DocumentsForm({ wanted, papers, disabled, errors }: { wanted: WantedDocument[]; papers: Papers; disabled: boolean; errors: FieldError[] }) {
  const { t } = useWords();
  if (wanted.length === 0) return null;
  return (
    <fieldset className="form-list" disabled={disabled}>
      <legend>{t("documents.title")}</legend>
      <p className="field-help">{t("documents.help")}</p>
      {wanted.map((document) => <Row key={document.id} document={document} papers={papers} disabled={disabled} errors={errors} />)}
    </fieldset>
  );
}

function Row({ document, papers, disabled, errors }: { document: WantedDocument; papers: Papers; disabled: boolean; errors: FieldError[] }) {
  const { t, say } = useWords();
  const { today } = useMe();
  const entry = papers.entries[document.id] ?? { number: "", dated_on: "" };
  const pointer = `${DOCUMENTS}${document.id}`;
  const found = errors.filter((each) => each.pointer === pointer || each.pointer.startsWith(`${pointer}/`)).map((each) => each.detail);
  const wrong = papers.undated.includes(document.id) ? [...found, t("documents.undated")] : found;
  const named = (what: string) => `${say(document.title)} ${what}`;
  const day = dayjs(entry.dated_on, DAY);
  return (
    <div className="field" data-field={fieldId(["documents", document.id])}>
      <p className="field-label">
        <Said text={document.title} />
        {document.required === true && <span className="required"> {t("form.required")}</span>}
        {document.required === null && <span className="quiet"> {t("documents.maybe")}</span>}
      </p>
      <div className="document-row">
        <Input aria-label={named(t("documents.number"))} placeholder={t("documents.number")} maxLength={100} disabled={disabled} value={entry.number} onChange={(event) => papers.fill(document.id, { ...entry, number: event.target.value })} />
        <DatePicker aria-label={named(t("documents.date"))} placeholder={t("documents.date")} format={DAY} maxDate={dayjs(today, DAY)} disabled={disabled} aria-invalid={wrong.length > 0 || undefined} value={day.isValid() ? day : null} onChange={(next) => papers.fill(document.id, { ...entry, dated_on: next?.format(DAY) ?? "" })} />
      </div>
      {wrong.map((text) => <p key={text} className="field-error" role="alert">{text}</p>)}
    </div>
  );
}

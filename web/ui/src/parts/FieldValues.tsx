// What was filled in, for reading: worded values, amounts with their unit, lists and records in place.
import type { FieldValue } from "../api/types";
import { useWords } from "../i18n";
import { formatFen } from "./form/money";
import { useMe } from "./me";
import { Said } from "./Said";
import { moment } from "./time";

export function FieldValues({ fields }: { fields: FieldValue[] }) {
  return (
    <dl className="values">
      {fields.map((field) => (
        <div key={field.id} className={isLong(field) ? "span-all" : undefined}>
          <dt><Said text={field.title} /></dt>
          <dd><Value field={field} /></dd>
        </div>
      ))}
    </dl>
  );
}

/** Texts from so many characters on take the whole width. */
const LONG = 40;

function isLong(field: FieldValue): boolean {
  const records = field.type === "record" || field.items?.some((item) => item.type === "record");
  return records === true || (typeof field.value === "string" && field.value.length > LONG);
}

export function Value({ field }: { field: FieldValue }) {
  const { t } = useWords();
  const me = useMe();
  const { value } = field;
  if (field.items && field.items.length > 0) return <Items field={field} />;
  if (field.text) return <Said text={field.text} />;
  if (value === null || value === undefined || value === "") return <span className="quiet">{t("app.none")}</span>;
  switch (field.type) {
    case "bool": return <>{t(value === true ? "form.yes" : "form.no")}</>;
    case "money_fen": return <>{typeof value === "number" ? formatFen(value) : String(value)} {t("form.yuan")}</>;
    case "datetime": return <>{moment(String(value), me.timezone)}</>;
    case "list": return <>{Array.isArray(value) ? value.map(String).join(t("app.separator")) : String(value)}</>;
    case "record": return <>{JSON.stringify(value)}</>;
    case "text": return <span lang="zh-CN" className="pre">{String(value)}</span>;
    case "integer": case "decimal": case "date": case "choice": case "person": case "register":
      return <>{String(value)}</>;
  }
}

function Items({ field }: { field: FieldValue }) {
  const { t } = useWords();
  const items = field.items ?? [];
  if (field.type === "record") return <FieldValues fields={items} />;
  if (items.some((item) => item.type === "record")) {
    return <ol className="value-records">{items.map((item, index) => <li key={index}><FieldValues fields={item.items ?? []} /></li>)}</ol>;
  }
  return <>{items.map((item, index) => <span key={index}>{index > 0 && t("app.separator")}<Value field={item} /></span>)}</>;
}

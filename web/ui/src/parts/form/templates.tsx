// How forms look: two columns, compact lists, the label above its control, help and errors in words below it.
import { Button } from "antd";
import { useWords } from "../../i18n";
import { fieldId, focusField } from "./focus";
import { ERRORS_ID } from "./ids";
import { itemsOf, kindOf, OPEN_CHOICES, optionsOf, type FieldSchema } from "./kinds";
import type { Errors, Field, Fields, List, ListItem } from "./types";
import { titleOf } from "./validator";

function FieldTemplate({ id, label, required, hidden, displayLabel, schema, uiSchema, rawErrors, children }: Field) {
  const { t } = useWords();
  if (hidden) return <div hidden>{children}</div>;
  const widget: unknown = uiSchema?.["ui:widget"];
  const group = widget === "yesNo" || (widget === "one" && schema.enum !== undefined && schema.enum.length <= OPEN_CHOICES);
  const Label = group ? "span" : "label";
  return (
    <div className="field" data-field={id}>
      {displayLabel && label && (
        <Label id={`${id}__label`} className="field-label" {...(group ? {} : { htmlFor: id })}>
          {label}
          {required && <span className="required"> {t("form.required")}</span>}
        </Label>
      )}
      {children}
      {schema.description && <p className="field-help" id={`${id}__help`}>{schema.description}</p>}
      {rawErrors && rawErrors.length > 0 && (
        <p className="field-error" id={`${id}__error`}>{[...new Set(rawErrors)].join(t("app.semicolon"))}</p>
      )}
    </div>
  );
}

function ObjectFieldTemplate({ properties, schema, uiSchema, fieldPathId, title }: Fields) {
  const shown = properties.filter((property) => !property.hidden);
  const root = fieldPathId.path.length === 0;
  const rows = root ? rowsOf(shown.map((property) => property.name), schema) : null;
  const cell = (name: string) => shown.find((property) => property.name === name)?.content;
  if (!rows) {
    const wide = (name: string) => isWide(schema, name, uiSchema?.[name]?.["ui:widget"] === "pick");
    return (
      <div className="form-grid" {...(root ? {} : { role: "group", "aria-label": title })}>
        {shown.map((property) => <div key={property.name} className={wide(property.name) ? "span-all" : undefined}>{property.content}</div>)}
      </div>
    );
  }
  return (
    <>
      {rows.map((row) => (
        <div className="form-row" key={row.join()}>{row.map((name) => <div key={name}>{cell(name)}</div>)}</div>
      ))}
    </>
  );
}

/** The rows that the form lays down, then the fields that it forgot, each in a row of its own. */
function rowsOf(names: string[], schema: FieldSchema): string[][] | null {
  const layout = schema["x-layout"];
  if (!layout) return null;
  const rows = layout.map((row) => row.filter((name) => names.includes(name))).filter((row) => row.length > 0);
  const placed = new Set(rows.flat());
  return [...rows, ...names.filter((name) => !placed.has(name)).map((name) => [name])];
}

function isWide(schema: FieldSchema, name: string, picked: boolean): boolean {
  const field = schema.properties?.[name] as FieldSchema | undefined;
  if (!field) return false;
  const kind = kindOf(field);
  if (kind === "choice" && !picked) {
    const options = optionsOf(field, { persons: {}, registers: {} });
    return options.length <= OPEN_CHOICES && options.reduce((sum, option) => sum + option.text.zh.length + 3, 0) > 24;
  }
  return ["lines", "list", "record"].includes(kind);
}

function ArrayFieldTemplate({ title, items, canAdd, onAddClick, required, fieldPathId, schema }: List) {
  const { t } = useWords();
  const inner = itemsOf(schema);
  return (
    <fieldset className="form-list" id={fieldPathId.$id}>
      <legend>
        {title}
        {required && <span className="required"> {t("form.required")}</span>}
        <span className="quiet"> {t("form.count", { n: items.length })}</span>
      </legend>
      <div className={inner && kindOf(inner) === "record" ? "form-records" : undefined}>{items}</div>
      {canAdd && <Button type="dashed" block onClick={onAddClick}>{t("form.add")}</Button>}
    </fieldset>
  );
}

function ArrayFieldItemTemplate({ children, buttonsProps, index, disabled, readonly }: ListItem) {
  const { t } = useWords();
  return (
    <div className="form-item">
      <span className="form-item-number" aria-hidden="true">{index + 1}</span>
      <div>{children}</div>
      {buttonsProps.hasRemove && !disabled && !readonly && (
        <Button type="text" danger aria-label={t("form.removeItem", { title: buttonsProps.schema.title ?? "", n: index + 1 })} onClick={buttonsProps.onRemoveItem}>
          {t("form.remove")}
        </Button>
      )}
    </div>
  );
}

function ErrorListTemplate({ errors, schema }: Errors) {
  const { t } = useWords();
  return (
    <div className="notice notice-error" id={ERRORS_ID} tabIndex={-1} role="alert">
      <span className="notice-shape" aria-hidden="true">!</span>
      <div>
        <strong>{t("form.errors", { count: errors.length })}</strong>
        <ul className="notice-body">
          {errors.map((error) => {
            const path = (error.property ?? "").split(/[.[\]]/).filter(Boolean);
            const id = fieldId(path);
            return (
              <li key={`${id} ${error.message ?? ""}`}>
                <a href={`#${id}`} onClick={(event) => { event.preventDefault(); focusField(id); }}>
                  {path.length > 0 && titleOf(schema, path) + t("app.colon")}{error.message}
                </a>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

export const templates = { FieldTemplate, ObjectFieldTemplate, ArrayFieldTemplate, ArrayFieldItemTemplate, ErrorListTemplate };

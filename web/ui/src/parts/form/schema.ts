// From a form as departments file it to what rjsf draws: titles in the current language, and a widget for each field.
import type { UiSchema } from "@rjsf/utils";
import { inLanguage, type Language } from "../../i18n";
import type { Form, Json } from "../../api/types";
import { itemsOf, kindOf, type FieldSchema, type Kind } from "./kinds";
import type { Filled, FormContext, Values } from "./types";

export interface Built {
  schema: FieldSchema;
  uiSchema: UiSchema<Values, FieldSchema, FormContext>;
}

const WIDGET: Partial<Record<Kind, string>> = {
  text: "words", lines: "lines", bool: "yesNo", integer: "integer", decimal: "words", money: "money",
  date: "day", datetime: "dateTime", choice: "one", person: "one", register: "one", many: "many",
};

export function buildForm(form: Form, language: Language): Built {
  const schema = inWords(form.schema as FieldSchema, language);
  return { schema, uiSchema: widgets(schema) };
}

/** The same schema with `title` and `description` in the language, at every depth. */
function inWords(schema: FieldSchema, language: Language): FieldSchema {
  const said: FieldSchema = { ...schema };
  if (schema["x-title"]) said.title = inLanguage(schema["x-title"], language);
  if (schema["x-help"]) said.description = inLanguage(schema["x-help"], language);
  if (schema.properties) {
    said.properties = Object.fromEntries(Object.entries(schema.properties).map(([id, field]) => [id, inWords(field as FieldSchema, language)]));
  }
  if (schema.required) said.required = schema.required.filter((id) => !mayBeBlank(schema, id));
  const items = itemsOf(schema);
  if (items) said.items = inWords(items, language);
  return said;
}

/** A list that must be handed in and may have no items: left blank, it is the empty list. */
function mayBeBlank(schema: FieldSchema, id: string): boolean {
  const field = schema.properties?.[id] as FieldSchema | undefined;
  return field?.type === "array" && !field.minItems;
}

/** Inside lists choices are `compact`: a list to open, so that a record stays one line. */
function widgets(schema: FieldSchema, compact = false): Built["uiSchema"] {
  const kind = kindOf(schema);
  if (kind === "record") {
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([id, field]) => [id, widgets(field as FieldSchema, compact)]));
  }
  const items = itemsOf(schema);
  if (kind === "list" && items) return { items: { ...widgets(items, true), ...(kindOf(items) === "record" ? {} : { "ui:label": false }) } };
  return { "ui:widget": compact && kind === "choice" ? "pick" : (WIDGET[kind] ?? "words") };
}

/** The field at a path such as `["parties", "0", "name"]`, through lists. */
export function fieldAt(schema: FieldSchema, path: string[]): FieldSchema | null {
  return path.reduce<FieldSchema | null>((at, step) => {
    if (!at) return null;
    return (at.properties?.[step] as FieldSchema | undefined) ?? itemsOf(at);
  }, schema);
}

/**
 * What is handed in, and what is checked: fields without content are left out, at every depth, but for lists that
 * `schema` demands and that may have no items. Items of lists keep their places, so that findings point to the right
 * one; a blank item is for people to fill in or to remove.
 */
export function withoutEmpty(values: Values, schema?: FieldSchema): Filled {
  return (emptied(values as Filled, schema) ?? {}) as Filled;
}

function emptied(value: Json | undefined, schema?: FieldSchema): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => emptied(item, (schema && itemsOf(schema)) ?? undefined) ?? blank(item)) : undefined;
  if (typeof value !== "object") return value;
  const blanks = (schema?.required ?? []).filter((id) => schema && mayBeBlank(schema, id)).map((id): [string, Json] => [id, []]);
  const kept = Object.entries(value).flatMap(([id, field]) => {
    const content = emptied(field, schema?.properties?.[id] as FieldSchema | undefined);
    return content === undefined ? [] : [[id, content] as const];
  });
  return kept.length > 0 ? Object.fromEntries([...blanks, ...kept]) : undefined;
}

function blank(item: Json | undefined): Json {
  return typeof item === "object" && item !== null && !Array.isArray(item) ? {} : "";
}

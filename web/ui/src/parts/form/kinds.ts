// What a department's field is, read from its JSON Schema with x- keys. One place decides, widgets and layout follow.
import type { RJSFSchema } from "@rjsf/utils";
import type { Choices, Text } from "../../api/types";

export type Kind =
  | "text" | "lines" | "bool" | "integer" | "decimal" | "money" | "date" | "datetime"
  | "choice" | "person" | "register" | "many" | "list" | "record";

/** Up to so many choices are shown openly, more in a list. */
export const OPEN_CHOICES = 4;

/** The x- keys of a field. */
export interface Extra {
  "x-title"?: Text;
  "x-help"?: Text;
  "x-type"?: string | { register: string };
  "x-choices"?: Record<string, Text>;
  "x-lane"?: string;
  "x-multiline"?: boolean;
  "x-layout"?: string[][];
  /** What the law asks of the act that the form records. */
  "x-act"?: { who: string; people: number; certified: boolean; recording?: string };
  "x-not-after"?: "today";
}

export type FieldSchema = RJSFSchema & Extra;

export function itemsOf(schema: FieldSchema): FieldSchema | null {
  const { items } = schema;
  return items && typeof items === "object" && !Array.isArray(items) ? (items as FieldSchema) : null;
}

export function kindOf(schema: FieldSchema): Kind {
  const type = schema["x-type"];
  if (schema.type === "array") {
    const items = itemsOf(schema);
    return items && ["choice", "person", "register"].includes(kindOf(items)) ? "many" : "list";
  }
  if (schema.type === "object") return "record";
  if (schema.type === "boolean") return "bool";
  if (typeof type === "object") return "register";
  if (type === "person" || type === "date" || type === "datetime" || type === "decimal") return type;
  if (type === "money_fen") return "money";
  if (schema.enum) return "choice";
  if (schema.type === "integer") return "integer";
  return schema["x-multiline"] ? "lines" : "text";
}

export interface Option {
  value: string;
  text: Text;
}

/** What can be chosen in a field: its own choices, the people of its lane, or the rows of its register. */
export function optionsOf(schema: FieldSchema, choices: Choices): Option[] {
  const item = itemsOf(schema) ?? schema;
  const type = item["x-type"];
  if (typeof type === "object") return (choices.registers[type.register] ?? []).map((row) => ({ value: row.key, text: row.label }));
  if (type === "person") {
    const lane = schema["x-lane"] ?? item["x-lane"] ?? "*";
    const people = choices.persons[lane] ?? choices.persons["*"] ?? [];
    return people.map((person) => ({ value: person.id, text: { zh: person.name, en: person.name_en } }));
  }
  return (item.enum ?? []).map((value) => ({ value: String(value), text: item["x-choices"]?.[String(value)] ?? { zh: String(value) } }));
}

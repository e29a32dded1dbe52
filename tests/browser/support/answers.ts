// From the data of a filed scenario to what people see: the labels of a form and the words of its choices.
import type { Value, Values } from "./forms.ts";
import type { Filled, Json } from "./scenario.ts";
import type { Language } from "./words.ts";

interface Text {
  zh: string;
  en?: string;
}

export interface Schema {
  type?: string;
  enum?: Json[];
  properties?: Record<string, Schema>;
  items?: Schema;
  "x-title"?: Text;
  "x-type"?: string | { register: string };
  "x-choices"?: Record<string, Text>;
  "x-lane"?: string;
}

export interface Choices {
  persons: Record<string, { id: string; name: string; name_en?: string }[]>;
  registers: Record<string, { key: string; label: Text }[]>;
}

/** What is to be filled in for `filled`, by label. */
export function answers(schema: Schema, choices: Choices, filled: Filled, language: Language): Values {
  const fields = Object.entries(filled).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(fields.map(([id, value]) => {
    const field = schema.properties?.[id];
    if (!field) throw new Error(`the form has no field ${id}`);
    return [say(field["x-title"], language), answer(field, choices, value, language)];
  }));
}

function answer(field: Schema, choices: Choices, value: Json, language: Language): Value {
  if (Array.isArray(value)) {
    const items = value.map((item) => answer({ "x-lane": field["x-lane"], ...field.items }, choices, item, language));
    return items as string[] | Values[];
  }
  if (typeof value === "object" && value !== null) return answers(field, choices, value, language) as unknown as Value;
  if (typeof value === "boolean") return (language === "en" ? { true: "Yes", false: "No" } : { true: "是", false: "否" })[`${value}`];
  if (field["x-type"] === "money_fen") return yuan(Number(value));
  return worded(field, choices, String(value), language);
}

function worded(field: Schema, choices: Choices, value: string, language: Language): string {
  const type = field["x-type"];
  if (typeof type === "object") return say(choices.registers[type.register]?.find((row) => row.key === value)?.label, language) || value;
  if (type === "person") {
    const person = (choices.persons[field["x-lane"] ?? "*"] ?? choices.persons["*"])?.find((each) => each.id === value);
    return (language === "en" ? person?.name_en : undefined) ?? person?.name ?? value;
  }
  return say(field["x-choices"]?.[value], language) || value;
}

/** 12000000 fen are 120,000.00. */
function yuan(fen: number): string {
  return (fen / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
}

export function say(text: Text | undefined, language: Language): string {
  return (language === "en" ? text?.en : undefined) ?? text?.zh ?? "";
}

// Validation by interpreting the schema. The usual validator of rjsf compiles schemas to code, which the content
// security policy forbids, and then takes the wrong branch of conditional fields without a word. The server's check
// stays the authority; this one spares people the way.
import { Validator, type OutputUnit, type Schema } from "@cfworker/json-schema";
import {
  createErrorHandler, getDefaultFormState, ROOT_SCHEMA_PREFIX, toErrorSchema, unwrapErrorHandler, validationDataMerge,
  type RJSFValidationError, type ValidatorType,
} from "@rjsf/utils";
import { i18n } from "../../i18n";
import { kindOf, type FieldSchema } from "./kinds";
import { fieldAt, withoutEmpty } from "./schema";
import type { FormContext, Values } from "./types";

/** Keywords that only say that something deeper failed, which is reported itself. */
const CONTAINERS = new Set(["properties", "items", "prefixItems", "allOf", "anyOf", "oneOf", "if", "then", "else", "$ref", "additionalProperties", "dependentSchemas"]);

const compiled = new WeakMap<object, Validator>();

function validatorOf(schema: FieldSchema): Validator {
  let known = compiled.get(schema);
  if (!known) {
    known = new Validator(schema as Schema, "2020-12", false);
    compiled.set(schema, known);
  }
  return known;
}

export const validator: ValidatorType<Values, FieldSchema, FormContext> = {
  rawValidation<Result>(schema: FieldSchema, data?: Values) {
    try {
      return { errors: validatorOf(schema).validate(data ?? {}).errors as Result[] };
    } catch (error) {
      return { validationError: error instanceof Error ? error : new Error(String(error)) };
    }
  },

  isValid(schema, data, root) {
    try {
      return validatorOf(selfContained(schema, root)).validate(data).valid;
    } catch {
      return false;
    }
  },

  validateFormData(data, schema, custom, transform, uiSchema) {
    const raw = this.rawValidation<OutputUnit>(schema, withoutEmpty(data ?? {}));
    if (raw.validationError) throw raw.validationError;
    let errors = unique((raw.errors ?? []).filter((unit) => !CONTAINERS.has(unit.keyword)).map((unit) => worded(unit, schema)));
    if (transform) errors = transform(errors, uiSchema);
    const errorSchema = toErrorSchema<Values>(errors);
    if (!custom) return { errors, errorSchema };
    const filled = getDefaultFormState(this, schema, data, schema, true) as Values;
    const handler = custom(filled, createErrorHandler<Values>(filled), uiSchema, errorSchema);
    return validationDataMerge<Values>({ errors, errorSchema }, unwrapErrorHandler<Values>(handler));
  },
};

/** A part of a schema that rjsf asks about, with the definitions of its root and references that lead into them. */
function selfContained(schema: FieldSchema, root: FieldSchema): FieldSchema {
  if (!root.$defs && !root.definitions) return schema;
  const whole = { $defs: root.$defs, definitions: root.definitions, ...schema };
  return JSON.parse(JSON.stringify(whole).replaceAll(`${ROOT_SCHEMA_PREFIX}#`, "#")) as FieldSchema;
}

function worded(unit: OutputUnit, schema: FieldSchema): RJSFValidationError {
  const path = steps(unit.instanceLocation);
  const missing = unit.keyword === "required" ? /"([^"]+)"/.exec(unit.error)?.[1] : undefined;
  if (missing) path.push(missing);
  const field = fieldAt(schema, path);
  const message = messageOf(unit, schema, field);
  const title = titleOf(schema, path);
  return {
    name: unit.keyword,
    message,
    property: `.${path.join(".")}`,
    stack: title ? `${title}${i18n.t("app.colon")}${message}` : message,
    schemaPath: unit.keywordLocation,
    ...(missing ? { params: { missingProperty: missing } } : {}),
  };
}

function messageOf(unit: OutputUnit, schema: FieldSchema, field: FieldSchema | null): string {
  const bound = at(schema, unit.keywordLocation);
  const n = typeof bound === "number" ? bound : 0;
  const t = i18n.t.bind(i18n);
  switch (unit.keyword) {
    case "required": return t("form.e.required");
    case "type": return typeMessage(field);
    case "minLength": return n <= 1 ? t("form.e.required") : t("form.e.minLength", { n });
    case "maxLength": return t("form.e.maxLength", { n });
    case "minimum": return t("form.e.minimum", { n: amount(n, field) });
    case "maximum": return t("form.e.maximum", { n: amount(n, field) });
    case "pattern": return field && kindOf(field) === "decimal" ? t("form.e.number") : field && kindOf(field) === "date" ? t("form.e.date") : t("form.e.pattern");
    case "enum":
    case "const": return t("form.e.enum");
    case "minItems": return t("form.e.minItems", { n });
    case "maxItems": return t("form.e.maxItems", { n });
    case "uniqueItems": return t("form.e.uniqueItems");
    case "format": return field && kindOf(field) === "date" ? t("form.e.date") : t("form.e.format");
    default: return t("form.e.other");
  }
}

function typeMessage(field: FieldSchema | null): string {
  const kind = field ? kindOf(field) : "text";
  if (kind === "money") return i18n.t("form.e.money");
  if (kind === "integer") return i18n.t("form.e.integer");
  return i18n.t("form.e.type");
}

/** Bounds of money are in fen; people read yuan. */
function amount(n: number, field: FieldSchema | null): string {
  return field && kindOf(field) === "money" ? `${n / 100} ${i18n.t("form.yuan")}` : String(n);
}

export function titleOf(schema: FieldSchema, path: string[]): string {
  const titles = path.map((_, depth) => {
    const step = path[depth] ?? "";
    return /^\d+$/.test(step) ? String(Number(step) + 1) : (fieldAt(schema, path.slice(0, depth + 1))?.title ?? step);
  });
  return titles.join(" ");
}

function steps(pointer: string): string[] {
  return pointer.replace(/^#\/?/, "").split("/").filter(Boolean).map((step) => decodeURIComponent(step).replace(/~1/g, "/").replace(/~0/g, "~"));
}

function at(schema: unknown, pointer: string): unknown {
  return steps(pointer).reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], schema);
}

function unique(errors: RJSFValidationError[]): RJSFValidationError[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const key = `${error.property ?? ""} ${error.message ?? ""}`;
    return !seen.has(key) && seen.add(key);
  });
}

import type { FieldTemplateProps, ObjectFieldTemplateProps, ArrayFieldTemplateProps, ArrayFieldItemTemplateProps, ErrorListProps, WidgetProps } from "@rjsf/utils";
import type { Choices, Json } from "../../api/types";
import type { FieldSchema } from "./kinds";

/** What a form holds while it is filled in; it may be unfinished. */
export type Values = { [field: string]: unknown };

/** What is handed in. */
export type Filled = { [field: string]: Json };

/** What widgets need beside the schema. */
export interface FormContext {
  choices: Choices;
  timezone: string;
  /** The civil day in the organ's zone. */
  today: string;
}

export type Field = FieldTemplateProps<Values, FieldSchema, FormContext>;
export type Fields = ObjectFieldTemplateProps<Values, FieldSchema, FormContext>;
export type List = ArrayFieldTemplateProps<Values, FieldSchema, FormContext>;
export type ListItem = ArrayFieldItemTemplateProps<Values, FieldSchema, FormContext>;
export type Errors = ErrorListProps<Values, FieldSchema, FormContext>;
export type Widget = WidgetProps<Values, FieldSchema, FormContext>;

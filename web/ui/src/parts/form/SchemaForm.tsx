// A form that a department filed, to be filled in. The submit button stands outside and names the form by its id.
import Rjsf from "@rjsf/core";
import { useMemo, useState } from "react";
import type { Choices, Form, FieldError } from "../../api/types";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { errorTree } from "./errorTree";
import { buildForm, withoutEmpty } from "./schema";
import { ERRORS_ID } from "./ids";
import { templates } from "./templates";
import { useSubmitKeys } from "./useSubmitKeys";
import type { Filled, FormContext, Values } from "./types";
import type { FieldSchema } from "./kinds";
import { validator } from "./validator";
import { widgets } from "./widgets";

interface Props {
  id: string;
  form: Form;
  choices: Choices;
  values: Values;
  disabled: boolean;
  /** What the server found in the fields of the last submission. */
  errors?: FieldError[];
  /** `touched` is false for what the form filled in itself. */
  onChange: (values: Values, touched: boolean) => void;
  onSubmit: (values: Filled) => void;
}

export function SchemaForm({ id, form, choices, values, disabled, errors, onChange, onSubmit }: Props) {
  const { t, language } = useWords();
  const { timezone, today } = useMe();
  const [tried, setTried] = useState(false);
  useSubmitKeys(id);
  const built = useMemo(() => buildForm(form, language), [form, language]);
  const context = useMemo(() => ({ choices, timezone, today }), [choices, timezone, today]);
  const extraErrors = useMemo(() => errorTree(errors ?? []), [errors]);
  const act = built.schema["x-act"];
  const demands = [
    act && act.people > 1 ? t("form.people", { n: act.people }) : "",
    act?.certified ? t("form.certified") : "",
    act?.recording ? t("form.recording") : "",
  ].filter(Boolean);

  return (
    <>
      {demands.length > 0 && <p className="form-act">{demands.join(language === "en" ? " " : "")}</p>}
      <Rjsf<Values, FieldSchema, FormContext>
        id={id}
        key={language}
        schema={built.schema}
        uiSchema={built.uiSchema}
        formData={values}
        formContext={context}
        validator={validator}
        templates={templates}
        widgets={widgets}
        extraErrors={extraErrors}
        disabled={disabled}
        noHtml5Validate
        showErrorList="top"
        liveValidate={tried ? "onChange" : false}
        experimental_defaultFormStateBehavior={{ arrayMinItems: { populate: "never" }, emptyObjectFields: "skipDefaults" }}
        onChange={(event, field) => onChange(event.formData ?? {}, field !== undefined)}
        onSubmit={(event) => onSubmit(withoutEmpty(event.formData ?? {}, form.schema as FieldSchema))}
        onError={() => {
          setTried(true);
          requestAnimationFrame(() => document.getElementById(ERRORS_ID)?.focus());
        }}
      >
        <></>
      </Rjsf>
    </>
  );
}

// The controls of forms. Values are data (fen, civil dates, ids), what is shown is for people.
import { Button, DatePicker, Input, Radio, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useWords } from "../../i18n";
import { instantOf, moment } from "../time";
import { OPEN_CHOICES, optionsOf } from "./kinds";
import { formatFen, parseYuan } from "./money";
import type { Widget } from "./types";

const DAY = "YYYY-MM-DD";
const MINUTE = "YYYY-MM-DD HH:mm";

function control(props: Widget) {
  const { id, label, hideLabel, required, disabled, readonly, rawErrors, schema } = props;
  const described = [rawErrors?.length ? `${id}__error` : "", schema.description ? `${id}__help` : ""].filter(Boolean).join(" ");
  return {
    id,
    disabled: disabled || readonly,
    status: rawErrors?.length ? ("error" as const) : undefined,
    "aria-required": required || undefined,
    "aria-invalid": rawErrors?.length ? true : undefined,
    "aria-describedby": described || undefined,
    "aria-label": hideLabel ? label : undefined,
  };
}

function Words(props: Widget) {
  return (
    <Input
      {...control(props)}
      value={typeof props.value === "string" ? props.value : ""}
      maxLength={props.schema.maxLength}
      onChange={(event) => props.onChange(event.target.value === "" ? undefined : event.target.value)}
    />
  );
}

function Lines(props: Widget) {
  return (
    <Input.TextArea
      {...control(props)}
      value={typeof props.value === "string" ? props.value : ""}
      autoSize={{ minRows: 3, maxRows: 12 }}
      onChange={(event) => props.onChange(event.target.value === "" ? undefined : event.target.value)}
    />
  );
}

interface Typed {
  parse: (text: string) => number | null;
  format: (value: number) => string;
}

/**
 * A number that people type as text. What cannot be read is kept as typed and handed on as NaN, which no schema
 * accepts: it can never pass for another amount.
 */
function useTyped(props: Widget, { parse, format }: Typed) {
  const [text, setText] = useState("");
  const value: unknown = props.value;
  const typed = text.trim() === "" ? undefined : (parse(text) ?? NaN);
  const shown = Object.is(typed, value) ? text : typeof value === "number" && !Number.isNaN(value) ? format(value) : "";
  return {
    value: shown,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const next = event.target.value;
      setText(next);
      props.onChange(next.trim() === "" ? undefined : (parse(next) ?? NaN));
    },
    onBlur: () => {
      if (typeof value === "number" && !Number.isNaN(value)) setText(format(value));
    },
  };
}

function Money(props: Widget) {
  const { t } = useWords();
  const typed = useTyped(props, { parse: parseYuan, format: formatFen });
  return <Input {...control(props)} {...typed} inputMode="decimal" className="number" suffix={t("form.yuan")} autoComplete="off" />;
}

function Integer(props: Widget) {
  const typed = useTyped(props, { parse: (text) => (/^-?\d{1,15}$/.test(text.trim()) ? Number(text) : null), format: String });
  return <Input {...control(props)} {...typed} inputMode="numeric" className="number" autoComplete="off" />;
}

function Day(props: Widget) {
  const value: unknown = props.value;
  const day = typeof value === "string" ? dayjs(value, DAY) : null;
  return <DatePicker {...control(props)} className="wide" format={DAY} maxDate={props.schema["x-not-after"] === "today" ? dayjs(props.registry.formContext.today, DAY) : undefined} value={day?.isValid() ? day : null} onChange={(next) => props.onChange(next?.format(DAY))} />;
}

function DateTime(props: Widget) {
  const zone = props.registry.formContext.timezone;
  const value: unknown = props.value;
  const shown = typeof value === "string" ? dayjs(moment(value, zone)) : null;
  return (
    <DatePicker
      {...control(props)}
      className="wide"
      showTime={{ format: "HH:mm" }}
      format={MINUTE}
      value={shown?.isValid() ? shown : null}
      onChange={(next) => props.onChange(next ? instantOf(next.format("YYYY-MM-DDTHH:mm"), zone) : undefined)}
    />
  );
}

function YesNo(props: Widget) {
  const { t } = useWords();
  return <Open {...props} choices={[{ value: true, label: t("form.yes") }, { value: false, label: t("form.no") }]} />;
}

function One(props: Widget) {
  const options = useOptions(props);
  if (props.schema.enum && options.length <= OPEN_CHOICES) return <Open {...props} choices={options} />;
  return <Pick {...props} options={options} />;
}

function OneOfList(props: Widget) {
  return <Pick {...props} options={useOptions(props)} />;
}

function Many(props: Widget) {
  return <Pick {...props} options={useOptions(props)} mode="multiple" />;
}

type Labelled = { value: string | boolean; label: string };

function Open({ choices, ...props }: Widget & { choices: Labelled[] }) {
  const { t } = useWords();
  const { id, disabled, ...rest } = control(props);
  const clearable = !props.required && !disabled && props.value !== undefined;
  return (
    <div className="open-choices">
      <Radio.Group
        {...rest}
        aria-label={undefined}
        aria-labelledby={`${id}__label`}
        disabled={disabled}
        value={props.value as unknown}
        onChange={(event) => props.onChange(event.target.value)}
        options={choices.map((choice, index) => ({ ...choice, ...(index === 0 ? { id } : {}) }))}
      />
      {clearable && <Button type="link" size="small" onClick={() => props.onChange(undefined)}>{t("form.clear")}</Button>}
    </div>
  );
}

/** On Tab the component would add the highlighted choice to a list of several, and keep the focus: here Tab only goes on. */
function Pick({ options, mode, ...props }: Omit<Widget, "options"> & { options: { value: string; label: string }[]; mode?: "multiple" }) {
  const { t } = useWords();
  return (
    <div onKeyDownCapture={(event) => mode && event.key === "Tab" && event.stopPropagation()}>
      <Select
        {...control(props as Widget)}
        className="wide"
        mode={mode}
        allowClear={!props.required}
        showSearch={{ filterOption: (typed, option) => matches(typed, option) }}
        placeholder={t(mode ? "form.search" : "form.choose")}
        notFoundContent={t("form.noMatch")}
        value={(props.value as string | string[] | undefined) ?? (mode ? [] : undefined)}
        onChange={(next: string | string[] | undefined) => props.onChange(next)}
        options={options}
      />
    </div>
  );
}

function matches(typed: string, option: { value: string; label: string } | undefined): boolean {
  return `${option?.label ?? ""} ${option?.value ?? ""}`.toLowerCase().includes(typed.trim().toLowerCase());
}

function useOptions(props: Widget): { value: string; label: string }[] {
  const { say } = useWords();
  return optionsOf(props.schema, props.registry.formContext.choices).map((option) => ({ value: option.value, label: say(option.text) }));
}

export const widgets = { words: Words, lines: Lines, yesNo: YesNo, integer: Integer, money: Money, day: Day, dateTime: DateTime, one: One, pick: OneOfList, many: Many };

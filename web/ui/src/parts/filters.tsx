// The controls of filters. What they say is in the address, so that a list can be sent to a colleague.
import { Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import { Icon } from "./Icon";

/** Typing has paused for so long. */
const PAUSE_MS = 400;

/** One of some, or any. */
export function Pick({ label, any, value, options, wide = false, onChange }: {
  label: string;
  any: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  wide?: boolean;
  onChange: (value: string | undefined) => void;
}) {
  // A value that the address has and the list has not is shown as it is.
  const known = !value || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  return (
    <Select<string>
      aria-label={label}
      className={wide ? "filter filter-wide" : "filter"}
      value={value ?? ""}
      showSearch={known.length > 12 ? { optionFilterProp: "label" } : false}
      popupMatchSelectWidth={false}
      onChange={(next) => onChange(next || undefined)}
      options={[{ value: "", label: any }, ...known]}
    />
  );
}

/** A part of a number or a title. */
export function Find({ value, onChange }: { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(value ?? "");
  const [seen, setSeen] = useState(value);
  // The address changed, e.g. by going back: the box follows.
  if (value !== seen) {
    setSeen(value);
    if ((value ?? "") !== typed.trim()) setTyped(value ?? "");
  }
  useEffect(() => {
    const next = typed.trim() || undefined;
    if (next === value) return undefined;
    const timer = setTimeout(() => onChange(next), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return <Input aria-label={t("filter.text")} className="filter filter-text" placeholder={t("filter.text")} value={typed} allowClear={{ clearIcon: <><Icon shape={"\u00d7"} /><span className="unseen">{t("form.clear")}</span></> }} onChange={(event) => setTyped(event.target.value)} />;
}

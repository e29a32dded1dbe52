import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useWords } from "../i18n";
import { Icon } from "./Icon";

const DAY = "YYYY-MM-DD";

/** From a day to a day; either may be open. */
export function Days({ label, from, to, onChange }: { label: string; from?: string; to?: string; onChange: (from: string | undefined, to: string | undefined) => void }) {
  const { t } = useWords();
  const day = (text?: string) => (text ? dayjs(text, DAY) : null);
  return (
    <span className="filter-days">
      <span className="quiet" aria-hidden="true">{label}</span>
      <DatePicker.RangePicker
        aria-label={label}
        placeholder={[t("filter.from"), t("filter.to")]}
        format={DAY}
        allowClear={{ clearIcon: <Icon shape={"\u00d7"} /> }}
        allowEmpty={[true, true]}
        value={[day(from), day(to)]}
        onChange={(days) => onChange(days?.[0]?.format(DAY), days?.[1]?.format(DAY))}
      />
    </span>
  );
}

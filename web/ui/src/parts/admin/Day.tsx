import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { CivilDate } from "../../api/types";
import { useWords } from "../../i18n";
import { faulty } from "./Field";

const FORMAT = "YYYY-MM-DD";

/** A civil day, not before `min`. */
export function Day({ id, value, min, error, onChange }: { id: string; value: CivilDate | undefined; min: CivilDate; error?: string; onChange: (day: CivilDate | undefined) => void }) {
  const { t } = useWords();
  return (
    <DatePicker
      id={id}
      className="wide"
      format={FORMAT}
      placeholder={t("admin.choose")}
      {...faulty(id, error)}
      value={value ? dayjs(value, FORMAT) : null}
      minDate={dayjs(min, FORMAT)}
      onChange={(day) => onChange(day ? day.format(FORMAT) : undefined)}
    />
  );
}

/** The day before. */
export function dayBefore(day: CivilDate): CivilDate {
  return dayjs(day, FORMAT).subtract(1, "day").format(FORMAT);
}

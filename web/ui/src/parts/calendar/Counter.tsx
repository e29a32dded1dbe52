// On which day a limit ends, counted by the server as it counts those of the cases.
import { useQuery } from "@tanstack/react-query";
import { Checkbox, DatePicker, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import { countQuery, type Count } from "../../api/calendars";
import type { CivilDate } from "../../api/types";
import { useWords } from "../../i18n";
import { Derivation } from "../clocks/Derivation";
import { weekdayOf } from "./days";
import { Icon } from "../Icon";
import { Provisional } from "../marks";
import { ProblemNotice } from "../problems";

const DAY = "YYYY-MM-DD";
const UNITS = ["workdays", "days", "months", "years"] as const;
/** The longest limit that the server counts. */
const N_MAX = 10_000;

export function Counter({ calendar, region, count, onChange }: { calendar: string; region: string | undefined; count: Count; onChange: (count: Count) => void }) {
  const { t } = useWords();
  const { data, error } = useQuery(countQuery(calendar, count, region));
  const rolls = count.unit !== "workdays";
  return (
    <section className="panel counter">
      <h2>{t("calendar.count.title")}</h2>
      <p className="quiet">{t("calendar.count.help")}</p>
      <div className="counter-fields">
        <label>
          <span>{t("calendar.count.from")}</span>
          <DatePicker format={DAY} allowClear={false} value={dayjs(count.from, DAY)} suffixIcon={<Icon shape={"\u25be"} />} onChange={(day) => day && onChange({ ...count, from: day.format(DAY) })} />
        </label>
        <label>
          <span>{t("calendar.count.n")}</span>
          <InputNumber min={1} max={N_MAX} precision={0} value={count.n} onChange={(n) => n && onChange({ ...count, n })} />
        </label>
        <Select<Count["unit"]> aria-label={t("calendar.count.unit")} value={count.unit} onChange={(unit) => onChange({ ...count, unit })} options={UNITS.map((unit) => ({ value: unit, label: t(`calendar.count.units.${unit}`) }))} />
        {rolls && <Checkbox checked={count.roll} onChange={(event) => onChange({ ...count, roll: event.target.checked })}>{t("calendar.count.roll")}</Checkbox>}
      </div>
      {error ? <ProblemNotice error={error} title={t("table.failed")} /> : (
        <div aria-live="polite">
          {data?.last_day && <p className="counter-result">{t("calendar.count.result")} <LastDay day={data.last_day} /> {data.provisional && <Provisional />}</p>}
        </div>
      )}
      {data && !error && (
        <details>
          <summary>{t("clock.why")}</summary>
          <Derivation explanation={data.explanation} />
        </details>
      )}
    </section>
  );
}

function LastDay({ day }: { day: CivilDate }) {
  const { t } = useWords();
  return <time className="limit-day" dateTime={day}>{day} {t(`calendar.weekday.${weekdayOf(day)}`)}</time>;
}

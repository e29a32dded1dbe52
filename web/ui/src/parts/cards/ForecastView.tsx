// What turns yellow or red unless somebody acts: within a day, and within three working days.
import { useQuery } from "@tanstack/react-query";
import { forecastQuery, type Coming, type Forecast } from "../../api/forecast";
import { useWords } from "../../i18n";
import { InCase } from "../supervision/Ledgers";
import { CardMark, DueMark } from "../marks";
import { useMe } from "../me";
import { FailedPage, Skeleton } from "../problems";
import { Names, Said } from "../Said";
import { Moment } from "../Since";
import { moment } from "../time";

export function ForecastView({ organ }: { organ: string | undefined }) {
  const { t } = useWords();
  const me = useMe();
  const query = useQuery(forecastQuery(organ));
  if (query.error && !query.data) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  const data = query.data;
  if (!data) return <Skeleton />;
  return (
    <>
      <Part data={data} within="day" until={data.day_until} />
      <Part data={data} within="workdays" until={data.workdays_until} />
      {data.more && <p>{t("cards.more")}</p>}
      <p className="quiet">{t("cards.asOf", { time: moment(data.now, me.timezone) })}</p>
    </>
  );
}

function Part({ data, within, until }: { data: Forecast; within: Coming["within"]; until: string }) {
  const { t } = useWords();
  const me = useMe();
  const key = within === "day" ? "Day" : "Workdays";
  const items = data.items.filter((item) => item.within === within);
  return (
    <section className="panel forecast">
      <h2>{t(`cards.within${key}`)} <span className="quiet">{t("cards.until", { time: moment(until, me.timezone) })}</span></h2>
      {items.length === 0 ? <p className="quiet">{t(`cards.none${key}`)}</p> : <Items items={items} />}
    </section>
  );
}

function Items({ items }: { items: Coming[] }) {
  const { t } = useWords();
  return (
    <table className="over-cases">
      <thead>
        <tr>{(["turns", "becomes", "limit", "case", "holder", "due"] as const).map((key) => <th key={key} scope="col">{t(`cards.${key}`)}</th>)}</tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <tr key={index}>
            <td><Moment at={item.at} /></td>
            <td><CardMark level={item.level} /> <span className="line-two"><Said text={item.rule.title} /></span></td>
            <td><Said text={item.about.title} /></td>
            <td><InCase kase={item.case} /></td>
            <td><Names people={item.holders} none={t("queue.unclaimed")} /></td>
            <td><DueMark due={item.due} level={null} stacked /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

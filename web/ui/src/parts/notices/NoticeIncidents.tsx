// What could not be told, for those who see to it: cause, recipient, and another try.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { noticeIncidentsQuery, retryNotice } from "../../api/notices";
import { useWords } from "../../i18n";
import { useMe } from "../me";
import { Notice, ProblemNotice } from "../problems";
import { Said } from "../Said";
import { Moment } from "../Since";
import { moment } from "../time";

export function NoticeIncidents() {
  const { t, name } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const query = useQuery(noticeIncidentsQuery);
  const again = useMutation({ mutationFn: (id: string) => retryNotice(client, id) });
  const lines = query.data?.items ?? [];
  if (query.error) return <ProblemNotice error={query.error} />;
  if (lines.length === 0) return again.isSuccess ? <Notice tone="done" title={t("notices.again")} /> : null;
  return (
    <section aria-labelledby="notice-incidents">
      <h2 id="notice-incidents">{t("notices.incidents")}</h2>
      <p className="quiet">{t("notices.incidentsHelp")}</p>
      {again.error && <ProblemNotice error={again.error} />}
      {again.isSuccess && <Notice tone="done" title={t("notices.again")} />}
      <div className="panel">
        <table className="over-cases">
          <thead>
            <tr>{(["what", "whom", "way", "when", "act"] as const).map((key) => <th key={key} scope="col">{t(`notices.${key}`)}</th>)}</tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <td><Said text={line.message} /> <span className="quiet">{line.code}</span></td>
                <td>{line.person ? name(line.person) : t("notices.nobody")}</td>
                <td>{line.channel ? t(`notices.channel.${line.channel}`) : t("notices.nobody")}</td>
                <td>{me.verbs.includes("supervise") ? <Link to="/cases/$id" params={{ id: line.case }}><Moment at={line.raised_at} /></Link> : <Moment at={line.raised_at} />}</td>
                <td><Button size="small" disabled={again.isPending} aria-label={t("notices.retryOf", { when: moment(line.raised_at, me.timezone) })} onClick={() => again.mutate(line.id)}>{t("notices.retry")}</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

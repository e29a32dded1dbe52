import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { ADMIN, endSession, sessionsQuery, type SessionLine } from "../../api/admin";
import { useWords } from "../../i18n";
import { ProblemNotice, Skeleton } from "../problems";
import { Moment } from "../Since";
import { Records } from "./Records";

/** Who is logged in, since when, from where: oneself, or all people in scope. */
export function Sessions({ view }: { view: "mine" | "all" }) {
  const { t, name } = useWords();
  const client = useQueryClient();
  const query = useQuery(sessionsQuery(view));
  const act = useMutation({
    mutationFn: (id: string) => endSession(view, id),
    onSettled: () => client.invalidateQueries({ queryKey: [...ADMIN, "sessions"] }),
  });
  if (query.error) return <ProblemNotice error={query.error} />;
  if (!query.data) return <Skeleton />;
  const who = { title: t("admin.person"), cell: (line: SessionLine) => name(line.person) };
  return (
    <>
      {act.error && <ProblemNotice error={act.error} />}
      {query.data.items.length === 0 ? (
        <p className="panel empty">{t("admin.noSessions")}</p>
      ) : (
        <Records
          label={t("admin.tabs.sessions")}
          rows={query.data.items}
          rowKey={(line) => line.id}
          columns={[
            ...(view === "all" ? [who] : []),
            { title: t("admin.since"), cell: (line) => <Moment at={line.since} /> },
            { title: t("admin.seen"), cell: (line) => <Moment at={line.seen} /> },
            { title: t("admin.address"), className: "records-wide", cell: (line) => <>{line.address}{line.current && <span className="tag">{t("admin.current")}</span>}</> },
            { title: t("admin.act"), className: "records-act", cell: (line) => !line.current && <Button size="small" aria-label={t("admin.endAsk", { what: name(line.person) })} onClick={() => act.mutate(line.id)}>{t("admin.end")}</Button> },
          ]}
        />
      )}
    </>
  );
}

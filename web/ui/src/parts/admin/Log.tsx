// What was changed, by whom. Only what differs between before and after is shown.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { logQuery, peopleQuery, unitsQuery, type LogEntry } from "../../api/admin";
import type { Json, Ref } from "../../api/types";
import { i18n, useWords } from "../../i18n";
import type { adminZh } from "../../i18n/admin-zh";
import { useMe } from "../me";
import { ProblemNotice, Skeleton } from "../problems";
import { Moment } from "../Since";
import { isCivil, moment } from "../time";
import { Records } from "./Records";

/** The order in which the fields of an entry are told. */
const FIELDS = ["active", "id", "name", "name_en", "login", "person", "role", "roles", "organ", "unit", "from", "to", "since", "address"];

export function Log() {
  const { t, name } = useWords();
  const query = useInfiniteQuery(logQuery);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.error) return <ProblemNotice error={query.error} />;
  if (query.isPending) return <div className="panel"><Skeleton rows={8} /></div>;
  return (
    <>
      <p className="quiet lead">{t("admin.log.help")}</p>
      {rows.length === 0 ? (
        <p className="panel empty">{t("admin.log.none")}</p>
      ) : (
        <Records
          label={t("admin.tabs.log")}
          rows={rows}
          rowKey={(entry) => entry.id}
          columns={[
            { title: t("admin.log.at"), cell: (entry) => <span className="days"><Moment at={entry.at} /></span> },
            { title: t("admin.log.actor"), cell: (entry) => (entry.actor ? name(entry.actor) : <span className="quiet">{t("admin.log.cli")}</span>) },
            { title: t("admin.log.what"), cell: (entry) => <span className="days">{deed(entry.what, t)}</span> },
            { title: t("admin.log.subject"), cell: (entry) => name(entry.subject) },
            { title: t("admin.log.change"), className: "records-wide", cell: (entry) => <Change entry={entry} /> },
          ]}
        />
      )}
      {query.hasNextPage && <p className="lead"><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("admin.log.more")}</Button></p>}
    </>
  );
}

function Change({ entry }: { entry: LogEntry }) {
  const { t, say, name, list } = useWords();
  const me = useMe();
  const units = useQuery(unitsQuery).data?.items ?? [];
  const people = useQuery(peopleQuery({})).data?.items ?? [];
  const titles = new Map<string, Ref>();
  for (const organ of units) for (const ref of [organ.organ, ...organ.roles, ...organ.units.flatMap(({ unit }) => (unit ? [unit] : []))]) titles.set(ref.id, ref);
  const worded = (value: Json | undefined, field: string): string => {
    if (Array.isArray(value)) return list(value.map((item) => worded(item, field)));
    if (value === true || value === false) return t(value ? "admin.yes" : "admin.no");
    if (typeof value !== "string") return t(field === "roles" ? "admin.allRoles" : "app.none");
    if (field === "since" && !isCivil(value)) return moment(value, me.timezone);
    const person = field === "person" ? people.find((known) => known.id === value) : undefined;
    if (person) return name(person);
    const ref = ["role", "roles", "organ", "unit"].includes(field) ? titles.get(value) : undefined;
    return ref ? say(ref.title) : value;
  };
  const told = entry.after ?? entry.before ?? {};
  const shown = Object.entries(told).filter(([field, value]) => value !== null || field === "roles");
  shown.sort(([a], [b]) => FIELDS.indexOf(a) - FIELDS.indexOf(b));
  return (
    <span className="log-change">
      {shown.map(([field, value]) => {
        const before = entry.after && entry.before ? entry.before[field] : value;
        const differs = JSON.stringify(before ?? null) !== JSON.stringify(value);
        return (
          <span key={field}>
            <span className="quiet">{fieldWord(field, t)}</span> {worded(value, field)}
            {differs && <span className="quiet"> {t("admin.was", { value: worded(before, field) })}</span>}
          </span>
        );
      })}
    </span>
  );
}

type Say = ReturnType<typeof useWords>["t"];

function deed(what: string, t: Say): string {
  return i18n.exists(`admin.deed.${what}`) ? t(`admin.deed.${what as keyof typeof adminZh.deed}`) : what;
}

function fieldWord(field: string, t: Say): string {
  return i18n.exists(`admin.field.${field}`) ? t(`admin.field.${field as keyof typeof adminZh.field}`) : field;
}

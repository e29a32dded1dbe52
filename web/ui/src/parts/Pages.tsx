// The states around a paged list: loading, failed, empty, stale, and how much of it is here.
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../i18n";
import { useMe } from "./me";
import { ProblemNotice, Skeleton } from "./problems";
import { clockTime } from "./time";

type Listed = Pick<UseInfiniteQueryResult, "isPending" | "error" | "refetch" | "dataUpdatedAt">;

export function Pages({ query, count, empty, children }: { query: Listed; count: number; empty: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  const me = useMe();
  if (query.isPending) return <div className="panel"><Skeleton rows={10} /></div>;
  const again = <Button onClick={() => void query.refetch()}>{t("table.retry")}</Button>;
  if (query.error && count === 0) return <div className="panel"><ProblemNotice error={query.error} title={t("table.failed")} />{again}</div>;
  return (
    <>
      {query.error && (
        <p className="stale" role="status">{t("table.refreshFailed", { time: clockTime(query.dataUpdatedAt, me.timezone) })} {again}</p>
      )}
      {count === 0 ? <div className="panel empty">{empty}</div> : children}
    </>
  );
}

export function Empty({ title, help, action }: { title: string; help?: string; action?: ReactNode }) {
  return (
    <>
      <p className="state-title">{title}</p>
      {help && <p>{help}</p>}
      {action}
    </>
  );
}

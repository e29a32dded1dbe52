// What happened, as it was recorded: who, when, what, why. Behind each entry stands the record of the log, so that
// anybody can check that nothing was changed afterwards.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useEffect, useState } from "react";
import { caseHistory } from "../../api/cases";
import type { HistoryLine, HistoryRecord } from "../../api/types";
import { useWords } from "../../i18n";
import { FieldValues } from "../FieldValues";
import { CardMark } from "../marks";
import { ProblemNotice, Skeleton } from "../problems";
import { Said } from "../Said";
import { Moment } from "../Since";
import { useMe } from "../me";
import { civilDay } from "../time";
import { commandText, isBookkeeping, isEngineStep, lineText } from "./lineText";

export function Timeline({ id, record: wanted }: { id: string; record?: number }) {
  const { t } = useWords();
  const [details, setDetails] = useState(false);
  const query = useInfiniteQuery(caseHistory(id));
  const records = query.data?.pages.flatMap((page) => page.items) ?? [];
  const there = records.some((record) => record.seq === wanted);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (wanted && !there && hasNextPage && !isFetching) void fetchNextPage();
    if (wanted && there) document.getElementById(`record-${wanted}`)?.scrollIntoView({ block: "center" });
  }, [wanted, there, hasNextPage, isFetching, fetchNextPage]);
  if (query.isPending) return <Skeleton />;
  return (
    <>
      <p className="timeline-head">
        <Checkbox checked={details} onChange={(event) => setDetails(event.target.checked)}>{t("history.details")}</Checkbox>
      </p>
      {query.error && <ProblemNotice error={query.error} />}
      {records.length === 0 && !query.error && <p className="quiet">{t("history.empty")}</p>}
      <ol className="timeline">
        {records.filter((record) => details || record.seq === wanted || !isBookkeeping(record)).map((record) => <Entry key={record.seq} record={record} details={details} here={record.seq === wanted} />)}
      </ol>
      {query.hasNextPage ? (
        <Button block disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("history.more")}</Button>
      ) : (
        records.length > 0 && <p className="quiet timeline-end">{t("history.all")}</p>
      )}
    </>
  );
}

function Entry({ record, details, here }: { record: HistoryRecord; details: boolean; here: boolean }) {
  const { t, name } = useWords();
  const lines = record.lines.filter((line) => details || !isEngineStep(line.kind));
  return (
    <li id={`record-${record.seq}`} className={here ? "here" : undefined} aria-current={here || undefined}>
      <p className="entry-head">
        <Moment at={record.entry_at} /> <strong>{record.actor ? name(record.actor) : t("app.system")}</strong> {commandText(record.what === "start" && !record.actor ? "started" : record.what, t)}{record.lines.some((line) => line.kind === "act_refused") && t("history.refused")}
      </p>
      {record.reason && <p className="entry-reason"><span className="quiet">{t("history.reason")}{t("app.colon")}</span><span lang="zh-CN">{record.reason}</span></p>}
      {lines.length > 0 && <ul className="entry-lines">{lines.map((line, index) => <Line key={index} line={line} entered={record.entry_at} />)}</ul>}
      <details className="entry-record">
        <summary>{t("history.record")} {record.seq}</summary>
        <dl>
          <dt>{t("history.seq")}</dt><dd>{record.seq}</dd>
          <dt>{t("history.logSeq")}</dt><dd>{record.log_seq}</dd>
          <dt>{t("history.hash")}</dt><dd><code>{record.hash}</code></dd>
          <dt>{t("history.previous")}</dt><dd><code>{record.previous}</code></dd>
        </dl>
      </details>
    </li>
  );
}

function Line({ line, entered }: { line: HistoryLine; entered: string }) {
  const words = useWords();
  const { t } = words;
  const { timezone } = useMe();
  const apart = line.event_at && civilDay(line.event_at, timezone) !== civilDay(entered, timezone);
  return (
    <li className={isEngineStep(line.kind) ? "quiet" : undefined}>
      {lineText(line, words)} {line.level && <CardMark level={line.level} />}
      {line.message && <span className="quiet"> <Said text={line.message} /></span>}
      {apart && line.event_at && <span className="entry-apart"> {t("kase.happened", { time: "" })}<Moment at={line.event_at} /></span>}
      {line.values && line.values.length > 0 && (
        <details>
          <summary>{t("history.values")}</summary>
          <FieldValues fields={line.values} />
        </details>
      )}
    </li>
  );
}

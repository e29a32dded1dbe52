// Cards, refusals and incidents over all cases; each line leads to its record in its case.
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { cardPages, incidentPages, refusalPages } from "../../api/supervision";
import type { CardLine, CaseRef, IncidentLine, Page, RefusalLine } from "../../api/types";
import { useWords } from "../../i18n";
import type { SupervisionSearch } from "../../search";
import { CardMark } from "../marks";
import { Empty, Pages } from "../Pages";
import { Names, Said } from "../Said";
import { Moment } from "../Since";

export function Cards({ search }: { search: SupervisionSearch }) {
  const { t } = useWords();
  return (
    <Ledger<CardLine>
      query={useInfiniteQuery(cardPages(search))}
      none={t("supervision.noCards")}
      head={[t("supervision.card"), t("supervision.rule"), t("supervision.about"), t("supervision.case"), t("supervision.when")]}
      rowKey={(card) => `${card.case.id} ${card.id}`}
      cells={(card) => [
        <CardMark key="level" level={card.level} />,
        <Said key="rule" text={card.rule.title} />,
        <Said key="about" text={card.about.title} />,
        <InCase key="case" kase={card.case} record={card.seq} />,
        <Moment key="when" at={card.event_at} />,
      ]}
    />
  );
}

export function Refusals({ search }: { search: SupervisionSearch }) {
  const { t } = useWords();
  return (
    <Ledger<RefusalLine>
      query={useInfiniteQuery(refusalPages(search))}
      none={t("supervision.noRefusals")}
      head={[t("supervision.rule"), t("supervision.what"), t("supervision.who"), t("supervision.case"), t("supervision.when")]}
      rowKey={(refusal) => `${refusal.case.id} ${refusal.seq}`}
      cells={(refusal) => [
        <Said key="rule" text={refusal.rule.title} />,
        <Said key="what" text={refusal.message} />,
        <Names key="who" people={[refusal.actor]} />,
        <InCase key="case" kase={refusal.case} record={refusal.seq} />,
        <Moment key="when" at={refusal.at} />,
      ]}
    />
  );
}

export function IncidentTable({ search }: { search: SupervisionSearch }) {
  const { t } = useWords();
  return (
    <Ledger<IncidentLine>
      query={useInfiniteQuery(incidentPages(search))}
      none={t("supervision.noIncidents")}
      head={[t("supervision.where"), t("supervision.what"), t("supervision.case"), t("cases.since")]}
      rowKey={(incident) => `${incident.case.id} ${incident.key}`}
      cells={(incident) => [
        <Said key="where" text={incident.node.title} />,
        <Said key="what" text={incident.message} />,
        <InCase key="case" kase={incident.case} />,
        <Moment key="when" at={incident.since} />,
      ]}
    />
  );
}

export function InCase({ kase, record }: { kase: CaseRef; record?: number }) {
  const { t } = useWords();
  return (
    <>
      <Link to="/cases/$id" params={{ id: kase.id }} search={record === undefined ? {} : { record }} lang={kase.title ? "zh-CN" : undefined}>{kase.title ?? t("queue.untitled")}</Link>
      <span className="line-two"><Said text={(kase.unit ?? kase.organ).title} />{kase.number && <span lang="zh-CN"> {kase.number}</span>}</span>
    </>
  );
}

interface Props<Line> {
  query: UseInfiniteQueryResult<InfiniteData<Page<Line>>>;
  none: string;
  head: string[];
  rowKey: (line: Line) => string;
  cells: (line: Line) => ReactNode[];
}

function Ledger<Line>({ query, none, head, rowKey, cells }: Props<Line>) {
  const { t } = useWords();
  const lines = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Pages query={query} count={lines.length} empty={<Empty title={none} />}>
      <div className="panel">
        <table className="over-cases">
          <thead><tr>{head.map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
          <tbody>{lines.map((line) => <tr key={rowKey(line)}>{cells(line).map((cell, index) => <td key={index}>{cell}</td>)}</tr>)}</tbody>
        </table>
        {query.hasNextPage && <Button block disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("supervision.more")}</Button>}
      </div>
    </Pages>
  );
}

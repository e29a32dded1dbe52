// The notice board: cards by department, for people inside. It names no case and nobody.
import { useQuery } from "@tanstack/react-query";
import { boardQuery, type Board as BoardData } from "../api/notices";
import { useWords } from "../i18n";
import { CardMark, SHAPE } from "../parts/marks";
import { useMe } from "../parts/me";
import { NoticeIncidents } from "../parts/notices/NoticeIncidents";
import { PageHead } from "../parts/PageHead";
import { FailedPage, Skeleton } from "../parts/problems";
import { Said } from "../parts/Said";
import { Moment } from "../parts/Since";
import { moment } from "../parts/time";

export function Board() {
  const { t } = useWords();
  const me = useMe();
  const query = useQuery(boardQuery);
  if (query.error && !query.data) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  const data = query.data;
  return (
    <div className="page">
      <PageHead title={t("board.title")} aside={data && <span className="quiet">{t("board.asOf", { time: moment(data.now, me.timezone) })}</span>}>
        <span className="quiet">{t("board.help")}</span>
      </PageHead>
      {/* Supervisors have them beside the incidents of cases. */}
      {me.verbs.includes("resolve_incidents") && !me.verbs.includes("supervise") && <NoticeIncidents />}
      {data ? data.organs.map((organ) => <Department key={organ.organ.id} department={organ} />) : <Skeleton />}
    </div>
  );
}

function Department({ department }: { department: BoardData["organs"][number] }) {
  const { t } = useWords();
  const id = `board-${department.organ.id}`;
  const heads = ["level", "rule", "process", "unit", "when"] as const;
  return (
    <section className="board" aria-labelledby={id}>
      <h2 id={id}><Said text={department.organ.title} /></h2>
      <p>
        <span aria-hidden="true">{SHAPE.red}</span> {t("board.red")} {department.red}{t("app.semicolon")}
        <span aria-hidden="true">{SHAPE.yellow}</span> {t("board.yellow")} {department.yellow}
      </p>
      {department.cards.length === 0 ? (
        <p className="quiet">{t("board.none")}</p>
      ) : (
        <div className="panel">
          <table className="over-cases">
            <thead><tr>{heads.map((key) => <th key={key} scope="col">{t(`board.${key}`)}</th>)}</tr></thead>
            <tbody>
              {department.cards.map((card, index) => (
                <tr key={index}>
                  <td><CardMark level={card.level} /></td>
                  <td><Said text={card.rule.title} /></td>
                  <td><Said text={card.process.title} /></td>
                  <td>{card.unit && <Said text={card.unit.title} />}</td>
                  <td><Moment at={card.event_at} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

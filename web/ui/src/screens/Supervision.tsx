// Supervision sees everything in its scope and changes nothing. Each number opens the list that makes it up.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { supervisionQuery } from "../api/supervision";
import type { Supervision as SupervisionData } from "../api/types";
import { useWords } from "../i18n";
import { CaseFilters } from "../parts/CaseFilters";
import { CaseList, caseFilter } from "../parts/CaseList";
import { SHAPE } from "../parts/marks";
import { useMe } from "../parts/me";
import { PageHead } from "../parts/PageHead";
import { FailedPage, Skeleton } from "../parts/problems";
import { Said } from "../parts/Said";
import { moment } from "../parts/time";
import { filtersIn, type CasesSearch } from "../search";

const route = getRouteApi("/shell/supervision");

export function Supervision() {
  const { t, say, list } = useWords();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(supervisionQuery);
  const go = useCallback((next: CasesSearch) => void navigate({ search: next }), [navigate]);
  if (query.error && !query.data) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  const data = query.data;
  const stages = merged(data?.stages ?? []);
  return (
    <div className="page">
      <PageHead title={t("supervision.title")} aside={data && <span className="quiet">{t("supervision.asOf", { time: moment(data.now, me.timezone) })}</span>}>
        {data && <span className="quiet">{t("supervision.organs", { organs: list(data.organs.map((organ) => say(organ.title))) })}</span>}
      </PageHead>
      {data ? (
        <>
          <Totals totals={data.totals} />
          <Stages rows={stages} search={search} />
          <section className="supervision-list" aria-labelledby="supervision-list">
            <div className="section-head">
              <h2 id="supervision-list">{t("supervision.list")}</h2>
              </div>
            <CaseFilters search={search} onChange={go} />
            <CaseList filter={caseFilter(search, "all")} filtered={filtersIn(search) > 0} onClear={() => go({})} />
          </section>
          <p className="quiet">{t("supervision.readOnly")}</p>
        </>
      ) : (
        <Skeleton />
      )}
    </div>
  );
}

/** Processes share stages: one column a stage, with the cases of all processes. */
function merged(rows: SupervisionData["stages"]): SupervisionData["stages"] {
  const stages = new Map<string, SupervisionData["stages"][number]>();
  for (const { stage, running, yellow, red } of rows) {
    const sum = stages.get(stage.id) ?? { stage, running: 0, yellow: 0, red: 0 };
    stages.set(stage.id, { stage, running: sum.running + running, yellow: sum.yellow + yellow, red: sum.red + red });
  }
  return [...stages.values()];
}

function Totals({ totals }: { totals: SupervisionData["totals"] }) {
  const { t } = useWords();
  const numbers = [
    { key: "running", search: {}, shape: "" },
    { key: "yellow", search: { level: "yellow" }, shape: SHAPE.yellow },
    { key: "red", search: { level: "red" }, shape: SHAPE.red },
    { key: "refusals", search: null, shape: "" },
    { key: "incidents", search: null, shape: "" },
    { key: "ended", search: { state: "ended" }, shape: "" },
  ] as const;
  return (
    <ul className="totals" aria-label={t("supervision.totals")}>
      {numbers.map(({ key, search, shape }) => (
        <li key={key} className={totals[key] > 0 ? `total total-${key}` : "total"}>
          <span className="total-label">{shape && <span aria-hidden="true">{shape} </span>}{t(`supervision.${key}`)}</span>
          {search ? <Link to="/supervision" search={search} className="total-number">{totals[key]}</Link> : <span className="total-number">{totals[key]}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The stages in the order of the process, from left to right; each number opens its list. */
function Stages({ rows, search }: { rows: SupervisionData["stages"]; search: CasesSearch }) {
  const { t, say } = useWords();
  const here = (id: string) => (search.stage === id ? "here" : undefined);
  return (
    <section className="panel supervision-stages">
      <table className="stages">
        <caption>{t("supervision.stages")}</caption>
        <thead>
          <tr>
            <td />
            {rows.map(({ stage }) => (
              <th key={stage.id} scope="col" className={here(stage.id)}>
                <Link to="/supervision" search={{ stage: stage.id }} aria-label={t("supervision.show", { stage: say(stage.title) })}><Said text={stage.title} /></Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("supervision.cases")}</th>
            {rows.map(({ stage, running }) => <td key={stage.id} className={here(stage.id)}>{running > 0 ? running : <span className="quiet">0</span>}</td>)}
          </tr>
          {(["yellow", "red"] as const).map((level) => (
            <tr key={level}>
              <th scope="row"><span aria-hidden="true">{SHAPE[level]} </span>{t(`level.${level}`)}</th>
              {rows.map((row) => (
                <td key={row.stage.id} className={here(row.stage.id)}>
                  {row[level] > 0 ? <Link to="/supervision" search={{ stage: row.stage.id, level }} className={`count-${level}`}>{row[level]}</Link> : <span className="quiet">0</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

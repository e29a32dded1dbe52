// One case: where it stands in one sentence, what happened, and every limit, card and refusal with its reason.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { caseQuery } from "../api/cases";
import type { Case as CaseData } from "../api/types";
import { useWords } from "../i18n";
import { About } from "../parts/case/About";
import { Acts } from "../parts/case/Acts";
import { Awaited } from "../parts/case/Awaited";
import { CardList, RefusalList } from "../parts/case/Ledgers";
import { Incidents } from "../parts/case/Incidents";
import { Links } from "../parts/case/Links";
import { ItemTables } from "../parts/case/Items";
import { People } from "../parts/case/People";
import { Timeline } from "../parts/case/Timeline";
import { ClockPanel } from "../parts/clocks/ClockPanel";
import { DocumentList } from "../parts/documents/DocumentList";
import { WatchPanel } from "../parts/documents/WatchPanel";
import { Facts } from "../parts/Facts";
import { CardMark } from "../parts/marks";
import { useMe } from "../parts/me";
import { PageHead } from "../parts/PageHead";
import { FailedPage, Skeleton } from "../parts/problems";
import { Said } from "../parts/Said";
import { sentence } from "../parts/sentence";
import { Tabs } from "../parts/Tabs";
import { TaskList } from "../parts/task/TaskList";

const route = getRouteApi("/shell/cases/$id");

export function Case() {
  const { t } = useWords();
  const { id } = route.useParams();
  const query = useQuery(caseQuery(id));
  const client = useQueryClient();
  if (query.isPending) return <div className="page"><PageHead title={t("app.loading")} /><Skeleton /></div>;
  if (query.error && !query.data) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  const kase = query.data;
  if (!kase) return null;
  const changed = () => {
    void client.invalidateQueries({ queryKey: ["case", id] });
    void client.invalidateQueries({ queryKey: ["tasks"] });
  };
  return (
    <div className="page">
      <CaseHead kase={kase} onChanged={changed} />
      <div className="split">
        <div className="column">
          {kase.incidents.length > 0 && <Incidents kase={kase} onChanged={changed} />}
          <section className="panel">
            <h2>{t("kase.tasks")}</h2>
            {kase.tasks.length > 0 ? <TaskList tasks={kase.tasks} /> : <p className="quiet">{t("kase.noTasks")}</p>}
          </section>
          <Awaited kase={kase} onDone={changed} />
          <Story kase={kase} />
        </div>
        <aside className="evidence" aria-label={t("kase.about")}>
          <ClockPanel clocks={kase.clocks} />
          <CardList cards={kase.cards} />
          <RefusalList refusals={kase.refusals} />
          <Links kase={kase} />
          {kase.watch && <WatchPanel watch={kase.watch} />}
          <DocumentList documents={kase.documents} />
          <People people={kase.people} />
          <About kase={kase} />
        </aside>
      </div>
    </div>
  );
}

function Story({ kase }: { kase: CaseData }) {
  const { t } = useWords();
  const { tab = "timeline", record } = route.useSearch();
  const navigate = route.useNavigate();
  const setTab = (next: "timeline" | "facts" | "parties") => void navigate({ search: { tab: next === "timeline" ? undefined : next }, replace: true, resetScroll: false });
  return (
    <section className="panel">
      <Tabs
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "timeline", label: t("kase.timeline") },
          { value: "facts", label: `${t("kase.facts")} ${kase.facts.length}` },
          ...(kase.items.length > 0 ? [{ value: "parties" as const, label: t("items.title") }] : []),
        ]}
      >
        {tab === "timeline" && <Timeline id={kase.id} record={record} />}
        {tab === "facts" && <Facts facts={kase.facts} none={t("kase.noFacts")} />}
        {tab === "parties" && <ItemTables runs={kase.items} />}
      </Tabs>
    </section>
  );
}

function CaseHead({ kase, onChanged }: { kase: CaseData; onChanged: () => void }) {
  const words = useWords();
  const { t } = words;
  const me = useMe();
  const title = kase.title ?? t("queue.untitled");
  return (
    <>
      <p className="crumbs"><Link to="/cases">{t("cases.title")}</Link></p>
      <PageHead title={title} lang={kase.title ? "zh-CN" : undefined} aside={<><CardMark level={kase.state === "running" ? kase.level : null} /><Acts kase={kase} onDone={onChanged} /></>}>
        <span className="head-case" lang="zh-CN">{kase.number ?? t("queue.noNumber")}</span>
      </PageHead>
      <p className="sentence">{sentence({ ...kase, incidents: kase.incidents.length }, words, me)}</p>
      {kase.stages.length > 0 && (
        <ol className="stage-line" aria-label={t("kase.progress")}>
          {kase.stages.map((stage) => {
            const here = kase.state === "running" && stage.id === kase.stage?.id;
            return (
              <li key={stage.id} className={here ? "here" : undefined} aria-current={here ? "step" : undefined}>
                <Said text={stage.title} />
                {here && <span className="unseen"> {t("kase.stageNow")}</span>}
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}

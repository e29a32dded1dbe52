// A case starts with the form of its start node, at an organ, and where the process says so in a unit of it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { startCase } from "../api/cases";
import { problemOf } from "../api/http";
import { processesQuery } from "../api/processes";
import type { Json, Moved, ProcessLine } from "../api/types";
import { useWords } from "../i18n";
import { useDocuments } from "../parts/documents/useDocuments";
import { draftKey } from "../parts/draft";
import { isInForm } from "../parts/form/ids";
import { useMe } from "../parts/me";
import { Empty } from "../parts/Pages";
import { PageHead } from "../parts/PageHead";
import { FailedPage, Notice, Skeleton } from "../parts/problems";
import { following } from "../parts/sentence";
import { Said } from "../parts/Said";
import { Moment } from "../parts/Since";
import { Failed } from "../parts/task/Failed";
import { Restored } from "../parts/task/Restored";
import { TaskList } from "../parts/task/TaskList";
import { useSubmission } from "../parts/useSubmission";

const SchemaForm = lazy(() => import("../parts/form/SchemaForm").then((module) => ({ default: module.SchemaForm })));
const DocumentsForm = lazy(() => import("../parts/documents/DocumentsForm").then((module) => ({ default: module.DocumentsForm })));
const FORM_ID = "start-form";

export function Start() {
  const { t, say } = useWords();
  const query = useQuery(processesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [started, setStarted] = useState<Moved | null>(null);
  if (query.error && !query.data) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  const allowed = (query.data?.items ?? []).filter((item) => item.start.allowed);
  const process = allowed.find((item) => keyOf(item) === chosen) ?? allowed[0];
  return (
    <div className="page">
      <PageHead title={started ? t("start.done") : t("start.title")} />
      {started ? (
        <Started moved={started} onAnother={() => setStarted(null)} />
      ) : query.isPending ? (
        <Skeleton />
      ) : !process ? (
        <section className="panel empty"><Empty title={t("start.none")} help={t("start.noneHelp")} /></section>
      ) : (
        <div className="split">
          <section className="panel">
            {allowed.length > 1 && (
              <div className="field">
                <label className="field-label" htmlFor="process">{t("start.process")}</label>
                <Select id="process" className="wide" value={keyOf(process)} onChange={setChosen} options={allowed.map((item) => ({ value: keyOf(item), label: `${say(item.title)} · ${say(item.organ.title)}` }))} />
              </div>
            )}
            <StartForm key={keyOf(process)} process={process} onDone={setStarted} />
          </section>
          <AboutProcess process={process} />
        </div>
      )}
    </div>
  );
}

const keyOf = (item: ProcessLine) => `${item.organ.id}/${item.process}`;

function StartForm({ process, onDone }: { process: ProcessLine; onDone: (moved: Moved) => void }) {
  const { t, say } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const { units, form, choices } = process.start;
  const [unit, setUnit] = useState<string | undefined>(units.length === 1 ? units[0]?.id : undefined);
  const [missing, setMissing] = useState(false);
  const draft = draftKey(me.person.id, "start", process.organ.id, process.process);
  const papers = useDocuments(draft);
  const { filled, mutation } = useSubmission(
    draft,
    (submission, key) => startCase({ process: process.process, organ: process.organ.id, unit, submission, documents: papers.body, key }),
    (moved) => {
      papers.done();
      void client.invalidateQueries({ queryKey: ["tasks"] });
      void client.invalidateQueries({ queryKey: ["cases"] });
      onDone(moved);
    },
  );
  const submit = (submission: { [field: string]: Json }) => {
    setMissing(units.length > 0 && !unit);
    if (units.length > 0 && !unit) document.getElementById("unit")?.focus();
    else if (papers.ready() && !mutation.isPending) mutation.mutate(submission);
  };
  return (
    <>
      {mutation.error && <Failed error={mutation.error} />}
      {filled.restored !== null && <Restored at={filled.restored} onDiscard={() => { filled.discard(); papers.discard(); }} />}
      <h2 className="form-title">{say(form?.title ?? process.start.title)}</h2>
      {units.length > 1 && (
        <div className="field">
          <label className="field-label" htmlFor="unit">{t("start.unit")}<span className="required"> {t("form.required")}</span></label>
          <Select id="unit" className="wide" value={unit} onChange={setUnit} status={missing && !unit ? "error" : undefined} aria-invalid={missing && !unit} placeholder={t("start.chooseUnit")} options={units.map((each) => ({ value: each.id, label: say(each.title) }))} />
          {missing && !unit && <p className="field-error" role="alert">{t("start.unitMissing")}</p>}
        </div>
      )}
      {form ? (
        <Suspense fallback={<Skeleton rows={8} />}>
          <SchemaForm id={FORM_ID} form={form} choices={choices} values={filled.values} disabled={false} errors={problemOf(mutation.error)?.errors.filter(isInForm)} onChange={filled.fill} onSubmit={submit} />
        </Suspense>
      ) : (
        <form id={FORM_ID} onSubmit={(event) => { event.preventDefault(); submit({}); }} />
      )}
      <Suspense><DocumentsForm wanted={process.start.duties.documents} papers={papers} disabled={false} errors={problemOf(mutation.error)?.errors ?? []} /></Suspense>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" form={FORM_ID} aria-busy={mutation.isPending}>{t(mutation.isPending ? "task.submitting" : "start.submit")}</Button>
      </div>
    </>
  );
}

function AboutProcess({ process }: { process: ProcessLine }) {
  const { t } = useWords();
  return (
    <aside className="evidence" aria-label={t("start.process")}>
      <section className="panel">
        <h2><Said text={process.title} /></h2>
        <p><Said text={process.organ.title} /></p>
        <p className="quiet">
          {t("start.version", { version: process.version, by: process.filed_by })} <Moment at={process.filed_at} />
        </p>
      </section>
      {process.basis.length > 0 && (
        <section className="panel">
          <h2>{t("start.basis")}</h2>
          <ul className="plain" lang="zh-CN">{process.basis.map((basis) => <li key={basis}>{basis}</li>)}</ul>
        </section>
      )}
    </aside>
  );
}

function Started({ moved, onAnother }: { moved: Moved; onAnother: () => void }) {
  const words = useWords();
  const { t } = words;
  return (
    <section className="panel panel-narrow">
      <Notice tone="done" title={following(moved.case, words)} />
      <TaskList tasks={moved.next} />
      <p className="ways">
        <Link to="/cases/$id" params={{ id: moved.case.id }}>{t("start.doneOpen")}</Link>
        <Button onClick={onAnother}>{t("start.another")}</Button>
      </p>
    </section>
  );
}

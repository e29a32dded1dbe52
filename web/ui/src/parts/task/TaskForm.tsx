import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useMemo } from "react";
import { problemOf } from "../../api/http";
import { completeTask } from "../../api/tasks";
import type { Json, Moved, Task } from "../../api/types";
import { useWords } from "../../i18n";
import { draftKey } from "../draft";
import { useDocuments } from "../documents/useDocuments";
import { isInForm, REASON } from "../form/ids";
import { useMe } from "../me";
import { Skeleton } from "../problems";
import { useCommandKey, useFilled } from "../useFilled";
import { Failed } from "./Failed";
import { Reason } from "./Reason";
import { Restored } from "./Restored";

const SchemaForm = lazy(() => import("../form/SchemaForm").then((module) => ({ default: module.SchemaForm })));
const Before = lazy(() => import("./Before").then((module) => ({ default: module.Before })));
const DocumentsForm = lazy(() => import("../documents/DocumentsForm").then((module) => ({ default: module.DocumentsForm })));
const FORM_ID = "task-form";
/** A flow was taken that demands reasons, and none were given. */
const MISSING_REASON = "MJ4105";

export function TaskForm({ task, onDone, reload }: { task: Task; onDone: (moved: Moved) => void; reload: () => void }) {
  const { t, say } = useWords();
  const me = useMe();
  const filled = useFilled(draftKey(me.person.id, "task", task.id), task.values ?? {});
  const papers = useDocuments(draftKey(me.person.id, "task", task.id));
  const command = useCommandKey();
  const client = useQueryClient();
  const complete = useMutation({
    mutationFn: (submission: { [field: string]: Json }) =>
      completeTask({ id: task.id, revision: task.revision, key: command.key, submission, documents: papers.body, reason: task.reason === "maybe" ? filled.reason.trim() || undefined : undefined }),
    onMutate: () => client.cancelQueries({ queryKey: ["preview", task.id] }),
    onSuccess: (moved) => {
      filled.done();
      papers.done();
      onDone(moved);
    },
    onError: (error) => {
      command.answered(error);
      // Somebody else moved the task: fetch what it is now, the input stays.
      if ([409, 412].includes(problemOf(error)?.status ?? 0)) reload();
    },
  });
  const problem = problemOf(complete.error);
  const fieldErrors = useMemo(() => problemOf(complete.error)?.errors.filter(isInForm), [complete.error]);
  const reasonError = problem?.code === MISSING_REASON ? t(`problem.${MISSING_REASON}`) : problem?.errors.find((each) => each.pointer === REASON)?.detail;
  const explained = [...new Set(task.next.filter((way) => way.explain).map((way) => say(way.title ?? way.to)))];
  const submit = (submission: { [field: string]: Json }) => {
    if (papers.ready() && task.mine && !complete.isPending) complete.mutate(submission);
  };
  return (
    <>
      {complete.error && <Failed error={complete.error} formless={!task.form} taken={!task.mine && task.assignee !== null} />}
      {filled.restored !== null && task.mine && <Restored at={filled.restored} onDiscard={() => { filled.discard(); papers.discard(); }} />}
      {filled.restored === null && task.values && task.mine && <p className="quiet">{t("task.previous")}</p>}
      {task.form ? (
        <Suspense fallback={<Skeleton rows={8} />}>
          <h2 className="form-title">{say(task.form.title)}</h2>
          <SchemaForm id={FORM_ID} form={task.form} choices={task.choices} values={filled.values} disabled={!task.mine} errors={fieldErrors} onChange={filled.fill} onSubmit={submit} />
        </Suspense>
      ) : (
        <form id={FORM_ID} onSubmit={(event) => { event.preventDefault(); submit({}); }}><p>{t("task.noForm")}</p></form>
      )}
      <Suspense><DocumentsForm wanted={task.duties.documents} papers={papers} disabled={!task.mine} errors={problem?.errors ?? []} /></Suspense>
      {task.mine && task.reason === "maybe" && <Reason value={filled.reason} help={t("task.reasonHelp", { flows: explained.join(t("app.separator")) || t("app.none") })} error={reasonError} onChange={filled.explain} />}
      {task.mine && (
        <Suspense>
          <Before task={task} values={filled.values} reason={task.reason === "maybe" ? filled.reason : ""} documents={papers.body} submitting={complete.isPending || complete.isSuccess} />
        </Suspense>
      )}
      {task.mine && (
        <div className="form-foot">
          <Button type="primary" htmlType="submit" form={FORM_ID} aria-busy={complete.isPending}>{t(complete.isPending ? "task.submitting" : "task.submit")}</Button>
          <span className="quiet"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
          <span className="quiet">{t("task.stale", { revision: task.revision })}</span>
        </div>
      )}
    </>
  );
}

// Before the submit button: everything that would stop the submission, each with the way to its field, or what follows.
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { previewQuery } from "../../api/tasks";
import type { EnteredDocuments, WantedDocument } from "../../api/duties";
import type { Obstacle, Task, Then } from "../../api/types";
import { useWords } from "../../i18n";
import { fieldId, focusField } from "../form/focus";
import { DOCUMENTS, REASON, REASON_ID } from "../form/ids";
import type { FieldSchema } from "../form/kinds";
import { buildForm, withoutEmpty } from "../form/schema";
import type { Values } from "../form/types";
import { titleOf } from "../form/validator";
import { DueMark } from "../marks";
import { Said } from "../Said";
import { useSettled } from "../useSettled";
import { pathOf, sorted } from "./obstacles";

/** Typing has paused for so long. */
const PAUSE_MS = 600;

interface Props {
  task: Task;
  values: Values;
  reason: string;
  documents: EnteredDocuments | undefined;
  /** The form itself is on its way: the task may be gone before a dry run is answered, so none is asked for. */
  submitting: boolean;
}

export function Before({ task, values, reason, documents, submitting }: Props) {
  const { t, language } = useWords();
  const body = JSON.stringify({ submission: withoutEmpty(values, task.form?.schema as FieldSchema | undefined), documents, ...(reason.trim() ? { reason: reason.trim() } : {}) });
  const { data, error, isFetching } = useQuery({ ...previewQuery(task.id, task.revision, useSettled(body, PAUSE_MS)), enabled: !submitting });
  const schema = useMemo(() => (task.form ? buildForm(task.form, language).schema : null), [task.form, language]);
  if (error) return <p className="before quiet">{t("before.failed")}</p>;
  if (!data) return <p className="before quiet">{t("before.busy")}</p>;
  return (
    <section className="before" aria-label={t("before.title")} aria-busy={isFetching}>
      <p className="before-head" role="status">
        <strong>{data.then ? t("before.ready") : t("before.count", { count: data.obstacles.length })}</strong>
      </p>
      {data.then ? <What then={data.then} /> : <Missing obstacles={data.obstacles} schema={schema} wanted={task.duties.documents} />}
    </section>
  );
}

function Missing({ obstacles, schema, wanted }: { obstacles: Obstacle[]; schema: FieldSchema | null; wanted: WantedDocument[] }) {
  const { t, say } = useWords();
  const { empty, others } = sorted(obstacles, Object.keys(schema?.properties ?? {}));
  const title = (pointer: string) => {
    if (pointer === REASON) return t("task.reason");
    if (!pointer.startsWith(DOCUMENTS)) return schema ? titleOf(schema, pathOf(pointer)) : "";
    const document = wanted.find((each) => pointer === `${DOCUMENTS}${each.id}` || pointer.startsWith(`${DOCUMENTS}${each.id}/`));
    return document ? say(document.title) : "";
  };
  return (
    <ul className="before-list">
      {empty.length > 0 && (
        <li>
          {t("before.empty")}{t("app.colon")}
          {empty.map((each, index) => <span key={each.pointer}>{index > 0 && t("app.separator")}<Way to={each.pointer}>{title(each.pointer)}</Way></span>)}
        </li>
      )}
      {others.map((each) => (
        <li key={`${each.pointer} ${each.code} ${each.message.zh}`}>
          {each.rule && <span className="tag before-rule"><Said text={each.rule.title} /></span>}
          {title(each.pointer) && <><Way to={each.pointer}>{title(each.pointer)}</Way>{t("app.colon")}</>}
          {say(each.message)}
          {each.recorded && <span className="quiet"> {t("before.recorded")}</span>}
        </li>
      ))}
    </ul>
  );
}

function Way({ to, children }: { to: string; children: ReactNode }) {
  const id = to === REASON ? REASON_ID : fieldId(pathOf(to));
  return <a href={`#${id}`} onClick={(event) => { event.preventDefault(); focusField(id); }}>{children}</a>;
}

function What({ then }: { then: Then }) {
  const { t, say, list } = useWords();
  const quiet = then.tasks.length + then.waits.length + then.stuck.length === 0 && !then.ended;
  return (
    <ul className="before-list">
      {then.tasks.map((task) => (
        <li key={`${task.node.id} ${task.lane.id} ${task.unit?.id ?? ""}`}>
          {t("before.goes")} <strong><Said text={task.node.title} /></strong>
          <span className="quiet"> <Said text={task.lane.title} />{task.unit && <> · <Said text={task.unit.title} /></>}</span>
          {task.items.length > 0 && <span className="quiet"> {t("before.items", { count: task.items.length, labels: list(task.items.map((item) => item.label)) })}</span>}
          {task.due && <> <DueMark due={task.due} level={null} /></>}
        </li>
      ))}
      {then.waits.map((node) => <li key={node.id}>{t("before.waits", { node: say(node.title) })}</li>)}
      {then.stage && <li>{t("before.stage", { stage: say(then.stage.title) })}</li>}
      {then.clocks.length > 0 && <li>{t("before.clocks", { clocks: list(then.clocks.map((clock) => say(clock.title))) })}</li>}
      {then.stuck.map((place) => <li key={place.node.id} className="before-stuck">{t("before.stuck", { node: say(place.node.title), why: say(place.message) })}</li>)}
      {then.ended && <li>{t("before.ended")}</li>}
      {quiet && <li>{t("before.quiet")}</li>}
    </ul>
  );
}

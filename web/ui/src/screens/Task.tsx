// One task: its form on the left, what it rests on to the right.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { problemOf } from "../api/http";
import { taskQuery } from "../api/tasks";
import type { Moved, Task as TaskData } from "../api/types";
import { useWords } from "../i18n";
import { CardMark } from "../parts/marks";
import { useMe } from "../parts/me";
import { PageHead } from "../parts/PageHead";
import { FailedPage, Skeleton } from "../parts/problems";
import { sentence } from "../parts/sentence";
import { ClaimBar } from "../parts/task/ClaimBar";
import { Evidence, EVIDENCE_ID } from "../parts/task/Evidence";
import { Submitted } from "../parts/task/Submitted";
import { TaskForm } from "../parts/task/TaskForm";

/** Whether the panel beside the form is folded, remembered for all tasks. */
const FOLDED = "mj:evidence-folded";
const route = getRouteApi("/shell/tasks/$id");

export function Task() {
  const { t } = useWords();
  const { id } = route.useParams();
  const query = useQuery(taskQuery(id));
  const client = useQueryClient();
  const [folded, setFolded] = useState(() => localStorage.getItem(FOLDED) === "yes");
  const [moved, setMoved] = useState<{ id: string; title: TaskData["node"]["title"]; moved: Moved } | null>(null);

  if (moved?.id === id) return <Submitted title={moved.title} moved={moved.moved} />;
  if (query.isPending) return <div className="page"><PageHead title={t("app.loading")} /><Skeleton /></div>;
  // A task that others have done is gone; what somebody typed into their own stays in sight.
  const gone = problemOf(query.error)?.status === 404 && !query.data?.mine;
  if (query.error && (!query.data || gone)) return <FailedPage error={query.error} retry={() => void query.refetch()} />;
  const task = query.data;
  if (!task) return null;
  const done = (answer: Moved) => {
    setMoved({ id, title: task.node.title, moved: answer });
    void client.invalidateQueries({ queryKey: ["tasks"] });
    void client.invalidateQueries({ queryKey: ["case", task.case.id] });
  };
  const fold = () => {
    localStorage.setItem(FOLDED, folded ? "no" : "yes");
    setFolded(!folded);
  };
  return (
    <div className="page">
      <TaskHead task={task} aside={<Button type="text" aria-expanded={!folded} aria-controls={EVIDENCE_ID} onClick={fold}>{t(folded ? "task.unfold" : "task.fold")}</Button>} />
      <div className={folded ? "split split-folded" : "split"}>
        <section className="panel" aria-label={task.form ? undefined : t("task.summary")}>
          <ClaimBar task={task} reload={() => void query.refetch()} />
          <TaskForm key={task.id} task={task} onDone={done} reload={() => void query.refetch()} />
        </section>
        {!folded && <Evidence task={task} />}
      </div>
    </div>
  );
}

function TaskHead({ task, aside }: { task: TaskData; aside: ReactNode }) {
  const words = useWords();
  const { t, say } = words;
  const me = useMe();
  const standing = { state: "running" as const, at: [task.node], waits: [], holders: task.assignee ? [task.assignee] : [], since: task.created_at, due: task.due, clocks: [task] };
  return (
    <>
      <p className="crumbs">
        <Link to="/tasks">{t("queue.title")}</Link> <span aria-hidden="true">/</span>{" "}
        <Link to="/cases/$id" params={{ id: task.case.id }} lang="zh-CN">{task.case.number ?? task.case.title ?? t("queue.noNumber")}</Link>
      </p>
      <PageHead title={say(task.node.title)} aside={<><CardMark level={task.level} />{aside}</>}>
        <span className="head-case" lang="zh-CN">{task.case.title ?? t("queue.untitled")}</span>
        {task.item && <span className="quiet">{t("queue.item", { n: task.item.index + 1, label: task.item.label })}</span>}
      </PageHead>
      <p className="sentence">{sentence(standing, words, me)}</p>
    </>
  );
}

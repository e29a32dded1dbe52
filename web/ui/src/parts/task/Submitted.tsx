import { Link } from "@tanstack/react-router";
import type { Moved, Text } from "../../api/types";
import { useWords } from "../../i18n";
import { PageHead } from "../PageHead";
import { Notice } from "../problems";
import { TaskList } from "./TaskList";

/** After a submission: where the case went, and the ways on. */
export function Submitted({ title, moved }: { title: Text; moved: Moved }) {
  const { t, say, list } = useWords();
  const nodes = moved.case.waiting.map((node) => say(node.title));
  const head = t("task.done", { task: say(title) });
  return (
    <div className="page">
      <PageHead title={head}>
        <span className="head-case" lang="zh-CN">{moved.case.title ?? t("queue.untitled")} {moved.case.number}</span>
      </PageHead>
      <section className="panel panel-narrow">
        <Notice tone="done" title={nodes.length > 0 ? t("task.doneNext", { next: list(nodes) }) : t("task.doneEnd")} />
        <TaskList tasks={moved.next} />
        <p className="ways">
          <Link to="/tasks">{t("task.doneQueue")}</Link>
          <Link to="/cases/$id" params={{ id: moved.case.id }}>{t("task.doneCase")}</Link>
        </p>
      </section>
    </div>
  );
}

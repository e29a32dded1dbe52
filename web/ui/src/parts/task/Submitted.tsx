import { Link } from "@tanstack/react-router";
import type { Moved, Text } from "../../api/types";
import { useWords } from "../../i18n";
import { PageHead } from "../PageHead";
import { Notice } from "../problems";
import { following } from "../sentence";
import { TaskList } from "./TaskList";

/** After a submission: where the case went, and the ways on. */
export function Submitted({ title, moved }: { title: Text; moved: Moved }) {
  const words = useWords();
  const { t, say } = words;
  const head = t("task.done", { task: say(title) });
  return (
    <div className="page">
      <PageHead title={head}>
        <span className="head-case" lang="zh-CN">{moved.case.title ?? t("queue.untitled")} {moved.case.number}</span>
      </PageHead>
      <section className="panel panel-narrow">
        <Notice tone="done" title={following(moved.case, words)} />
        <TaskList tasks={moved.next} />
        <p className="ways">
          <Link to="/tasks">{t("task.doneQueue")}</Link>
          <Link to="/cases/$id" params={{ id: moved.case.id }}>{t("task.doneCase")}</Link>
        </p>
      </section>
    </div>
  );
}

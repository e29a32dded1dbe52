import { Link } from "@tanstack/react-router";
import type { TaskLine } from "../../api/types";
import { useWords } from "../../i18n";
import { CardMark, DueMark } from "../marks";
import { Said } from "../Said";

/** A few open tasks with who holds them and until when. */
export function TaskList({ tasks }: { tasks: TaskLine[] }) {
  const { t, name } = useWords();
  if (tasks.length === 0) return null;
  return (
    <ul className="task-list">
      {tasks.map((task) => (
        <li key={task.id}>
          <Link to="/tasks/$id" params={{ id: task.id }}><Said text={task.node.title} /></Link>
          {task.item && <span className="quiet">{t("queue.item", { n: task.item.index + 1, label: task.item.label })}</span>}
          <span className="quiet"><Said text={task.lane.title} /> · {task.mine ? t("kase.mine") : task.assignee ? name(task.assignee) : t("queue.unclaimed")}</span>
          <DueMark due={task.due} level={task.level} paused={task.clock_paused} />
          <CardMark level={task.level} />
        </li>
      ))}
    </ul>
  );
}

import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { TaskLine } from "../api/types";
import type { Words } from "../i18n";
import { CardMark, DueMark } from "./marks";
import { Said } from "./Said";
import { Since } from "./Since";
import { TwoLines } from "./TwoLines";
import type { Column } from "./WindowTable";

export function taskColumns({ t, name, say }: Words, sort: "due" | "created", onClaim: (task: TaskLine) => void): Column<TaskLine>[] {
  const title = (task: TaskLine) => task.case.title ?? t("queue.untitled");
  return [
    {
      key: "case",
      title: t("queue.case"),
      width: "minmax(230px, 1.7fr)",
      render: (task) => (
        <TwoLines below={task.case.number ? <span lang="zh-CN">{task.case.number}</span> : t("queue.noNumber")}>
          <Link to="/tasks/$id" params={{ id: task.id }} className="row-link" title={title(task)} {...(task.case.title ? { lang: "zh-CN" } : {})}>
            {title(task)}
          </Link>
        </TwoLines>
      ),
    },
    {
      key: "task",
      title: t("queue.task_stage"),
      width: "minmax(150px, 1fr)",
      render: (task) => (
        <TwoLines below={<>{task.stage && <Said text={task.stage.title} />}{task.item && <> · {t("queue.item", { n: task.item.index + 1, label: task.item.label })}</>}</>}>
          <Said text={task.node.title} />
        </TwoLines>
      ),
    },
    {
      key: "lane",
      title: t("queue.lane_unit"),
      width: "minmax(150px, 1fr)",
      render: (task) => (
        <span title={say(task.organ.title)}>
          <TwoLines below={<Said text={(task.unit ?? task.organ).title} />}><Said text={task.lane.title} /></TwoLines>
        </span>
      ),
    },
    { key: "since", title: t("queue.since"), width: "64px", ...sorted(sort === "created"), render: (task) => <Since at={task.created_at} /> },
    { key: "due", title: t("queue.due"), width: "156px", ...sorted(sort === "due"), render: (task) => <DueMark due={task.due} level={task.level} paused={task.clock_paused} stacked /> },
    { key: "card", title: t("queue.card"), hint: t("queue.cardWhy"), width: "122px", render: (task) => <CardMark level={task.level} why={t("queue.cardWhy")} /> },
    {
      key: "holder",
      title: t("queue.holder"),
      width: "112px",
      render: (task) =>
        task.assignee ? (
          name(task.assignee)
        ) : (
          <Button size="small" aria-label={t("queue.claimOf", { task: say(task.node.title), case: title(task) })} onClick={() => onClaim(task)}>
            {t("queue.claim")}
          </Button>
        ),
    },
  ];
}

function sorted(yes: boolean): { sort?: "ascending" } {
  return yes ? { sort: "ascending" } : {};
}

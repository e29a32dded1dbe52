import { Link } from "@tanstack/react-router";
import type { CaseLine } from "../api/types";
import type { Words } from "../i18n";
import { Value } from "./FieldValues";
import { CardMark, DueMark } from "./marks";
import { Said } from "./Said";
import { Since } from "./Since";
import { TwoLines } from "./TwoLines";
import type { Column } from "./WindowTable";

export function caseColumns({ t, list, say, name }: Words): Column<CaseLine>[] {
  const title = (kase: CaseLine) => kase.title ?? t("queue.untitled");
  return [
    {
      key: "case",
      title: t("cases.case"),
      width: "minmax(200px, 1.7fr)",
      render: (kase) => (
        <TwoLines below={kase.number ? <span lang="zh-CN">{kase.number}</span> : t("queue.noNumber")}>
          <Link to="/cases/$id" params={{ id: kase.id }} className="row-link" title={title(kase)} {...(kase.title ? { lang: "zh-CN" } : {})}>
            {title(kase)}
          </Link>
        </TwoLines>
      ),
    },
    {
      key: "at",
      title: t("cases.waiting_stage"),
      width: "minmax(140px, 1.1fr)",
      render: (kase) => (
        <TwoLines below={kase.state === "running" && kase.stage ? <Said text={kase.stage.title} /> : t(`state.${kase.state}`)}>
          {list([...kase.at, ...kase.waits].map((node) => say(node.title))) || t("app.none")}
        </TwoLines>
      ),
    },
    {
      key: "holders",
      title: t("cases.holders_unit"),
      width: "minmax(120px, 0.9fr)",
      render: (kase) => (
        <TwoLines below={<Said text={(kase.unit ?? kase.organ).title} />}>
          {kase.holders.length > 0 ? list(kase.holders.map(name)) : kase.at.length > 0 ? t("queue.unclaimed") : t("app.none")}
        </TwoLines>
      ),
    },
    {
      key: "cells",
      title: t("cases.cells"),
      width: "minmax(90px, 0.8fr)",
      render: (kase) => kase.cells.filter((cell) => cell.value !== kase.title).map((cell, index) => (
        <span key={index} title={say(cell.title)}>{index > 0 && t("app.semicolon")}<Value field={cell} /></span>
      )),
    },
    { key: "since", title: t("cases.since"), width: "56px", render: (kase) => <Since at={kase.since} /> },
    { key: "due", title: t("cases.due"), width: "156px", render: (kase) => (kase.state === "running" ? <DueMark due={kase.due} level={kase.level} paused={kase.clock_paused} stacked /> : null) },
    { key: "card", title: t("cases.card"), width: "110px", render: (kase) => <CardMark level={kase.level} /> },
    {
      key: "refusals",
      title: t("cases.refusals"),
      width: "64px",
      render: (kase) => (
        <TwoLines below={kase.incident_count > 0 ? `${t("cases.incident")} ${kase.incident_count}` : ""}>
          {kase.refusal_count > 0 ? kase.refusal_count : <span className="quiet">0</span>}
        </TwoLines>
      ),
    },
  ];
}

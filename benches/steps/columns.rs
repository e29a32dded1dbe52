//! Read rows as the store lays them out: columns with the key first, and their values.

use anyhow::Result;
use jiff::Timestamp;
use mingjing_core::{
    ids::{InstanceId, PersonId},
    rows::{CaseRow, CaseState, ClockRow, TaskRow},
};
use mingjing_model::definition::{CardLevel, LimitKind};
use rusqlite::types::Value;

pub const TASK: &[&str] = &[
    "tenant",
    "instance",
    "key",
    "revision",
    "bundle",
    "process",
    "node",
    "stage",
    "organ",
    "unit",
    "lane",
    "role",
    "assignee",
    "team",
    "excluded",
    "item",
    "created_at",
    "due_at",
    "due_provisional",
    "next_card_at",
    "level",
    "number",
    "title",
    "item_label",
];
pub const TASK_INDEXED: &[&str] = &["organ", "unit", "role", "created_at", "due_at", "next_card_at"];
pub const CASE: &[&str] = &[
    "tenant",
    "instance",
    "bundle",
    "process",
    "organ",
    "unit",
    "number",
    "stage",
    "state",
    "level",
    "started_at",
    "updated_at",
    "since",
    "nodes",
    "due_at",
    "due_provisional",
    "next_card_at",
    "cells",
    "people",
    "incidents",
    "title",
];
/// `updated_at` has an index too, but changes with every step.
pub const CASE_INDEXED: &[&str] =
    &["process", "organ", "number", "stage", "state", "level", "next_card_at", "incidents"];
pub const CLOCK: &[&str] = &[
    "tenant",
    "instance",
    "clock",
    "kind",
    "last_day",
    "lapses_at",
    "provisional",
    "running",
    "level",
    "next_card_at",
    "paused",
];

pub fn task_values(row: &TaskRow) -> Vec<Value> {
    let [tenant, instance] = instance(&row.instance);
    vec![
        tenant,
        instance,
        row.key.0.cast_signed().into(),
        row.revision.into(),
        row.bundle.0.to_vec().into(),
        row.process.clone().into(),
        row.node.clone().into(),
        row.stage.clone().into(),
        row.organ.clone().into(),
        row.unit.clone().into(),
        row.lane.clone().into(),
        row.role.clone().into(),
        row.assignee.as_ref().map(|person| person.as_str().to_owned()).into(),
        row.team.as_deref().map(list).into(),
        list(&row.excluded).into(),
        row.item.into(),
        row.created_at.as_microsecond().into(),
        moment(row.due_at),
        row.due_provisional.into(),
        moment(row.next_card_at),
        row.level.map(level).into(),
        row.number.clone().into(),
        row.title.clone().into(),
        row.item_label.clone().into(),
    ]
}

pub fn case_values(row: &CaseRow) -> Result<Vec<Value>> {
    let [tenant, instance] = instance(&row.instance);
    let state = match row.state {
        CaseState::Running => "running",
        CaseState::Ended => "ended",
        CaseState::Terminated => "terminated",
    };
    Ok(vec![
        tenant,
        instance,
        row.bundle.0.to_vec().into(),
        row.process.clone().into(),
        row.organ.clone().into(),
        row.unit.clone().into(),
        row.number.clone().into(),
        row.stage.clone().into(),
        state.to_owned().into(),
        row.level.map(level).into(),
        row.started_at.as_microsecond().into(),
        row.updated_at.as_microsecond().into(),
        row.since.as_microsecond().into(),
        serde_json::to_string(&row.nodes)?.into(),
        moment(row.due_at),
        row.due_provisional.into(),
        moment(row.next_card_at),
        serde_json::to_string(&row.cells)?.into(),
        list(&row.people).into(),
        row.incidents.into(),
        row.title.clone().into(),
    ])
}

pub fn clock_values(row: &ClockRow) -> Vec<Value> {
    let [tenant, instance] = instance(&row.instance);
    let kind = match row.kind {
        LimitKind::Node => "node",
        LimitKind::Promised => "promised",
        LimitKind::Statutory => "statutory",
        LimitKind::Answer => "answer",
        LimitKind::Right => "right",
        LimitKind::Window => "window",
    };
    vec![
        tenant,
        instance,
        row.clock.clone().into(),
        kind.to_owned().into(),
        row.last_day.map(|day| day.to_string()).into(),
        row.lapses_at.as_microsecond().into(),
        row.provisional.into(),
        row.running.into(),
        row.level.map(level).into(),
        moment(row.next_card_at),
        row.paused.into(),
    ]
}

fn instance(instance: &InstanceId) -> [Value; 2] {
    [instance.tenant.0.into(), instance.uuid.as_bytes().to_vec().into()]
}

fn moment(at: Option<Timestamp>) -> Value {
    at.map(|at| at.as_microsecond()).into()
}

fn level(level: CardLevel) -> i64 {
    match level {
        CardLevel::Prompt => 1,
        CardLevel::Yellow => 2,
        CardLevel::Red => 3,
    }
}

fn list(people: &[PersonId]) -> String {
    let quoted: Vec<String> = people.iter().map(|person| format!("\"{}\"", person.as_str())).collect();
    format!("[{}]", quoted.join(","))
}

//! The shapes of the API, as `docs/api.md` lists them.

mod time;

pub use time::{Card, Clock, Explained, Happened, Left, Limit, Standing};

use super::{
    awaited::Awaited,
    basis::Why,
    cases::{Act, Milestone},
    duties::{Document, Duties, Watch},
    items::Items,
    links::Linked,
};
use jiff::{Timestamp, civil::Date};
use mingjing_core::event::EventTime;
use mingjing_model::definition::{CardLevel, Text};
use serde::Serialize;
use serde_json::{Value as Json, value::RawValue};
use std::collections::BTreeMap;

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Cursor of the next page; none = that was all.
    pub next: Option<String>,
}

/// An id with its title.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ref {
    /// The id.
    pub id: String,
    /// The title.
    pub title: Text,
}

/// A person by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Name {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their name for readers of English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Due {
    /// The moment.
    pub at: Timestamp,
    /// Its last civil day, in the organ's zone.
    pub day: Date,
    /// Rests on a calendar year that is not announced.
    pub provisional: bool,
    /// Working days after today up to that day; none when it has passed, or lies more than a year ahead.
    pub workdays: Option<u32>,
}

/// The case that a task belongs to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskCase {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: Option<String>,
    /// What names it in lists.
    pub title: Option<String>,
    /// Its process.
    pub process: Ref,
}

/// A line of the inbox.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskLine {
    /// Its id.
    pub id: String,
    /// The revision that commands must name.
    pub revision: u32,
    /// Its case.
    pub case: TaskCase,
    /// Its node.
    pub node: Ref,
    /// Its stage.
    pub stage: Option<Ref>,
    /// Its organ.
    pub organ: Ref,
    /// Its lane.
    pub lane: Ref,
    /// Its unit.
    pub unit: Option<Ref>,
    /// Who holds it.
    pub assignee: Option<Name>,
    /// Whether that is the viewer.
    pub mine: bool,
    /// When it was created.
    pub created_at: Timestamp,
    /// Its legal deadline.
    pub due: Option<Due>,
    /// A clock of its case is paused.
    pub clock_paused: bool,
    /// The highest card on it.
    pub level: Option<CardLevel>,
    /// Which item of a multi-instance it is for.
    pub item: Option<ItemLabel>,
}

/// An item of a multi-instance, as people know it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemLabel {
    /// Position, from 0.
    pub index: u32,
    /// What names it, e.g. the party.
    pub label: String,
}

impl ItemLabel {
    /// An item; its number where it has no label.
    pub fn new(index: u32, label: Option<String>) -> Self {
        Self { index, label: label.unwrap_or_else(|| (index + 1).to_string()) }
    }
}

/// A task with everything that working on it needs.
#[derive(Debug, Serialize)]
pub struct Task {
    /// Its line.
    #[serde(flatten)]
    pub line: TaskLine,
    /// The form to fill in.
    pub form: Option<Form>,
    /// What the same form held last in this place: a loop starts from it.
    pub values: Option<Box<RawValue>>,
    /// What was filled in before, newest first.
    pub facts: Vec<Submission>,
    /// Who acts and acted in the case.
    pub people: Vec<LanePeople>,
    /// Legal basis of the process.
    pub article: Vec<String>,
    /// What may follow.
    pub next: Vec<NextStep>,
    /// Whether reasons may be demanded.
    pub reason: Reason,
    /// Whether the viewer may claim it.
    pub claim: Claim,
    /// Its own limit.
    pub limit: Option<Limit>,
    /// What pauses the clocks of the case now, each once.
    pub paused: Vec<Ref>,
    /// People and register rows to pick from.
    pub choices: Choices,
    /// What its node asks beside the form.
    pub duties: Duties,
}

/// Whether reasons may be demanded on completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No flow behind the task demands them.
    Never,
    /// Some flow behind it does.
    Maybe,
}

/// Whether a task may be claimed.
#[derive(Debug, Serialize)]
pub struct Claim {
    /// Yes or no.
    pub allowed: bool,
    /// The code that says why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A way out of a task.
#[derive(Debug, Serialize)]
pub struct NextStep {
    /// What the flow says; else where it leads.
    pub title: Text,
    /// Where it leads.
    pub to: Text,
    /// Reasons are demanded for it.
    pub explain: bool,
}

/// A form.
#[derive(Debug, Serialize)]
pub struct Form {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// JSON Schema with `x-` keys.
    pub schema: Box<RawValue>,
}

/// What pickers offer.
#[derive(Debug, Default, Serialize)]
pub struct Choices {
    /// People by lane; `*` = everybody of the organ.
    pub persons: BTreeMap<String, Vec<Name>>,
    /// Register rows by register.
    pub registers: BTreeMap<String, Vec<Choice>>,
}

/// A register row to pick.
#[derive(Debug, Serialize)]
pub struct Choice {
    /// Its key.
    pub key: String,
    /// What people see.
    pub label: Text,
}

/// A line of the case list.
#[derive(Clone, Debug, Serialize)]
pub struct CaseLine {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: Option<String>,
    /// What names it.
    pub title: Option<String>,
    /// Its process.
    pub process: Ref,
    /// Its organ.
    pub organ: Ref,
    /// Its unit.
    pub unit: Option<Ref>,
    /// Its stage.
    pub stage: Option<Ref>,
    /// `running`, `ended` or `terminated`.
    pub state: &'static str,
    /// The highest card that stands on it.
    pub level: Option<CardLevel>,
    /// When it started.
    pub started_at: Timestamp,
    /// When it last moved.
    pub updated_at: Timestamp,
    /// Since when it is where it is.
    pub since: Timestamp,
    /// The nodes at which somebody must act.
    pub at: Vec<Ref>,
    /// What it waits for: messages from outside, moments.
    pub waits: Vec<Ref>,
    /// Who holds its tasks.
    pub holders: Vec<Name>,
    /// The earliest legal deadline.
    pub due: Option<Due>,
    /// One of its clocks is paused.
    pub clock_paused: bool,
    /// Cells of the case list.
    pub cells: Vec<FieldValue>,
    /// Refusals on record.
    pub refusal_count: u32,
    /// Open incidents.
    pub incident_count: u32,
}

/// One case, with everything that its page shows.
#[derive(Debug, Serialize)]
pub struct Case {
    /// Its line.
    #[serde(flatten)]
    pub line: CaseLine,
    /// Open tasks.
    pub tasks: Vec<TaskLine>,
    /// Clocks.
    pub clocks: Vec<Clock>,
    /// What grows by the day.
    pub accruals: Vec<super::accruals::Accrual>,
    /// Cards.
    pub cards: Vec<Card>,
    /// Refusals on record.
    pub refusals: Vec<Refusal>,
    /// Open incidents.
    pub incidents: Vec<Incident>,
    /// Who acts and acted.
    pub people: Vec<LanePeople>,
    /// What was filled in, newest first.
    pub facts: Vec<Submission>,
    /// Numbers allotted.
    pub numbers: Vec<Number>,
    /// Milestones reached.
    pub milestones: Vec<Milestone>,
    /// Acts that the viewer may ask for now.
    pub acts: Vec<Act>,
    /// What it waits for from outside.
    pub awaited: Vec<Awaited>,
    /// Cases that belong to it.
    pub links: Vec<Linked>,
    /// Legal basis.
    pub basis: Vec<String>,
    /// All stages in order.
    pub stages: Vec<Ref>,
    /// What each item of a multi-instance has reached.
    pub items: Vec<Items>,
    /// Documents, in the order of their entry.
    pub documents: Vec<Document>,
    /// What supervisors see; none for others.
    pub watch: Option<Watch>,
}

/// The people of a lane in a case.
#[derive(Debug, Serialize)]
pub struct LanePeople {
    /// The lane.
    pub lane: Ref,
    /// Its people.
    pub people: Vec<Name>,
    /// Whether they are a named team.
    pub team: bool,
}

/// A number.
#[derive(Debug, Serialize)]
pub struct Number {
    /// The series.
    pub series: String,
    /// As printed.
    pub text: String,
}

/// What was filled in.
#[derive(Debug, Serialize)]
pub struct Submission {
    /// The form.
    pub form: Ref,
    /// The node where it was filled in, if a task.
    pub node: Option<Ref>,
    /// By whom; none = a message.
    pub by: Option<Name>,
    /// When it was entered.
    pub entry_at: Timestamp,
    /// When it happened.
    pub event_at: When,
    /// The record.
    pub seq: u64,
    /// For which item of a multi-instance.
    pub item: Option<ItemLabel>,
    /// The values.
    pub fields: Vec<FieldValue>,
    /// Why it matters to the task that it is shown with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// A value with its title.
#[derive(Clone, Debug, Serialize)]
pub struct FieldValue {
    /// The field's id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its type.
    pub r#type: &'static str,
    /// The value.
    pub value: Json,
    /// In words, for choices, people and register rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The fields of a record, or the items of a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<FieldValue>,
}

/// A civil day or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum When {
    /// A civil day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
}

impl From<EventTime> for When {
    fn from(time: EventTime) -> Self {
        match time {
            EventTime::On(day) => Self::Day(day),
            EventTime::At(moment) => Self::Moment(moment),
        }
    }
}

/// A refusal on record.
#[derive(Debug, Serialize)]
pub struct Refusal {
    /// The record.
    pub seq: u64,
    /// The rule.
    pub rule: Ref,
    /// Who tried.
    pub actor: Name,
    /// On which node.
    pub task: Option<Ref>,
    /// The code of the answer.
    pub code: String,
    /// The answer in words.
    pub message: Text,
    /// When.
    pub at: Timestamp,
}

/// An open incident.
#[derive(Debug, Serialize)]
pub struct Incident {
    /// Its key.
    pub key: u64,
    /// The stuck node.
    pub node: Ref,
    /// The code.
    pub code: String,
    /// In words.
    pub message: Text,
    /// What is wrong.
    pub detail: String,
    /// Since when.
    pub since: Timestamp,
    /// Nodes that it can be moved on to.
    pub targets: Vec<Ref>,
}

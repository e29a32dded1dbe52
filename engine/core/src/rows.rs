//! Read rows: `project(&Definition, &Instance) -> Rows` is pure, so that live changes equal its difference and
//! `reproject` can rebuild every row. (The definition is the pinned, immutable one: the rows follow from the instance alone.)

mod diff;
mod project;
mod view;

pub use diff::{Change, Row, RowKey, diff};
pub use project::project;

use crate::{
    event::{Cell, Subject},
    ids::{Hash, InstanceId, Key, PersonId},
    state::CardStage,
};
use jiff::{Timestamp, civil::Date};
use mingjing_model::definition::{CardLevel, LimitKind, PolicyRule};

/// All read rows of an instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Its line in the case list; none before it starts.
    pub case: Option<CaseRow>,
    /// Open tasks.
    pub tasks: Vec<TaskRow>,
    /// Armed timers.
    pub timers: Vec<TimerRow>,
    /// Clocks, running and stopped.
    pub clocks: Vec<ClockRow>,
    /// Open subscriptions.
    pub subscriptions: Vec<SubscriptionRow>,
    /// Cards.
    pub cards: Vec<CardRow>,
    /// Recorded refusals.
    pub refusals: Vec<RefusalRow>,
    /// Open incidents.
    pub incidents: Vec<IncidentRow>,
}

/// A line of the case list.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRow {
    /// The instance.
    pub instance: InstanceId,
    /// The pinned bundle.
    pub bundle: Hash,
    /// The process.
    pub process: String,
    /// The organ.
    pub organ: String,
    /// The unit.
    pub unit: Option<String>,
    /// Case number, once allotted (the last number of the first series).
    pub number: Option<String>,
    /// The cell that names the case in lists, if set.
    pub title: Option<String>,
    /// Stage id.
    pub stage: Option<String>,
    /// `running`, `ended` or `terminated`.
    pub state: CaseState,
    /// The highest card level that stands on it (superseded ones apart).
    pub level: Option<CardLevel>,
    /// When it started.
    pub started_at: Timestamp,
    /// Time of its last record that moved it.
    pub updated_at: Timestamp,
    /// Since when it is in its stage's node: the latest activation.
    pub since: Timestamp,
    /// Nodes that are waiting now, by id.
    pub nodes: Vec<String>,
    /// The earliest due moment among running limits: those of its tasks and of its clocks.
    pub due_at: Option<Timestamp>,
    /// True when that date rests on a calendar year that is not announced.
    pub due_provisional: bool,
    /// The next moment at which a clock's card is due (node limits are on the task rows).
    pub next_card_at: Option<Timestamp>,
    /// Cells of the case list by position.
    pub cells: Vec<(u8, Cell)>,
    /// People who acted in it or are named in a team: they may read it.
    pub people: Vec<PersonId>,
    /// Open incidents.
    pub incidents: u32,
}

/// State of a case in lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseState {
    /// Tokens are alive.
    Running,
    /// Ended as it should.
    Ended,
    /// Ended by a terminate end event.
    Terminated,
}

/// An open task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// The instance.
    pub instance: InstanceId,
    /// The element.
    pub key: Key,
    /// Revision that preconditions name.
    pub revision: u32,
    /// The pinned bundle.
    pub bundle: Hash,
    /// The process.
    pub process: String,
    /// Node id.
    pub node: String,
    /// Stage id.
    pub stage: Option<String>,
    /// The queue: organ.
    pub organ: String,
    /// The queue: unit; none = the organ's.
    pub unit: Option<String>,
    /// The queue: lane id.
    pub lane: String,
    /// The role that claims from it.
    pub role: String,
    /// Who holds it.
    pub assignee: Option<PersonId>,
    /// Only these people see it, once a team is named.
    pub team: Option<Vec<PersonId>>,
    /// These people never see it: they acted in separated lanes.
    pub excluded: Vec<PersonId>,
    /// Position of its item, inside a multi-instance.
    pub item: Option<u32>,
    /// What people call that item.
    pub item_label: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// The legal deadline: the earliest of its own limit and the running clocks.
    pub due_at: Option<Timestamp>,
    /// True when that date is provisional.
    pub due_provisional: bool,
    /// The next moment at which its own limit raises a card.
    pub next_card_at: Option<Timestamp>,
    /// The highest card that stands on it or on a running clock of the case.
    pub level: Option<CardLevel>,
    /// Case number, once allotted.
    pub number: Option<String>,
    /// The cell that names the case in lists, if set.
    pub title: Option<String>,
}

/// An armed timer.
#[derive(Clone, Debug, PartialEq)]
pub struct TimerRow {
    /// The instance.
    pub instance: InstanceId,
    /// The timer.
    pub key: Key,
    /// When it fires.
    pub due_at: Timestamp,
    /// Which occurrence.
    pub occurrence: u32,
}

/// A limit of a clock.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockRow {
    /// The instance.
    pub instance: InstanceId,
    /// Clock id.
    pub clock: String,
    /// Which of its limits.
    pub kind: LimitKind,
    /// The last day, of civil limits.
    pub last_day: Option<Date>,
    /// When it lapses.
    pub lapses_at: Timestamp,
    /// Provisional date.
    pub provisional: bool,
    /// Whether it still runs.
    pub running: bool,
    /// Whether it is paused now.
    pub paused: bool,
    /// The highest card on it.
    pub level: Option<CardLevel>,
    /// The next moment at which it raises a card.
    pub next_card_at: Option<Timestamp>,
}

/// An open subscription.
#[derive(Clone, Debug, PartialEq)]
pub struct SubscriptionRow {
    /// The instance.
    pub instance: InstanceId,
    /// The subscription.
    pub key: Key,
    /// Message name.
    pub name: String,
    /// Correlation key.
    pub correlation: String,
}

/// A card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardRow {
    /// The instance.
    pub instance: InstanceId,
    /// The card.
    pub key: Key,
    /// Rule id.
    pub rule: String,
    /// Level.
    pub level: CardLevel,
    /// What it is about.
    pub subject: Subject,
    /// Node id or clock id of the subject.
    pub about: String,
    /// Which limit.
    pub limit: LimitKind,
    /// Moment of the rule.
    pub event_at: Timestamp,
    /// The record that raised it.
    pub seq: u64,
    /// Superseded by a higher one.
    pub superseded: bool,
    /// What has become of it.
    pub stage: CardStage,
    /// The last day for an answer, where it asks for one.
    pub answer_by: Option<Date>,
    /// That day passed without an answer.
    pub unanswered: bool,
}

/// A recorded refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusalRow {
    /// The instance.
    pub instance: InstanceId,
    /// The record.
    pub seq: u64,
    /// The rule.
    pub rule: PolicyRule,
    /// Who tried.
    pub actor: PersonId,
    /// On which task.
    pub task: Option<Key>,
    /// Error code of the answer.
    pub code: String,
    /// When.
    pub at: Timestamp,
}

/// An open incident.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentRow {
    /// The instance.
    pub instance: InstanceId,
    /// The incident.
    pub key: Key,
    /// Node id of the stuck element.
    pub node: String,
    /// Error code.
    pub code: String,
    /// What is wrong.
    pub detail: String,
    /// Since when.
    pub since: Timestamp,
}

//! Legal clocks of the case and the rules by which they raise cards.

use super::{LaneIx, MilestoneIx, Path, PauseIx, Telling, Text};
use mingjing_clock::{Limit, Term};
use serde::{Deserialize, Serialize};

/// A legal clock of the case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clock {
    /// The clock's id.
    pub id: String,
    /// What people see.
    pub title: Text,
    /// The statutory limit.
    pub statutory: Option<Limit>,
    /// The limit that the department promises, not longer than the statutory one.
    pub promised: Option<Limit>,
    /// When it starts.
    pub from: Moment,
    /// When it stops: at the first of these.
    pub until: Vec<Moment>,
    /// What pauses it; never one with a limit in hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<PauseIx>,
    /// Who may extend its statutory limit, by how much; promises are not extended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// The article.
    pub basis: Option<String>,
}

/// Days that do not count on the clocks that name it, because of an approved act: a test, a hearing, a suspension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The pause's id.
    pub id: String,
    /// What people see.
    pub title: Text,
    /// The act of the case, or the node, in which it is approved and ends.
    pub act: String,
    /// Its first day.
    pub from: Moment,
    /// Its last day: the first of these.
    pub to: Vec<Moment>,
    /// The last day is the one before `to`, as of a suspension that ends with the day of resumption.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub until_day_before: bool,
}

/// More time on a clock, granted before the limit lapses and counted from the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// How much.
    pub by: Term,
    /// The fact that grants it.
    pub on: Moment,
    /// Who decides on it.
    pub lane: LaneIx,
    /// How often, for one run of the clock.
    pub times: u32,
}

/// A moment in the life of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// When the milestone is reached (its event time).
    Milestone(MilestoneIx),
    /// The date or instant in this field, as soon as it is set.
    Field(Path),
}

/// A card rule, filed as data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardRule {
    /// The rule's id, e.g. `T4_statutory_over`.
    pub id: String,
    /// What people see.
    pub title: Text,
    /// Which limits it watches.
    pub on: Vec<LimitKind>,
    /// When it raises its card.
    pub moment: CardMoment,
    /// Only limits of at least this many (in their own unit); 0 = all.
    pub min: u32,
    /// Severity.
    pub level: CardLevel,
    /// Who is told of its cards.
    #[serde(default, skip_serializing_if = "Telling::is_silent")]
    pub tell: Telling,
}

/// The kinds of limit that card rules tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// A node's own limit.
    Node,
    /// A promised limit of a clock.
    Promised,
    /// The statutory limit of a clock.
    Statutory,
}

/// When a card rule raises its card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardMoment {
    /// 00:00 of the last working day before the due date; civil limits only.
    LastWorkdayBefore,
    /// 00:00 of the day after the due date; of an hour limit: its end.
    After,
    /// When this percentage of an hour limit has elapsed; hour limits only.
    Share(u8),
}

/// Severity of a card, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardLevel {
    /// Blue: a prompt, never a card.
    Prompt,
    /// Yellow card.
    Yellow,
    /// Red card.
    Red,
}

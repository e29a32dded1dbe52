//! Legal clocks of the case and the rules by which they raise cards.

use super::{MilestoneIx, Path, Text};
use mingjing_clock::Limit;
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
    /// The article.
    pub basis: Option<String>,
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

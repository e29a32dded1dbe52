//! What events are made of: frozen with them.

use crate::ids::{Hash, Key};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::Explanation;
use mingjing_expr::Value;
use mingjing_model::definition::{ClockIx, DocumentIx, LaneIx, LimitKind, NameIx, RuleIx, ScopeIx};
use serde::{Deserialize, Serialize};

/// A document as made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeDocument {
    /// Which.
    pub document: DocumentIx,
    /// Its number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The date that it bears.
    pub dated_on: Date,
}

/// What an activated element waits for or contains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activation {
    /// A scope: sub-process, inner instance of one, or event sub-process.
    Scope {
        /// The scope.
        scope: ScopeIx,
        /// The item's position and value, inside a multi-instance.
        item: Option<Item>,
    },
    /// A multi-instance around `count` inner instances.
    Multi {
        /// How many.
        count: u32,
    },
    /// A person's task.
    Task {
        /// Who acts.
        lane: LaneIx,
        /// The unit in whose queue it is; none = the organ's queue.
        unit: Option<String>,
        /// The item's position and value, inside a multi-instance.
        item: Option<Item>,
    },
    /// Waiting for its timers and subscriptions: catch events, event-based gateways.
    Waiting,
    /// Stuck: an incident follows.
    Stuck {
        /// Whether the node's own work is done and only leaving it failed.
        leaving: bool,
    },
}

impl Activation {
    /// The item, of one instance in a multi-instance.
    pub fn item(&self) -> Option<&Item> {
        match self {
            Self::Scope { item, .. } | Self::Task { item, .. } => item.as_ref(),
            Self::Multi { .. } | Self::Waiting | Self::Stuck { .. } => None,
        }
    }
}

/// An item of a multi-instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Position in the collection, from 0.
    pub index: u32,
    /// The name that the body knows it by.
    pub name: NameIx,
    /// What people call it: its `name` field, or the item itself where it is a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The item.
    pub value: Stored,
}

/// How another instance belongs to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// It started this one.
    StartedBy,
    /// This one started it.
    Started,
    /// It told this one something.
    ToldBy,
    /// This one told it something.
    Told,
}

/// A value as an event holds it: inline, with personal and large fields apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// What is not apart.
    pub inline: Value,
    /// Personal fields: row and salted hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<Sealed>,
    /// Fields over 1 KiB: row and salted hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub large: Option<Sealed>,
}

/// A cell of the case list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// A text (also choices, people, register keys, decimals).
    Text(String),
    /// A whole number, or money in fen.
    Integer(i64),
    /// A civil day.
    Date(Date),
}

/// A reference to a value row of the same record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Position among the value rows of the record.
    pub n: u16,
    /// SHA-256 of salt and bytes.
    pub hash: Hash,
}

/// When something happened: a civil day of the organ, or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventTime {
    /// A civil day in the organ's zone.
    On(Date),
    /// A moment.
    At(Timestamp),
}

/// What a limit or a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A task's own limit.
    Task(Key),
    /// A clock of the case.
    Clock(ClockIx),
    /// Another card: the time to answer it.
    Card(Key),
}

/// How an organ answers a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardAnswer {
    /// Somebody has taken note of it; it still wants an answer.
    Acknowledged,
    /// What it blames is put right.
    Rectified,
    /// The organ holds it to be wrong.
    Objected,
}

/// What a supervisor makes of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardVerdict {
    /// The objection fails.
    Upheld,
    /// The card was wrong; it stays on record and costs nothing.
    Cancelled,
    /// The matter is settled.
    Closed,
}

/// Why the engine cancels a card by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelCause {
    /// A fact that was entered late moves the date, or shows that the act was in time.
    LateFact,
    /// Another version of the calendar moves the date.
    Calendar {
        /// That version.
        version: String,
    },
}

/// A date before it was counted anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Was {
    /// The last day, of civil limits.
    pub last_day: Option<Date>,
    /// The moment that it lapsed.
    pub lapses_at: Timestamp,
    /// Whether it rested on a year that was not announced.
    pub provisional: bool,
}

/// A running limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LimitRun {
    /// Which kind of limit.
    pub kind: LimitKind,
    /// The last day, of civil limits.
    pub last_day: Option<Date>,
    /// The moment that it lapses: 24:00 of the last day, or the end of an hour limit.
    pub lapses_at: Timestamp,
    /// True while a calendar year that it crosses is not announced.
    pub provisional: bool,
    /// Version of the calendar that counted.
    pub calendar: String,
    /// When each card rule will raise its card, in time order.
    pub cards: Vec<(RuleIx, Timestamp)>,
    /// How the date came about.
    pub explanation: Explanation,
}

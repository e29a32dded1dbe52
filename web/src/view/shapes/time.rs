//! Clocks, limits with their derivation, cards.

use super::{Ref, When};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Start, Step, Unit, Used};
use mingjing_core::state::CardStage;
use mingjing_model::definition::{CardLevel, LimitKind, Text};
use serde::Serialize;

/// A clock.
#[derive(Debug, Serialize)]
pub struct Clock {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its article.
    pub basis: Option<String>,
    /// When it started in law.
    pub started: When,
    /// When it stopped in law.
    pub stopped: Option<When>,
    /// Whether it runs, or is only paused.
    pub running: bool,
    /// What pauses it now, each once.
    pub paused: Vec<Ref>,
    /// Its pauses and extensions, in the order of their days.
    pub happened: Vec<Happened>,
    /// Its limits.
    pub limits: Vec<Limit>,
}

/// What moved the limits of a clock.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happened {
    /// It was paused.
    Paused {
        /// By what.
        by: Ref,
        /// The first day that does not count.
        from: Date,
        /// The last one; none = the pause goes on.
        to: Option<Date>,
    },
    /// It got more time.
    Extended {
        /// How much, e.g. `30 days`.
        by: String,
        /// The day on which it was granted.
        on: Date,
    },
}

impl Happened {
    /// The day on which it began.
    pub fn day(&self) -> Date {
        match self {
            Self::Paused { from: day, .. } | Self::Extended { on: day, .. } => *day,
        }
    }
}

/// A limit, with its derivation.
#[derive(Debug, Serialize)]
pub struct Limit {
    /// Which kind.
    pub kind: LimitKind,
    /// Its length, e.g. `90 days`.
    pub length: String,
    /// The article of a task's limit; a clock has its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Its last day.
    pub last_day: Option<Date>,
    /// When it lapses.
    pub lapses_at: Timestamp,
    /// Provisional date.
    pub provisional: bool,
    /// The highest card on it.
    pub level: Option<CardLevel>,
    /// How it stands now.
    #[serde(rename = "state")]
    pub standing: Standing,
    /// How much of it was used; none where that cannot be counted.
    pub used: Option<Used>,
    /// What is left, or by how much it is over; none once its clock has stopped.
    pub left: Option<Left>,
    /// Why this date.
    pub explanation: Explained,
}

/// How a limit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It runs, and has not lapsed.
    Running,
    /// Its clock is paused.
    Paused,
    /// It runs, and has lapsed.
    Overdue,
    /// Its clock stopped in time.
    Met,
    /// Its clock stopped after it had lapsed.
    Missed,
}

/// What is left of a limit, or by how much it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// How many; days after today up to the last one.
    pub n: u32,
    /// Of what: hours, working days or days.
    pub unit: Unit,
    /// It is over by so much.
    pub over: bool,
}

/// A derivation: its steps as data, and in both languages: the start, then a sentence a step.
#[derive(Debug, Default, Serialize)]
pub struct Explained {
    /// What was counted from.
    pub start: Option<Start>,
    /// Zone in which moments are shown.
    pub zone: String,
    /// The rules applied, in order.
    pub steps: Vec<Step>,
    /// Chinese.
    pub zh: Vec<String>,
    /// English.
    pub en: Vec<String>,
}

/// A card.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Its key.
    pub id: u64,
    /// Its id, for what is done about it.
    pub card: String,
    /// The rule.
    pub rule: Ref,
    /// The level.
    pub level: CardLevel,
    /// The task's node or the clock.
    pub about: Ref,
    /// Which limit.
    pub kind: LimitKind,
    /// Moment of the rule.
    pub event_at: Timestamp,
    /// The record that raised it.
    pub seq: u64,
    /// A higher one took its place.
    pub superseded: bool,
    /// What has become of it.
    pub stage: CardStage,
    /// The last day for an answer, where it asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Date>,
    /// That day passed without an answer.
    pub unanswered: bool,
    /// What it costs; nothing when it is cancelled or superseded.
    pub points: u32,
}

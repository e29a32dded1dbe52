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
    /// The time in which a party, or the agency against others, has a right; it lapses and nobody has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<Limit>,
    /// The time in which alone an act may be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Limit>,
}

impl Clock {
    /// Its limits with their kinds, in the order in which they are shown.
    pub fn limits(&self) -> impl Iterator<Item = (LimitKind, Limit)> {
        let all = [
            (LimitKind::Statutory, self.statutory),
            (LimitKind::Promised, self.promised),
            (LimitKind::Right, self.right),
            (LimitKind::Window, self.window),
        ];
        all.into_iter().filter_map(|(kind, limit)| Some((kind, limit?)))
    }
}

/// What the law says of the limit of a task, where it is not the department's own: a task lives once for each party or
/// item, so this is the clock of one act on one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalLimit {
    /// Which kind.
    pub kind: LimitKind,
    /// What it is counted from: the latest of these that has happened; without any, the creation of the task.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Moment>,
    /// Where the case itself holds the last day, as of a measure that was extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Path>,
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
    /// How much; the most, where the decision fixes it.
    pub by: Term,
    /// The fact that grants it.
    pub on: Moment,
    /// Who decides on it.
    pub lane: LaneIx,
    /// How often, for one run of the clock.
    pub times: u32,
    /// Where the decision fixes how much: a whole number in this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Path>,
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
    /// What raises its card.
    pub trigger: CardTrigger,
    /// Severity.
    pub level: CardLevel,
    /// Who is told of its cards.
    #[serde(default, skip_serializing_if = "Telling::is_silent")]
    pub tell: Telling,
}

/// What raises a card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardTrigger {
    /// A moment in the life of a limit.
    Limit {
        /// Which limits it watches.
        on: Vec<LimitKind>,
        /// When it raises its card.
        moment: CardMoment,
        /// Only limits of at least this many (in their own unit); 0 = all.
        min: u32,
    },
}

/// What becomes of a card once it is issued. A prompt asks for no answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardLife {
    /// How long the organ has to answer, from the issue.
    pub answer: Limit,
    /// Points that a yellow card costs.
    pub yellow_points: u32,
    /// Points that a red card costs.
    pub red_points: u32,
    /// How an objection gets to those who decide on it; none = a supervisor decides at the card.
    pub objection: Option<ObjectionRoute>,
    /// The message that opens an inquiry into a red card that nobody answered; none = no inquiry.
    pub inquiry: Option<String>,
}

impl CardLife {
    /// Whether a card sends a message of this name.
    pub fn sends(&self, message: &str) -> bool {
        let objection = self.objection.as_ref().map(|route| &route.message);
        objection.into_iter().chain(&self.inquiry).any(|sent| sent == message)
    }
}

/// The messages by which an objection is decided in a process of its own. Both have the id of the card as their key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionRoute {
    /// Takes the objection there.
    pub message: String,
    /// Brings the verdict back.
    pub verdict: String,
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
    /// The time to answer a card.
    Answer,
    /// The time of a right: its end is told to the handler and is nobody's failure.
    Right,
    /// The time in which alone an act may be done.
    Window,
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
    /// 00:00 of the day so many calendar days before the due date; civil limits only.
    DaysBefore(u16),
    /// 00:00 of the first day from which few working days are left; civil limits only.
    Near(Near),
}

/// How few working days are few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// This percentage of the limit and its extensions, in the limit's own unit (a month counts 30, a year 365), rounded up.
    pub percent: u8,
    /// At least so many.
    pub least: u32,
    /// Limits of at most so many are short.
    pub short: u32,
    /// So many of a short limit.
    pub of_short: u32,
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

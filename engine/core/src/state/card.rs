//! A card and what has become of it.

use super::{Instance, LimitState};
use crate::{
    event::{CardAnswer, CardVerdict, Subject},
    ids::Key,
};
use jiff::Timestamp;
use mingjing_model::definition::{CardLevel, LimitKind, NodeIx, RuleIx};
use serde::{Deserialize, Serialize};

/// A card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardState {
    /// The rule that raised it.
    pub rule: RuleIx,
    /// Its level.
    pub level: CardLevel,
    /// What it is about.
    pub subject: Subject,
    /// The node of the subject, if that is a task.
    pub node: Option<NodeIx>,
    /// Which of the subject's limits.
    pub limit: LimitKind,
    /// The moment of the rule.
    pub event_at: Timestamp,
    /// The record that raised it.
    pub seq: u64,
    /// The card that superseded it.
    pub superseded_by: Option<Key>,
}

/// The stages in the life of a card.
///
/// `issued → acknowledged → rectified | objected → upheld | cancelled → closed`; a supervisor may cancel or close one at
/// any stage before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardStage {
    /// Nobody has looked at it.
    Issued,
    /// Somebody has taken note of it.
    Acknowledged,
    /// The organ has put right what it blames.
    Rectified,
    /// The organ holds it to be wrong; the decision is awaited.
    Objected,
    /// The objection has failed.
    Upheld,
    /// It had no ground. It stays on record and costs nothing.
    Cancelled,
    /// The matter is settled.
    Closed,
}

impl CardStage {
    /// Every stage, in the order of a life.
    pub const ALL: [Self; 7] = [
        Self::Issued,
        Self::Acknowledged,
        Self::Rectified,
        Self::Objected,
        Self::Upheld,
        Self::Cancelled,
        Self::Closed,
    ];

    /// Its name in rows, answers and scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Acknowledged => "acknowledged",
            Self::Rectified => "rectified",
            Self::Objected => "objected",
            Self::Upheld => "upheld",
            Self::Cancelled => "cancelled",
            Self::Closed => "closed",
        }
    }

    /// Whether the organ may answer like this at the stage.
    pub fn allows_answer(self, answer: CardAnswer) -> bool {
        match answer {
            CardAnswer::Acknowledged => self == Self::Issued,
            CardAnswer::Rectified => matches!(self, Self::Issued | Self::Acknowledged | Self::Upheld),
            CardAnswer::Objected => matches!(self, Self::Issued | Self::Acknowledged),
        }
    }

    /// Whether this may be the verdict at the stage.
    pub fn allows_verdict(self, verdict: CardVerdict) -> bool {
        match verdict {
            CardVerdict::Upheld => self == Self::Objected,
            CardVerdict::Cancelled => !matches!(self, Self::Cancelled | Self::Closed),
            CardVerdict::Closed => matches!(self, Self::Rectified | Self::Upheld),
        }
    }
}

/// What has become of a card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardLifeState {
    /// Its stage.
    pub stage: CardStage,
    /// Since when.
    pub since: Timestamp,
    /// When it was issued.
    pub issued: Timestamp,
    /// Until when it is to be answered; none = it asks for no answer.
    pub answer: Option<LimitState>,
    /// The time to answer has passed without an answer.
    pub unanswered: bool,
}

impl CardLifeState {
    /// Of a card that is issued at this moment.
    pub fn issued(at: Timestamp) -> Self {
        Self { stage: CardStage::Issued, since: at, issued: at, answer: None, unanswered: false }
    }

    /// The time to answer, while an answer is still wanted.
    pub fn wanted(&self) -> Option<&LimitState> {
        let open = matches!(self.stage, CardStage::Issued | CardStage::Acknowledged) && !self.unanswered;
        self.answer.as_ref().filter(|_| open)
    }
}

/// A message about a card, on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportState {
    /// The card.
    pub card: Key,
    /// The message's name.
    pub name: String,
    /// The organ that it goes to.
    pub recipient: String,
    /// When it was sent.
    pub since: Timestamp,
}

/// A verdict that is awaited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictState {
    /// The card.
    pub card: Key,
    /// The message's name.
    pub name: String,
    /// The correlation key.
    pub correlation: String,
}

impl Instance {
    /// Whether a process decides on an objection to the card.
    pub fn is_decided_elsewhere(&self, card: Key) -> bool {
        self.verdicts.values().any(|verdict| verdict.card == card)
    }

    /// The limit that a card is about; of one that an unanswered card has become, the limit of that one.
    pub fn blamed(&self, card: &CardState) -> (Subject, LimitKind) {
        let mut card = card;
        // Each refers to an older one.
        while let Subject::Card(before) = card.subject {
            let Some(older) = self.cards.get(&before) else { break };
            card = older;
        }
        (card.subject, card.limit)
    }

    /// The highest card that stands on a limit.
    pub fn level_on(&self, subject: Subject, kind: LimitKind) -> Option<CardLevel> {
        let standing = self.cards.iter().filter(|(key, _)| self.stands(**key));
        standing.filter(|(_, card)| self.blamed(card) == (subject, kind)).map(|(_, card)| card.level).max()
    }
}

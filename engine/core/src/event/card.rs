//! What becomes of cards once they are raised: frozen as all events are.

use super::parts::{CancelCause, CardAnswer, CardVerdict, Stored};
use crate::ids::{Key, PersonId, Tenant};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that became of a card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardEvent {
    /// The organ answered a card.
    Answered {
        /// The card.
        card: Key,
        /// How.
        answer: CardAnswer,
        /// Who.
        person: PersonId,
        /// What was said.
        reason: Option<String>,
    },
    /// A card was decided on, at the card or in a process of its own.
    Decided {
        /// The card.
        card: Key,
        /// The verdict.
        verdict: CardVerdict,
        /// Who decided, where a person did so at the card.
        person: Option<PersonId>,
        /// Why.
        reason: Option<String>,
    },
    /// A card turned out to have no ground.
    Cancelled {
        /// The card.
        card: Key,
        /// Why.
        cause: CancelCause,
        /// When its rule would raise it, by what is known now; none = never.
        instead: Option<Timestamp>,
    },
    /// The time to answer a card has passed without an answer.
    Unanswered {
        /// The card.
        card: Key,
    },
    /// A message about a card was sent: an objection, or that nobody answered.
    Reported {
        /// Its key.
        key: Key,
        /// The card.
        card: Key,
        /// The partition of the organ that it goes to.
        to: Tenant,
        /// That organ.
        recipient: String,
        /// The message's name.
        name: String,
        /// The correlation key.
        correlation: String,
        /// What it carries: a map.
        body: Stored,
    },
    /// The verdict on an objection is awaited as a message.
    VerdictAwaited {
        /// The subscription's key.
        key: Key,
        /// The card.
        card: Key,
        /// The message's name.
        name: String,
        /// The correlation key.
        correlation: String,
    },
}

//! A supervisor decides on a card.

use crate::{
    acts::task,
    event::CardVerdict,
    ids::Key,
    time::answers,
    work::{Run, Work},
};

/// Upholds the card, cancels it, or closes the matter.
pub(crate) fn run(work: &mut Work, card: Key, verdict: CardVerdict) -> Run {
    let person = task::actor(work)?;
    let reason = work.command.reason.clone();
    answers::decide(work, card, verdict, Some(person), reason)
}

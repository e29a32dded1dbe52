//! The organ answers a card.

use crate::{
    acts::task,
    event::CardAnswer,
    ids::Key,
    time::answers,
    work::{Run, Work},
};

/// Takes note of the card, puts right what it blames, or objects to it.
pub(crate) fn run(work: &mut Work, card: Key, answer: CardAnswer) -> Run {
    let person = task::actor(work)?;
    answers::answer(work, card, answer, person)
}

//! Acts of people: who may, what the law demands of an act, what is handed in, and what policy stops.
//!
//! A check asks all its questions before it decides, so that the runtime can answer them in one round, and reports all
//! that is wrong at once.

pub(crate) mod act_rule;
pub(crate) mod authority;
pub(crate) mod consequences;
pub(crate) mod documents;
pub(crate) mod findings;
pub(crate) mod form;
pub(crate) mod letter;
pub(crate) mod listed;
pub(crate) mod refusal;
pub(crate) mod separation;
pub(crate) mod stored;
pub(crate) mod submission;
pub(crate) mod task;
pub(crate) mod team;

use crate::work::{Halt, Run};

/// Runs all questions before it gives up for want of answers, so that one round of answers serves them all.
/// Any other halt comes first, as it would if the answers were there.
pub(crate) fn all<T>(results: impl IntoIterator<Item = Run<T>>) -> Run<Vec<T>> {
    let mut found = Vec::new();
    let mut waiting = false;
    for result in results {
        match result {
            Ok(value) => found.push(value),
            Err(Halt::Needs) => waiting = true,
            Err(halt @ (Halt::Reject(_) | Halt::Refuse(_) | Halt::Trouble(_))) => return Err(halt),
        }
    }
    if waiting { Err(Halt::Needs) } else { Ok(found) }
}

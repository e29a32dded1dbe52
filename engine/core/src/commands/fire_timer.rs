//! A timer is due.

use crate::{
    event::Event,
    ids::Key,
    machine::triggers,
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};

/// Fires the timer. A second firing of the same occurrence, or one before its time, finds nothing to do.
pub(crate) fn run(work: &mut Work<'_>, key: Key, occurrence: u32) -> Run {
    let due = work
        .instance
        .timers
        .get(&key)
        .filter(|timer| timer.occurrence == occurrence && timer.at <= work.now())
        .cloned();
    let Some(timer) = due else {
        return Err(Halt::Reject(Box::new(Rejection::new("MJ4010", RejectionKind::Conflict).with("timer", key.0))));
    };
    work.emit(Event::TimerFired { key });
    triggers::fire(work, timer.owner, timer.node)
}

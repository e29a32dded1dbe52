//! A timer is due.

use crate::{
    event::Event,
    ids::Key,
    machine::triggers,
    outcome::{Rejection, RejectionKind},
    time::recount,
    work::{Halt, Run, Work},
};

/// Fires the timer. A second firing of the same occurrence, or one before its time, finds nothing to do; one that another
/// version of the calendar has moved on is only counted anew.
pub(crate) fn run(work: &mut Work<'_>, key: Key, occurrence: u32) -> Run {
    if work.instance.counted.contains_key(&key) {
        recount::refresh(work)?;
    }
    let due = work
        .instance
        .timers
        .get(&key)
        .filter(|timer| timer.occurrence == occurrence && timer.at <= work.now())
        .cloned();
    let Some(timer) = due else {
        if !work.is_silent() {
            return Ok(());
        }
        return Err(Halt::Reject(Box::new(Rejection::new("MJ4010", RejectionKind::Conflict).with("timer", key.0))));
    };
    work.emit(Event::TimerFired { key });
    triggers::arm_again(work, key, &timer)?;
    triggers::fire(work, timer.owner, timer.node)
}

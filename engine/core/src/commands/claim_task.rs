//! A person takes a task from its queue: `offered → claimed`.

use crate::{
    acts::{authority, task},
    command::TaskRef,
    event::Event,
    outcome::{Rejection, RejectionKind},
    work::{Run, Work},
};

/// Claims the task for the person of the command. To claim one's own again is turned down with a code of its own
/// (`MJ4006`): nothing is left to do, and an accepted command would owe the history an event.
pub(crate) fn run(work: &mut Work, wanted: TaskRef) -> Run {
    let person = task::actor(work)?;
    let open = task::open(work, wanted)?;
    match &open.assignee {
        Some(holder) if *holder == person => {
            return task::reject(Rejection::new("MJ4006", RejectionKind::Conflict));
        }
        Some(holder) => {
            return task::reject(Rejection::new("MJ4005", RejectionKind::Conflict).with("person", holder.as_str()));
        }
        None => {}
    }
    authority::may_act(work, open.lane, open.unit.as_deref(), &person)?;
    work.emit(Event::TaskClaimed { key: open.key, person });
    Ok(())
}

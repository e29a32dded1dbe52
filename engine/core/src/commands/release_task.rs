//! The holder puts a task back into its queue: `claimed → offered`.

use crate::{
    acts::task,
    command::TaskRef,
    event::Event,
    outcome::{Rejection, RejectionKind},
    work::{Run, Work},
};

/// Releases the task; only its holder can.
pub(crate) fn run(work: &mut Work, wanted: TaskRef) -> Run {
    let person = task::actor(work)?;
    let open = task::open(work, wanted)?;
    if open.assignee != Some(person) {
        return task::reject(Rejection::new("MJ4007", RejectionKind::Forbidden));
    }
    work.emit(Event::TaskReleased { key: open.key });
    Ok(())
}

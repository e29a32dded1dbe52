//! An operator tries the stuck element again.

use crate::{
    event::Event,
    ids::Key,
    machine::{self, incidents},
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};

/// Enters the node again, or leaves it again where only leaving had failed. Tokens that wait for ever at a join have
/// nothing to be tried: an operator moves them on.
pub(crate) fn run(work: &mut Work<'_>, incident: Key) -> Run {
    let taken = incidents::take_on(work, incident)?;
    if taken.code == "MJ4903" {
        return Err(Halt::Reject(Box::new(
            Rejection::new("MJ4003", RejectionKind::Conflict).with("state", &taken.code),
        )));
    }
    taken.resolve(work);
    if taken.leaving {
        return machine::complete(work, taken.element);
    }
    work.emit(Event::ElementTerminated { key: taken.element });
    machine::enter(work, taken.stuck.parent, taken.stuck.node, Vec::new())
}

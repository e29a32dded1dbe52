//! Goes on with a big step: the tokens left over are on the agenda of every step, so nothing else is to be done here.

use crate::{
    machine,
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};

/// Lets the machine run on.
///
/// # Errors
/// MJ4019 when no token is left over: another step has taken them along.
pub(crate) fn run(work: &mut Work<'_>) -> Run {
    if machine::is_unfinished(work.def, &work.instance) {
        return Ok(());
    }
    Err(Halt::Reject(Box::new(Rejection::new("MJ4019", RejectionKind::Conflict))))
}

//! The calendar has changed.

use crate::{
    acts::task,
    outcome::{Rejection, RejectionKind},
    time::recount,
    work::{Run, Work},
};

/// Counts anew what runs; where nothing moves, nothing is written.
pub(crate) fn run(work: &mut Work) -> Run {
    recount::refresh(work)?;
    if work.is_silent() {
        return task::reject(Rejection::new("MJ4016", RejectionKind::Conflict));
    }
    Ok(())
}

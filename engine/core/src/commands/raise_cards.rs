//! Card moments may have come.

use crate::{
    acts::task,
    outcome::{Rejection, RejectionKind},
    time::{cards, recount},
    work::{Run, Work},
};

/// Raises what is due; where nothing is, another step has raised it, and the command is turned down.
pub(crate) fn run(work: &mut Work) -> Run {
    recount::refresh(work)?;
    cards::raise_due(work)?;
    if work.is_silent() {
        return task::reject(Rejection::new("MJ4016", RejectionKind::Conflict));
    }
    Ok(())
}

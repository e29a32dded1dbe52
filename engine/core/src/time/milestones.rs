//! Milestones: recorded facts of the process that clocks refer to.

use super::{accruals, clocks, event_time};
use crate::{
    event::Event,
    ids::Key,
    work::{Run, Work},
};
use mingjing_model::definition::MilestoneIx;

/// Records that a milestone was reached at an element. It happened when the act at hand happened: at the event time of
/// the submission just made, else now.
///
/// # Errors
/// Those of the clocks that it starts or stops; nothing is emitted then.
pub(crate) fn reach(work: &mut Work, at: Key, milestone: MilestoneIx) -> Run {
    let event_at = event_time(work);
    let changes = clocks::on_milestone(work, at, milestone, event_at)?;
    let told = accruals::on_milestone(work, at, milestone, event_at)?;
    work.emit(Event::MilestoneReached { milestone, event_at });
    clocks::carry_out(work, changes)?;
    accruals::carry_out(work, told);
    Ok(())
}

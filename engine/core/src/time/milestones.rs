//! Milestones: recorded facts of the process that clocks refer to.

use super::{clocks, event_time};
use crate::{
    event::{Event, EventTime},
    work::{Run, Work},
};
use mingjing_model::definition::MilestoneIx;

/// Records that a milestone was reached. Without a time of its own it happened when the act at hand happened: at the
/// event time of the submission just made, else now.
///
/// # Errors
/// Those of the clocks that it starts or stops; nothing is emitted then.
pub(crate) fn reach(work: &mut Work, milestone: MilestoneIx, event_at: Option<EventTime>) -> Run {
    let event_at = event_at.unwrap_or_else(|| event_time(work));
    let changes = clocks::on_milestone(work, milestone, event_at)?;
    work.emit(Event::MilestoneReached { milestone, event_at });
    clocks::carry_out(work, changes);
    Ok(())
}

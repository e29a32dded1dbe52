//! Boundary events (BPMN §10.5.4): what triggered them is done with in `machine::triggers`; here the token goes on.

use crate::{
    ids::Key,
    machine,
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx};

/// The token begins here, in the scope around the activity.
pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    machine::pass(work, scope, node, took)
}

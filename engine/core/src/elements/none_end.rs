//! None end event (BPMN §13.5.6): the token is consumed.

use crate::{
    ids::Key,
    machine,
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx};

/// The token ends here.
pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    machine::pass(work, scope, node, took)
}

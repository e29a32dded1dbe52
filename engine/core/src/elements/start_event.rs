//! Start events (BPMN §10.5.2, §13.5.1): of the process, of a sub-process, of an event sub-process that was triggered.

use crate::{
    ids::Key,
    machine,
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx};

/// The token begins here.
pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    machine::pass(work, scope, node, took)
}

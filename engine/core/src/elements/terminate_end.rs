//! Terminate end event (BPMN §13.5.6): ends its own scope at once. A sub-process then goes on behind itself, as if it had
//! completed; the process ends as terminated.

use crate::{
    ids::Key,
    machine::{self, scopes},
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    machine::pass(work, scope, node, took)?;
    scopes::clear(work, scope);
    scopes::end_scope(work, scope, true)
}

//! Message end event (BPMN §10.5.3): sends its message; the token is consumed.

use super::message_throw;
use crate::{
    ids::Key,
    machine,
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, MessageThrow, NodeIx};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx], throw: &MessageThrow) -> Run {
    message_throw::send(work, scope, node, throw)?;
    machine::pass(work, scope, node, took)
}

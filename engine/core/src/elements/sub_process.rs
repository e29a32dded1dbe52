//! Embedded sub-process (BPMN §13.3.4): a scope with a token of its own; it completes when nothing lives in it.

use crate::{
    ids::Key,
    machine::{scopes, triggers},
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx, ScopeIx};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx], body: ScopeIx) -> Run {
    let key = scopes::open(work, scope, node, body, took, None)?;
    triggers::arm_boundaries(work, key, node)
}

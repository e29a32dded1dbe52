//! Event sub-process (BPMN §13.5.4): a scope inside the scope that declares it, begun by its trigger, never by a flow.

use crate::{
    ids::Key,
    machine::scopes,
    work::{Run, Work},
};
use mingjing_model::definition::{NodeIx, ScopeIx};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, body: ScopeIx) -> Run {
    scopes::open(work, scope, node, body, &[], None).map(drop)
}

//! Parallel gateway (BPMN §13.4.1): takes one token from each incoming flow, gives one to each outgoing. Surplus tokens stay.

use crate::{
    ids::Key,
    machine,
    state::Instance,
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, Node, NodeIx};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    machine::pass(work, scope, node, took)
}

/// All incoming flows, once each of them holds a token.
pub(super) fn takes(instance: &Instance, scope: Key, node: &Node) -> Option<Vec<FlowIx>> {
    let filled = node.incoming.iter().all(|flow| instance.arrived.contains_key(&(scope, *flow)));
    filled.then(|| node.incoming.clone())
}

//! Exclusive gateway (BPMN §13.4.2): the first true flow in document order, else the default.

use crate::{
    data::{self, Extra},
    ids::Key,
    machine,
    work::{Halt, Run, Trouble, Work},
};
use mingjing_model::definition::{FlowIx, Node, NodeIx};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    machine::pass(work, scope, node, took)
}

/// Conditions behind the first true one are not looked at. A flow without a condition that is not the default (the only
/// flow out of a merge) is always true.
pub(super) fn choose(work: &mut Work<'_>, at: Key, node: &Node) -> Run<Vec<FlowIx>> {
    let def = work.def;
    data::prefetch(work, at, node.outgoing.iter().filter_map(|flow| def.flow(*flow).when.as_ref()))?;
    for ix in &node.outgoing {
        let flow = def.flow(*ix);
        let taken = match &flow.when {
            Some(when) => data::holds(work, at, &Extra::new(), when)?,
            None => !flow.default,
        };
        if taken {
            return Ok(vec![*ix]);
        }
    }
    match node.outgoing.iter().find(|flow| def.flow(**flow).default) {
        Some(default) => Ok(vec![*default]),
        None => {
            Err(Halt::Trouble(Trouble { code: "MJ4902", detail: format!("{} 的各个条件都不成立", node.id) }))
        }
    }
}

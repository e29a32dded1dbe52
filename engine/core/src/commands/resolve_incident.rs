//! An operator moves the stuck element on by hand: nothing of the node's own work is made up for.

use crate::{
    ids::Key,
    machine::{self, incidents},
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};
use mingjing_model::definition::NodeIx;

/// Sends the token to a target of one of the element's outgoing flows. Where no flow leads on (ends, event sub-processes,
/// one of a multi-instance), the element's own node may be named: its token simply ends there.
pub(crate) fn run(work: &mut Work<'_>, incident: Key, to: NodeIx) -> Run {
    let taken = incidents::take_on(work, incident)?;
    let def = work.def;
    let outgoing = if taken.stuck.item.is_some() { &[][..] } else { def.node(taken.stuck.node).outgoing.as_slice() };
    let flow = outgoing.iter().copied().find(|flow| def.flow(*flow).to == to);
    if flow.is_none() && !(outgoing.is_empty() && to == taken.stuck.node) {
        let node = def.nodes.get(to.index()).map_or("?", |node| node.id.as_str());
        return Err(Halt::Reject(Box::new(Rejection::new("MJ4014", RejectionKind::Invalid).with("node", node))));
    }
    taken.resolve(work);
    machine::terminate_element(work, taken.element);
    if taken.stuck.item.is_some() && work.instance.children(taken.stuck.parent).next().is_none() {
        return machine::complete(work, taken.stuck.parent);
    }
    machine::take_flows(work, taken.stuck.parent, flow.as_slice())
}

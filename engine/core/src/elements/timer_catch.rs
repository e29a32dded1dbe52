//! Intermediate timer catch event (BPMN §10.5.4): waits for its moment.

use crate::{
    event::{Activation, Event},
    ids::Key,
    machine::triggers,
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx, Timer};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx], timer: &Timer) -> Run {
    let key = work.next_key();
    let stage = work.def.node(node).stage;
    work.emit(Event::ElementActivated {
        key,
        node,
        parent: scope,
        took: took.to_vec(),
        stage,
        body: Activation::Waiting,
    });
    triggers::arm_timer(work, key, node, timer)
}

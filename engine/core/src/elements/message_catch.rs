//! Intermediate message catch event (BPMN §10.5.4): waits for its message.

use crate::{
    event::{Activation, Event},
    ids::Key,
    machine::triggers,
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, MessageRef, NodeIx};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx], message: &MessageRef) -> Run {
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
    triggers::subscribe(work, key, node, message)
}

//! Event-based gateway (BPMN §13.4.4): the catch events behind it race. The gateway itself is the element that waits;
//! timers and subscriptions of all its events hang on it, so the winner ends the others.

use crate::{
    event::{Activation, Event},
    ids::Key,
    machine::triggers,
    work::{Run, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx, NodeKind};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    let def = work.def;
    let key = work.next_key();
    let stage = def.node(node).stage;
    work.emit(Event::ElementActivated {
        key,
        node,
        parent: scope,
        took: took.to_vec(),
        stage,
        body: Activation::Waiting,
    });
    for flow in &def.node(node).outgoing {
        let event = def.flow(*flow).to;
        match &def.node(event).kind {
            NodeKind::CatchMessage(message) => triggers::subscribe(work, key, event, message)?,
            NodeKind::CatchTimer(timer) => triggers::arm_timer(work, key, event, timer)?,
            // Only catch events stand behind it (checked when filed).
            _ => {}
        }
    }
    Ok(())
}

//! A message has been matched with a subscription of this instance.

use crate::{
    acts::submission,
    event::Event,
    ids::Key,
    machine::{scopes, triggers},
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::{Definition, MessageRef, NodeIx, NodeKind, Trigger};

/// Takes the message: what it carries is stored where its event says, then its event happens. Events that do not
/// interrupt stay subscribed.
pub(crate) fn run(work: &mut Work<'_>, key: Key, message: &str, body: &Value) -> Run {
    let Some(subscription) = work.instance.subscriptions.get(&key).cloned() else {
        return Err(Halt::Reject(Box::new(
            Rejection::new("MJ4011", RejectionKind::NotFound).with("subscription", key.0),
        )));
    };
    work.emit(Event::MessageCorrelated { key, message: message.to_owned() });
    if let Some(into) = awaited(work.def, subscription.node).and_then(|awaited| awaited.into) {
        let at = surroundings(work, subscription.owner, subscription.node);
        submission::submit(work, at, into, body.clone(), None)?;
    }
    triggers::fire(work, subscription.owner, subscription.node)
}

/// Where the message's body is known: at the waiting element or scope; of a boundary event, around its activity, which
/// may take its own data with it.
fn surroundings(work: &Work<'_>, owner: Key, node: NodeIx) -> Key {
    match work.def.node(node).kind {
        NodeKind::Boundary { .. } => scopes::around(work, owner),
        _ => owner,
    }
}

fn awaited(def: &Definition, node: NodeIx) -> Option<&MessageRef> {
    match &def.node(node).kind {
        NodeKind::CatchMessage(message)
        | NodeKind::StartTriggered { trigger: Trigger::Message(message), .. }
        | NodeKind::Boundary { trigger: Trigger::Message(message), .. } => Some(message),
        _ => None,
    }
}

//! Where a case stands, as people mean it: at what somebody must act, and what it waits for. The waits by which the parts of
//! a case keep step with each other are left out: nobody can do anything about them.

use super::{shapes::Ref, words};
use crate::bundles::Pinned;
use mingjing_model::{
    bundle::Bundle,
    definition::{MessageRef, NodeIx, NodeKind},
};

/// Where a case stands.
#[derive(Debug, Default)]
pub struct Standing {
    /// Nodes at which somebody must act.
    pub at: Vec<Ref>,
    /// Messages from outside and moments that it waits for.
    pub waits: Vec<Ref>,
}

/// The nodes at which an instance is, by id, apart.
pub fn standing<'a>(pinned: &Pinned, nodes: impl IntoIterator<Item = &'a String>) -> Standing {
    let definition = pinned.definition();
    let mut standing = Standing::default();
    for id in nodes {
        match definition.node_by_id(id) {
            Some(ix) if is_wait(&definition.node(ix).kind) => {
                standing.waits.extend(is_seen(pinned, ix).then(|| words::node(definition, ix)));
            }
            Some(_) | None => standing.at.push(words::node_id(definition, id)),
        }
    }
    standing
}

/// Whether it says something to people that a case is at this node: someone must act, or it waits for a moment or for
/// something from outside.
pub fn is_seen(pinned: &Pinned, node: NodeIx) -> bool {
    let definition = pinned.definition();
    let node = definition.node(node);
    match &node.kind {
        NodeKind::CatchMessage(message) => is_from_outside(&pinned.bundle, message),
        NodeKind::EventBased => node.outgoing.iter().any(|flow| is_seen(pinned, definition.flow(*flow).to)),
        _ => true,
    }
}

/// Whether a message comes from outside the processes of the organ: somebody may enter it by hand, or none of the organ's
/// filed processes sends it to its own organ.
pub fn is_from_outside(bundle: &Bundle, message: &MessageRef) -> bool {
    message.lane.is_some() || !bundle.definitions.iter().any(|definition| definition.tells_itself(&message.name))
}

fn is_wait(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::CatchMessage(_) | NodeKind::CatchTimer(_) | NodeKind::EventBased)
}

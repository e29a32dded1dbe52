//! BPMN errors (§10.5.6, §13.5.2): from the throw to the nearest handler outward.
//!
//! In each scope its event sub-processes come before the boundary events of the activity that it is; in each place the
//! exact code comes before a catch-all. An error that leaves an event sub-process is never offered to that same event
//! sub-process again.

use super::{scopes, triggers};
use crate::{
    event::Event,
    ids::Key,
    work::{Run, Work},
};
use mingjing_model::definition::{NodeIx, NodeKind, Trigger};

/// Where an error is caught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handler {
    /// By an event sub-process of this live scope, with this start event.
    Inside { scope: Key, start: NodeIx },
    /// By this boundary event of this live activity.
    Boundary { host: Key, node: NodeIx },
}

impl Handler {
    fn node(self) -> NodeIx {
        match self {
            Self::Inside { start: node, .. } | Self::Boundary { node, .. } => node,
        }
    }
}

/// Delivers an error that was thrown in a scope to its handler.
pub(crate) fn deliver(work: &mut Work<'_>, thrown_in: Key, code: &str, handler: Handler) -> Run {
    let caught = Some(handler.node());
    work.emit(Event::ErrorThrown { scope: thrown_in, code: code.to_owned(), caught });
    match handler {
        Handler::Inside { scope, start } => triggers::fire(work, scope, start),
        Handler::Boundary { host, node } => triggers::fire(work, host, node),
    }
}

/// The handler of an error thrown in this scope; none when nobody catches it.
pub(crate) fn find(work: &Work<'_>, thrown_in: Key, code: &str) -> Option<Handler> {
    let mut from: Option<NodeIx> = None;
    let mut key = thrown_in;
    loop {
        let scope = scopes::scope_of(&work.instance, key)?;
        let inside = scopes::event_subprocesses(work.def, scope)
            .filter(|event| Some(event.node) != from)
            .map(|event| (event.start, event.trigger));
        if let Some(start) = best(inside, code) {
            return Some(Handler::Inside { scope: key, start });
        }
        if key == Key::ROOT {
            return None;
        }
        let element = work.instance.elements.get(&key)?;
        // Boundary events hang on the whole multi-instance, not on one of its instances.
        let host = if element.item.is_some() { element.parent } else { key };
        if let Some(node) = best(boundaries(work, element.node), code) {
            return Some(Handler::Boundary { host, node });
        }
        from = Some(element.node);
        key = scopes::around(work, key);
    }
}

fn boundaries<'a>(work: &'a Work<'_>, node: NodeIx) -> impl Iterator<Item = (NodeIx, &'a Trigger)> {
    work.def.node(node).boundaries.iter().filter_map(|boundary| match &work.def.node(*boundary).kind {
        NodeKind::Boundary { trigger, .. } => Some((*boundary, trigger)),
        _ => None,
    })
}

/// The first exact catcher, else the first catch-all.
fn best<'t>(catchers: impl Iterator<Item = (NodeIx, &'t Trigger)>, code: &str) -> Option<NodeIx> {
    let mut any = None;
    for (node, trigger) in catchers {
        let Trigger::Error(catch) = trigger else { continue };
        match &catch.code {
            Some(exact) if exact == code => return Some(node),
            Some(_) => {}
            None => any = any.or(Some(node)),
        }
    }
    any
}

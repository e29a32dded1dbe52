//! Scopes: the process, sub-processes, event sub-processes and instances of them in a multi-instance.

use super::{complete, incidents, triggers};
use crate::{
    event::{Activation, Event, Item},
    ids::Key,
    machine,
    state::{ElementState, Instance},
    time,
    work::{Run, Work},
};
use mingjing_model::definition::{Definition, FlowIx, NodeIx, NodeKind, ScopeIx, Trigger};
use std::collections::BTreeSet;

/// Opens a scope: its element becomes active, its event sub-processes wait for their triggers, and its start event is
/// passed. `node` is the sub-process or event sub-process that the scope is the body of.
pub(crate) fn open(
    work: &mut Work<'_>,
    parent: Key,
    node: NodeIx,
    scope: ScopeIx,
    took: &[FlowIx],
    item: Option<Item>,
) -> Run<Key> {
    let key = activate(work, parent, node, scope, took, item);
    begin(work, key, scope)?;
    Ok(key)
}

/// The element of a scope becomes active; nothing in it has begun.
pub(crate) fn activate(
    work: &mut Work<'_>,
    parent: Key,
    node: NodeIx,
    scope: ScopeIx,
    took: &[FlowIx],
    item: Option<Item>,
) -> Key {
    let key = work.next_key();
    let stage = work.def.node(node).stage;
    work.emit(Event::ElementActivated {
        key,
        node,
        parent,
        took: took.to_vec(),
        stage,
        body: Activation::Scope { scope, item },
    });
    key
}

/// Begins in a scope element that has just become active.
pub(crate) fn begin(work: &mut Work<'_>, key: Key, scope: ScopeIx) -> Run {
    begin_at(work, key, scope, work.def.scope(scope).start)
}

/// Begins in a scope element at one of its start events.
pub(crate) fn begin_at(work: &mut Work<'_>, key: Key, scope: ScopeIx, start: NodeIx) -> Run {
    arm_event_subprocesses(work, key, scope)?;
    machine::enter(work, key, start, Vec::new())
}

/// Arms the triggers of the event sub-processes that a scope declares.
pub(crate) fn arm_event_subprocesses(work: &mut Work<'_>, key: Key, scope: ScopeIx) -> Run {
    let def = work.def;
    for event in event_subprocesses(def, scope) {
        triggers::arm(work, key, event.start, event.trigger)?;
    }
    Ok(())
}

/// An event sub-process as its scope knows it.
pub(crate) struct EventSubProcess<'d> {
    /// Its node.
    pub node: NodeIx,
    /// Its start event.
    pub start: NodeIx,
    /// What triggers it.
    pub trigger: &'d Trigger,
    /// Whether it interrupts the scope around it; an error always does.
    pub interrupting: bool,
}

/// The event sub-processes that a scope declares, in document order.
pub(crate) fn event_subprocesses(def: &Definition, scope: ScopeIx) -> impl Iterator<Item = EventSubProcess<'_>> {
    def.scope(scope).event_subprocesses.iter().filter_map(move |node| {
        let NodeKind::EventSubProcess { scope: body } = def.node(*node).kind else { return None };
        let start = def.scope(body).start;
        let NodeKind::StartTriggered { trigger, interrupting } = &def.node(start).kind else { return None };
        let interrupting = *interrupting || matches!(trigger, Trigger::Error(_));
        Some(EventSubProcess { node: *node, start, trigger, interrupting })
    })
}

/// The scope that a live scope element is; none for other elements.
pub(crate) fn scope_of(instance: &Instance, key: Key) -> Option<ScopeIx> {
    match instance.elements.get(&key)?.state {
        ElementState::Scope { scope } => Some(scope),
        ElementState::Multi(_) | ElementState::Task(_) | ElementState::Waiting | ElementState::Stuck { .. } => None,
    }
}

/// The scope element around an element; the multi-instance around it, if any, is passed over.
pub(crate) fn around(work: &Work<'_>, key: Key) -> Key {
    let parent = |key: Key| work.instance.elements.get(&key).map_or(Key::ROOT, |element| element.parent);
    let mut outer = parent(key);
    while outer != Key::ROOT && scope_of(&work.instance, outer).is_none() {
        outer = parent(outer);
    }
    outer
}

/// True once an interrupting event sub-process runs in the scope: no other trigger of the scope counts any more.
pub(crate) fn is_interrupted(def: &Definition, instance: &Instance, key: Key) -> bool {
    let Some(scope) = scope_of(instance, key) else { return false };
    let interrupting: Vec<NodeIx> =
        event_subprocesses(def, scope).filter(|event| event.interrupting).map(|event| event.node).collect();
    instance.children(key).any(|(_, child)| interrupting.contains(&child.node))
}

/// Starts an event sub-process in the live scope `key`; one that interrupts ends everything else in there first.
pub(crate) fn start_event_subprocess(work: &mut Work<'_>, key: Key, event: &EventSubProcess) -> Run {
    if event.interrupting {
        clear(work, key);
        triggers::detach(work, key);
    }
    machine::enter(work, key, event.node, Vec::new())
}

/// Ends an element from outside: its children first, with all that hangs on them.
pub(crate) fn terminate_element(work: &mut Work<'_>, key: Key) {
    if !work.instance.elements.contains_key(&key) {
        return;
    }
    clear(work, key);
    triggers::detach(work, key);
    work.emit(Event::ElementTerminated { key });
}

/// Ends all that lives in an element and drops the tokens that wait there.
pub(crate) fn clear(work: &mut Work<'_>, key: Key) {
    let children: Vec<Key> = work.instance.children(key).map(|(child, _)| child).collect();
    for child in children {
        terminate_element(work, child);
    }
    if has_tokens(work, key) {
        work.emit(Event::TokensDropped { scope: key });
    }
}

/// Completes the scopes that are done: nothing lives in them and no token waits. Tokens that wait in a scope where
/// nothing else lives wait for ever: an incident at the first of their joins. Returns whether anything happened.
/// Called when the agenda is empty, so that every token has had its turn.
pub(crate) fn settle(work: &mut Work<'_>) -> Run<bool> {
    let elements = &work.instance.elements;
    let busy: BTreeSet<Key> =
        elements.iter().filter(|(key, _)| **key != Key::ROOT).map(|(_, element)| element.parent).collect();
    let silent: Vec<Key> = elements
        .keys()
        .copied()
        .filter(|key| !busy.contains(key) && scope_of(&work.instance, *key).is_some())
        .collect();
    let mut moved = false;
    for key in silent {
        // An earlier completion may have ended it.
        if scope_of(&work.instance, key).is_none() {
            continue;
        }
        moved = true;
        if has_tokens(work, key) {
            incidents::stuck_tokens(work, key);
        } else {
            end_scope(work, key, false)?;
        }
    }
    Ok(moved)
}

/// The scope is over: the process ends, a sub-process goes on behind itself. An event sub-process ends where it stands.
pub(crate) fn end_scope(work: &mut Work<'_>, key: Key, terminated: bool) -> Run {
    if key != Key::ROOT {
        return complete(work, key);
    }
    triggers::detach(work, key);
    work.emit(Event::ElementCompleted { key });
    time::clocks::stop_all(work)?;
    work.emit(Event::InstanceEnded { terminated });
    Ok(())
}

fn has_tokens(work: &Work<'_>, key: Key) -> bool {
    work.instance.arrived.keys().any(|(scope, _)| *scope == key)
}

//! Triggers: timers and messages that events wait for, and acts that people ask for by hand.

use super::{complete, enter, incidents, pass, scopes, take_flow};
use crate::{
    data,
    elements::call_activity,
    event::Event,
    ids::Key,
    outcome::{Rejection, RejectionKind},
    state::{Instance, TimerState},
    time,
    work::{Halt, Run, Trouble, Work},
};
use mingjing_clock::Unit;
use mingjing_model::definition::{ActIx, Definition, FlowIx, MessageRef, NodeIx, NodeKind, Timer, TimerWhen, Trigger};

/// Arms a trigger of the event `node` that belongs to the live element `owner` and ends with it. Errors and acts of the
/// case need nothing armed.
pub(crate) fn arm(work: &mut Work<'_>, owner: Key, node: NodeIx, trigger: &Trigger) -> Run {
    match trigger {
        Trigger::Timer(timer) => arm_timer(work, owner, node, timer),
        Trigger::Message(message) => subscribe(work, owner, node, message),
        Trigger::Error(_) => Ok(()),
    }
}

/// The message event that a subscription belongs to.
pub(crate) fn awaited<'a>(work: &Work<'a>, subscription: Key) -> Option<&'a MessageRef> {
    let node = work.instance.subscriptions.get(&subscription)?.node;
    work.def.node(node).kind.awaited()
}

/// Where what a message brings is known: at the waiting element or scope; of a boundary event, around its activity, which
/// may take its own data with it.
pub(crate) fn surroundings(work: &Work<'_>, owner: Key, node: NodeIx) -> Key {
    match work.def.node(node).kind {
        NodeKind::Boundary { .. } => scopes::around(work, owner),
        _ => owner,
    }
}

/// Where the expressions of an event are read: a called process hides what is around it from its boundary events too.
fn read_from(work: &Work<'_>, owner: Key, node: NodeIx) -> Key {
    let element = work.instance.elements.get(&owner);
    if element.is_some_and(|element| call_activity::is_called(work.def, element)) {
        surroundings(work, owner, node)
    } else {
        owner
    }
}

/// Arms a timer.
pub(crate) fn arm_timer(work: &mut Work<'_>, owner: Key, node: NodeIx, timer: &Timer) -> Run {
    let (at, from) = data::moment(work, read_from(work, owner, node), timer)?;
    let calendar = from.and(work.calendar_asked()).map(|calendar| calendar.version().to_owned());
    let key = work.next_key();
    work.emit(Event::TimerArmed { key, owner, node, at, occurrence: 1 });
    if let (Some(from), Some(calendar), TimerWhen::After { limit, .. }) = (from, calendar, &timer.when)
        && limit.unit != Unit::Hours
    {
        work.emit(Event::TimerCounted { key, from, calendar });
    }
    Ok(())
}

/// Arms the next occurrence of a timer that has just fired, if it comes again while its event does not interrupt; its key stays.
/// It is counted from the planned moment, and what was missed meanwhile is not made up for unless the definition says so.
pub(crate) fn arm_again(work: &mut Work<'_>, key: Key, fired: &TimerState) -> Run {
    let def = work.def;
    let timer = match &def.node(fired.node).kind {
        NodeKind::Boundary { trigger: Trigger::Timer(timer), interrupting: false, .. }
        | NodeKind::StartTriggered { trigger: Trigger::Timer(timer), interrupting: false } => timer,
        _ => return Ok(()),
    };
    let TimerWhen::Cycle(cycle) = &timer.when else { return Ok(()) };
    let calendar = work.calendar()?;
    if let Some(at) = cycle.next(fired.at, work.now(), calendar.zone()) {
        let TimerState { owner, node, occurrence, .. } = *fired;
        work.emit(Event::TimerArmed { key, owner, node, at, occurrence: occurrence.saturating_add(1) });
    }
    Ok(())
}

/// Opens a subscription; the correlation key is fixed now. An act of the case has none: people ask for it.
pub(crate) fn subscribe(work: &mut Work<'_>, owner: Key, node: NodeIx, message: &MessageRef) -> Run {
    if message.act {
        return Ok(());
    }
    let correlation = match &message.key {
        None => String::new(),
        Some(expr) => {
            let value = data::evaluate(work, read_from(work, owner, node), expr)?;
            let text = value.as_text().map(str::to_owned);
            text.ok_or_else(|| {
                Halt::Trouble(Trouble {
                    code: "MJ4901", detail: format!("关联键不是文本，而是 {}", value.type_name())
                })
            })?
        }
    };
    let key = work.next_key();
    work.emit(Event::SubscriptionOpened { key, owner, node, name: message.name.clone(), correlation });
    Ok(())
}

/// Arms the boundary events of an activity that has become active as `host`.
pub(crate) fn arm_boundaries(work: &mut Work<'_>, host: Key, node: NodeIx) -> Run {
    let def = work.def;
    for boundary in &def.node(node).boundaries {
        if let NodeKind::Boundary { trigger, .. } = &def.node(*boundary).kind {
            arm(work, host, *boundary, trigger)?;
        }
    }
    Ok(())
}

/// Withdraws the timers and closes the subscriptions of an element.
pub(crate) fn detach(work: &mut Work<'_>, owner: Key) {
    let timers: Vec<Key> =
        work.instance.timers.iter().filter(|(_, timer)| timer.owner == owner).map(|(key, _)| *key).collect();
    for key in timers {
        work.emit(Event::TimerCancelled { key });
    }
    let subscriptions: Vec<Key> = work
        .instance
        .subscriptions
        .iter()
        .filter(|(_, subscription)| subscription.owner == owner)
        .map(|(key, _)| *key)
        .collect();
    for key in subscriptions {
        work.emit(Event::SubscriptionClosed { key });
    }
}

/// What the event `node` of the live element `owner` waited for has happened.
pub(crate) fn fire(work: &mut Work<'_>, owner: Key, node: NodeIx) -> Run {
    let def = work.def;
    match &def.node(node).kind {
        NodeKind::CatchMessage(_) | NodeKind::CatchTimer(_) => caught(work, owner, node),
        NodeKind::Boundary { trigger, interrupting, .. } => {
            let scope = scopes::around(work, owner);
            if matches!(trigger, Trigger::Error(_)) {
                call_activity::hand_out_so_far(work, owner)?;
            }
            if *interrupting || matches!(trigger, Trigger::Error(_)) {
                time::tasks::before_interrupt(work, owner)?;
                scopes::terminate_element(work, owner);
            }
            enter(work, scope, node, Vec::new())
        }
        NodeKind::StartTriggered { .. } => match scopes::scope_of(&work.instance, owner) {
            Some(scope) => match scopes::event_subprocesses(def, scope).find(|event| event.start == node) {
                Some(event) => scopes::start_event_subprocess(work, owner, &event),
                None => Ok(()),
            },
            None => Ok(()),
        },
        NodeKind::StartNone
        | NodeKind::StartMessage(_)
        | NodeKind::StartTimer(_)
        | NodeKind::UserTask
        | NodeKind::RuleTask { .. }
        | NodeKind::Exclusive
        | NodeKind::Parallel
        | NodeKind::EventBased
        | NodeKind::SubProcess { .. }
        | NodeKind::Call { .. }
        | NodeKind::ThrowMessage(_)
        | NodeKind::EventSubProcess { .. }
        | NodeKind::EndNone
        | NodeKind::EndError(_)
        | NodeKind::EndTerminate
        | NodeKind::EndMessage(_) => Ok(()),
    }
}

/// The live scope, first in key order, that declares the event sub-process of an act; none when no such scope lives, or
/// an interrupting event sub-process has taken it over.
pub(crate) fn open_scope(def: &Definition, instance: &Instance, act: ActIx) -> Option<Key> {
    let act = def.acts.get(act.index())?;
    let declares = |key: Key| {
        let scope = scopes::scope_of(instance, key);
        scope.is_some_and(|scope| scopes::event_subprocesses(def, scope).any(|event| event.start == act.start))
    };
    instance.elements.keys().copied().find(|key| declares(*key) && !scopes::is_interrupted(def, instance, *key))
}

/// The scope in which an act starts its event sub-process.
///
/// # Errors
/// MJ4012 when there is none now.
pub(crate) fn act_scope(work: &Work<'_>, act: ActIx) -> Run<Key> {
    let id = &work.def.acts[act.index()].id;
    let closed = || Halt::Reject(Box::new(Rejection::new("MJ4012", RejectionKind::Conflict).with("act", id)));
    open_scope(work.def, &work.instance, act).ok_or_else(closed)
}

/// Starts the event sub-process of an act in the scope that [`act_scope`] found.
pub(crate) fn trigger_act(work: &mut Work<'_>, scope: Key, act: ActIx) -> Run {
    fire(work, scope, work.def.acts[act.index()].start)
}

/// A catch event has caught.
fn caught(work: &mut Work<'_>, owner: Key, node: NodeIx) -> Run {
    let Some(element) = work.instance.elements.get(&owner) else { return Ok(()) };
    if element.node == node {
        return complete(work, owner);
    }
    let (gateway, scope) = (element.node, element.parent);
    won(work, owner, gateway, scope, node)
}

/// An event-based gateway's race is won: the others are off, the token takes the winner's flow and passes the winner.
fn won(work: &mut Work<'_>, owner: Key, gateway: NodeIx, scope: Key, winner: NodeIx) -> Run {
    let def = work.def;
    let flows: Vec<FlowIx> =
        def.node(gateway).outgoing.iter().copied().filter(|flow| def.flow(*flow).to == winner).take(1).collect();
    detach(work, owner);
    work.emit(Event::ElementCompleted { key: owner });
    for flow in &flows {
        take_flow(work, scope, *flow)?;
    }
    match work.attempt(|work| pass(work, scope, winner, &flows)) {
        Err(Halt::Trouble(trouble)) => {
            incidents::stuck(work, scope, winner, flows, true, trouble);
            Ok(())
        }
        done => done,
    }
}

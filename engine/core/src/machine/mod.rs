//! The token machine (BPMN 2.0.2, chapter 13).
//!
//! Tokens are not things: `arrived` counts those that wait at the target of a flow, `elements` holds the nodes that are
//! waiting or contain others. Whether a scope is done follows from both and is never counted.
//!
//! This file holds the agenda, entering a node and completing an element. `leave` is what happens as a token leaves a
//! node, `scopes` opens, settles, interrupts and ends scopes, `triggers` are timers, messages and acts, `errors` leads
//! from the throw to the handler, `multi` runs multi-instances, `incidents` holds what is stuck.

pub(crate) mod errors;
pub(crate) mod incidents;
pub(crate) mod leave;
pub(crate) mod multi;
pub(crate) mod scopes;
pub(crate) mod triggers;

pub(crate) use leave::{leave, pass, take_flow, take_flows};
pub(crate) use scopes::terminate_element;
pub(crate) use triggers::{act_scope, trigger_act};

use crate::{
    elements::{self, call_activity},
    event::Event,
    ids::Key,
    state::{Element, ElementState, Instance},
    work::{Halt, Run, Trouble, Work},
};
use mingjing_model::definition::{ActIx, Definition, FlowIx, NodeIx};
use std::collections::VecDeque;

/// Nodes activated in one step; the rest waits for a `Continue`, so that one case never holds up its lane.
pub(crate) const STEP_ACTIVATIONS_MAX: u32 = 500;

/// Nodes activated without outside input before the process counts as running in circles (MJ4905). No honest process
/// comes near it: it is forty times the largest definition that departments file.
pub(crate) const UNATTENDED_MAX: u32 = 10_000;

/// What each item of a live multi-instance may add to that, so that a large collection is no circle.
pub(crate) const UNATTENDED_PER_ITEM: u32 = 50;

/// The agenda at the beginning of a step: all tokens that wait. Those at joins that are not full are passed over.
pub(crate) fn waiting_tokens(instance: &Instance) -> VecDeque<(Key, FlowIx)> {
    instance.arrived.iter().flat_map(|(token, count)| std::iter::repeat_n(*token, *count as usize)).collect()
}

/// Moves tokens until all wait, or the bound of the step is reached. Scopes that fell silent are completed.
pub(crate) fn run(work: &mut Work<'_>) -> Run {
    loop {
        while let Some((scope, flow)) = work.agenda.front().copied() {
            let took = taken_by(work.def, &work.instance, scope, flow);
            if took.is_some() && work.activations >= STEP_ACTIVATIONS_MAX {
                return Ok(());
            }
            work.agenda.pop_front();
            if let Some(took) = took {
                enter(work, scope, work.def.flow(flow).to, took)?;
            }
        }
        if !scopes::settle(work)? {
            return Ok(());
        }
    }
}

/// True when a token waits that its target would take: a `Continue` has something to do.
pub(crate) fn is_unfinished(def: &Definition, instance: &Instance) -> bool {
    instance.arrived.keys().any(|(scope, flow)| taken_by(def, instance, *scope, *flow).is_some())
}

/// Whether an act of the case can be asked for now: the instance runs, and the scope that declares it is alive.
pub fn act_is_open(def: &Definition, instance: &Instance, act: ActIx) -> bool {
    instance.is_running() && triggers::open_scope(def, instance, act).is_some()
}

/// Enters a node with the tokens that it takes. Trouble leaves the node stuck, with an incident.
pub(crate) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: Vec<FlowIx>) -> Run {
    work.activations += 1;
    let entered = work.attempt(|work| {
        attended(work)?;
        if work.def.node(node).multi.is_some() {
            multi::enter(work, scope, node, &took)
        } else {
            elements::enter(work, scope, node, &took)
        }
    });
    match entered {
        Err(Halt::Trouble(trouble)) => {
            incidents::stuck(work, scope, node, took, false, trouble);
            Ok(())
        }
        done => done,
    }
}

/// The element has done its work and leaves: what hangs on it ends, variables are set, milestone and number follow, its
/// tokens go out. One of a multi-instance reports to the whole instead. Trouble leaves it stuck, with an incident.
pub(crate) fn complete(work: &mut Work<'_>, key: Key) -> Run {
    let Some(element) = work.instance.elements.get(&key).cloned() else { return Ok(()) };
    triggers::detach(work, key);
    if matches!(element.state, ElementState::Multi(_)) {
        multi::close(work, key)?;
    }
    match work.attempt(|work| depart(work, key, &element)) {
        Err(Halt::Trouble(trouble)) => {
            incidents::stuck_leaving(work, key, &element, trouble);
            Ok(())
        }
        done => done,
    }
}

fn depart(work: &mut Work<'_>, key: Key, element: &Element) -> Run {
    if element.item.is_some() {
        return multi::item_done(work, key, element);
    }
    let done = Event::ElementCompleted { key };
    if call_activity::is_called(work.def, element) {
        call_activity::hand_out(work, key, element)?;
        return leave(work, element.parent, element.parent, element.node, done);
    }
    leave(work, key, element.parent, element.node, done)
}

/// The guard against circles.
fn attended(work: &Work<'_>) -> Run {
    let unattended = work.instance.unattended;
    if unattended < UNATTENDED_MAX {
        return Ok(());
    }
    let items = work.instance.elements.values().map(|element| match &element.state {
        ElementState::Multi(multi) => multi.count,
        ElementState::Scope { .. } | ElementState::Task(_) | ElementState::Waiting | ElementState::Stuck { .. } => 0,
    });
    let allowed =
        items.fold(UNATTENDED_MAX, |allowed, count| allowed.saturating_add(count.saturating_mul(UNATTENDED_PER_ITEM)));
    if unattended < allowed {
        return Ok(());
    }
    Err(Halt::Trouble(Trouble { code: "MJ4905", detail: format!("已连续执行 {unattended} 个节点") }))
}

/// The flows whose tokens the target of a token takes now; none while it waits on, or when the token is already gone.
fn taken_by(def: &Definition, instance: &Instance, scope: Key, flow: FlowIx) -> Option<Vec<FlowIx>> {
    instance.arrived.get(&(scope, flow))?;
    elements::takes(def, instance, scope, flow)
}

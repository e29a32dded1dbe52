//! BPMN elements: one file each, and one line in each registry below.
//!
//! `enter` is called in an attempt: on trouble everything it emitted is taken back and the node is stuck.

mod boundary_event;
pub(crate) mod call_activity;
mod error_end;
mod event_based_gateway;
mod event_sub_process;
mod exclusive_gateway;
mod message_catch;
mod message_end;
mod message_throw;
mod none_end;
mod parallel_gateway;
mod rule_task;
mod start_event;
mod sub_process;
mod terminate_end;
mod timer_catch;
pub(crate) mod user_task;

use crate::{
    ids::Key,
    state::Instance,
    work::{Run, Work},
};
use mingjing_model::definition::{Definition, FlowIx, Node, NodeIx, NodeKind};

/// A node takes its tokens and does its work, or begins to wait.
pub(crate) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    let def = work.def;
    match &def.node(node).kind {
        NodeKind::StartNone | NodeKind::StartMessage(_) | NodeKind::StartTimer(_) | NodeKind::StartTriggered { .. } => {
            start_event::enter(work, scope, node, took)
        }
        NodeKind::UserTask => user_task::enter(work, scope, node, took),
        NodeKind::RuleTask { table, with, out } => rule_task::enter(work, scope, node, took, (*table, with, out)),
        NodeKind::Exclusive => exclusive_gateway::enter(work, scope, node, took),
        NodeKind::Parallel => parallel_gateway::enter(work, scope, node, took),
        NodeKind::EventBased => event_based_gateway::enter(work, scope, node, took),
        NodeKind::CatchMessage(message) => message_catch::enter(work, scope, node, took, message),
        NodeKind::CatchTimer(timer) => timer_catch::enter(work, scope, node, took, timer),
        NodeKind::SubProcess { scope: body } => sub_process::enter(work, scope, node, took, *body),
        NodeKind::Call { scope: body, with, .. } => call_activity::enter(work, scope, node, took, (*body, with)),
        NodeKind::ThrowMessage(throw) => message_throw::enter(work, scope, node, took, throw),
        NodeKind::EventSubProcess { scope: body } => event_sub_process::enter(work, scope, node, *body),
        NodeKind::Boundary { .. } => boundary_event::enter(work, scope, node, took),
        NodeKind::EndNone => none_end::enter(work, scope, node, took),
        NodeKind::EndError(code) => error_end::enter(work, scope, node, took, code),
        NodeKind::EndTerminate => terminate_end::enter(work, scope, node, took),
        NodeKind::EndMessage(throw) => message_end::enter(work, scope, node, took, throw),
    }
}

/// The tokens that the target of `flow` takes when one has arrived by it; none while it goes on waiting.
pub(crate) fn takes(def: &Definition, instance: &Instance, scope: Key, flow: FlowIx) -> Option<Vec<FlowIx>> {
    let node = def.node(def.flow(flow).to);
    match &node.kind {
        NodeKind::Parallel => parallel_gateway::takes(instance, scope, node),
        NodeKind::StartNone
        | NodeKind::StartMessage(_)
        | NodeKind::StartTimer(_)
        | NodeKind::StartTriggered { .. }
        | NodeKind::UserTask
        | NodeKind::RuleTask { .. }
        | NodeKind::Exclusive
        | NodeKind::EventBased
        | NodeKind::CatchMessage(_)
        | NodeKind::CatchTimer(_)
        | NodeKind::SubProcess { .. }
        | NodeKind::Call { .. }
        | NodeKind::ThrowMessage(_)
        | NodeKind::EventSubProcess { .. }
        | NodeKind::Boundary { .. }
        | NodeKind::EndNone
        | NodeKind::EndError(_)
        | NodeKind::EndTerminate
        | NodeKind::EndMessage(_) => Some(vec![flow]),
    }
}

/// The flows that a node's tokens leave by; its conditions read at the element `at`.
pub(crate) fn choose(work: &mut Work<'_>, at: Key, node: &Node) -> Run<Vec<FlowIx>> {
    match &node.kind {
        NodeKind::Exclusive => exclusive_gateway::choose(work, at, node),
        NodeKind::StartNone
        | NodeKind::StartMessage(_)
        | NodeKind::StartTimer(_)
        | NodeKind::StartTriggered { .. }
        | NodeKind::UserTask
        | NodeKind::RuleTask { .. }
        | NodeKind::Parallel
        | NodeKind::EventBased
        | NodeKind::CatchMessage(_)
        | NodeKind::CatchTimer(_)
        | NodeKind::SubProcess { .. }
        | NodeKind::Call { .. }
        | NodeKind::ThrowMessage(_)
        | NodeKind::EventSubProcess { .. }
        | NodeKind::Boundary { .. }
        | NodeKind::EndNone
        | NodeKind::EndError(_)
        | NodeKind::EndTerminate
        | NodeKind::EndMessage(_) => Ok(node.outgoing.clone()),
    }
}

//! Leaving a node: assignments, milestone, number, the choice of flows.

use crate::{
    acts::findings::{self, Finding},
    command::Actor,
    data, elements,
    event::Event,
    ids::Key,
    time,
    work::{Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::{Flow, FlowIx, NodeIx, PolicyRule};

/// A node's work is done. `at` is where its expressions read (the element, or the scope of a node that does not wait),
/// `scope` where its tokens go, `done` the event that ends it. The caller runs this in an attempt.
pub(crate) fn leave(work: &mut Work<'_>, at: Key, scope: Key, node: NodeIx, done: Event) -> Run {
    let def = work.def;
    let node = def.node(node);
    data::prefetch(work, at, node.set.iter().map(|assignment| &assignment.value))?;
    for assignment in &node.set {
        let value = data::evaluate(work, at, &assignment.value)?;
        data::set(work, at, assignment.name, value, data::reads_personal(def, &assignment.value))?;
    }
    if let Some(milestone) = node.milestone {
        time::milestones::reach(work, at, milestone)?;
    }
    if let Some(series) = node.number {
        let text = time::numbers::allot(work, series)?;
        if let Some(name) = node.number_as {
            data::set(work, at, name, Value::from(text.as_str()), false)?;
        }
    }
    let flows = elements::choose(work, at, node)?;
    work.emit(done);
    take_flows(work, scope, &flows)
}

/// Passes a node that does not wait: its tokens are taken and go on.
pub(crate) fn pass(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    let passed = Event::NodePassed { scope, node, took: took.to_vec(), stage: work.def.node(node).stage };
    leave(work, scope, scope, node, passed)
}

/// Sends one token along each of these flows; they are on the agenda then.
pub(crate) fn take_flows(work: &mut Work<'_>, scope: Key, flows: &[FlowIx]) -> Run {
    for flow in flows {
        take_flow(work, scope, *flow)?;
        work.agenda.push_back((scope, *flow));
    }
    Ok(())
}

/// The finding that a flow demands reasons, named as people read it.
fn unexplained(work: &Work<'_>, flow: &Flow) -> Finding {
    let title = flow.title.as_ref().unwrap_or(&work.def.node(flow.to).title);
    let english = title.en.as_ref().unwrap_or(&title.zh);
    let facts = vec![("flow", title.zh.clone()), ("flow_en", english.clone()), ("id", flow.id.clone())];
    Finding { rule: PolicyRule::Explain, code: "MJ4105", pointer: "/reason".to_owned(), facts }
}

/// Sends a token along a flow, whose milestone is reached. A person's act takes no flow that demands reasons without them.
pub(crate) fn take_flow(work: &mut Work<'_>, scope: Key, flow: FlowIx) -> Run {
    let taken = work.def.flow(flow);
    let given = work.command.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    if taken.explain && !given && work.command.actor != Actor::System {
        findings::stop_on(work, &[unexplained(work, taken)])?;
    }
    work.emit(Event::FlowTaken { scope, flow });
    match taken.milestone {
        Some(milestone) => time::milestones::reach(work, scope, milestone),
        None => Ok(()),
    }
}

//! Leaving a node: assignments, milestone, number, the choice of flows.

use crate::{
    acts::refusal::refuse,
    command::Actor,
    data, elements,
    event::Event,
    ids::Key,
    outcome::{FieldError, Rejection, RejectionKind},
    time,
    work::{Halt, Run, Work},
};
use mingjing_model::definition::{Flow, FlowIx, NodeIx, PolicyRule};

/// A node's work is done. `at` is where its expressions read (the element, or the scope of a node that does not wait),
/// `scope` where its tokens go, `done` the event that ends it. The caller runs this in an attempt.
pub(crate) fn leave(work: &mut Work<'_>, at: Key, scope: Key, node: NodeIx, done: Event) -> Run {
    let def = work.def;
    let node = def.node(node);
    for assignment in &node.set {
        let value = data::evaluate(work, at, &assignment.value)?;
        data::set(work, at, assignment.name, value)?;
    }
    if let Some(milestone) = node.milestone {
        time::milestones::reach(work, milestone, None)?;
    }
    if let Some(series) = node.number {
        time::numbers::allot(work, series)?;
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

/// The refusal of a flow that demands reasons, named as people read it.
fn unexplained(work: &Work<'_>, flow: &Flow) -> Halt {
    let title = flow.title.as_ref().unwrap_or(&work.def.node(flow.to).title);
    let english = title.en.as_ref().unwrap_or(&title.zh);
    let facts = [("flow", &title.zh), ("flow_en", english), ("id", &flow.id)];
    let facts = facts.map(|(name, fact)| (name.to_owned(), fact.clone()));
    let mut rejection =
        Rejection { params: facts.iter().cloned().collect(), ..Rejection::new("MJ4105", RejectionKind::Invalid) };
    let (pointer, code, params) = ("/reason".to_owned(), rejection.code.clone(), rejection.params.clone());
    rejection.errors.push(FieldError { pointer, code, params });
    refuse(work, PolicyRule::Explain, rejection, facts.to_vec())
}

/// Sends a token along a flow, whose milestone is reached. A person's act takes no flow that demands reasons without them.
pub(crate) fn take_flow(work: &mut Work<'_>, scope: Key, flow: FlowIx) -> Run {
    let taken = work.def.flow(flow);
    let given = work.command.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    if taken.explain && !given && work.command.actor != Actor::System {
        return Err(unexplained(work, taken));
    }
    work.emit(Event::FlowTaken { scope, flow });
    match taken.milestone {
        Some(milestone) => time::milestones::reach(work, milestone, None),
        None => Ok(()),
    }
}

//! An instance begins.

use crate::{
    acts::{authority, documents, letter, submission, team},
    command::{Actor, Start},
    event::{Activation, Event, Relation},
    ids::{Key, PersonId},
    machine::scopes,
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::{FormIx, LaneRef, MessageRef, NameIx, NameKind, Node, NodeKind, QueueScope, ScopeIx};

/// Starts the instance: by a person of the start event's lane, by the message that it waits for, or by the engine.
pub(crate) fn run(work: &mut Work<'_>, start: &Start) -> Run {
    let def = work.def;
    let begin = match (&start.message, &start.timer) {
        (Some(message), _) => def.started_by(message).unwrap_or(def.start()),
        (None, Some(timer)) => def.node_by_id(timer).unwrap_or(def.start()),
        (None, None) => def.start(),
    };
    let node = def.node(begin);
    work.emit(Event::InstanceStarted {
        bundle: start.bundle,
        process: start.process.clone(),
        organ: start.organ.clone(),
        unit: start.unit.clone(),
    });
    let body = Activation::Scope { scope: ScopeIx(0), item: None };
    work.emit(Event::ElementActivated {
        key: Key::ROOT,
        node: begin,
        parent: Key::ROOT,
        took: Vec::new(),
        stage: None,
        body,
    });
    match (&node.kind, &work.command.actor) {
        (NodeKind::StartMessage(message), Actor::System) => by_message(work, message, start)?,
        (NodeKind::StartMessage(message), Actor::Person(_)) => return reject(unwanted(&message.name)),
        (NodeKind::StartTimer(_), Actor::System) => {}
        (NodeKind::StartTimer(_), Actor::Person(_)) => {
            return reject(Rejection::new("MJ4018", RejectionKind::Forbidden));
        }
        (_, _) if start.timer.is_some() => return reject(unwanted(start.timer.as_deref().unwrap_or_default())),
        (_, _) if start.message.is_some() => return reject(unwanted(start.message.as_deref().unwrap_or_default())),
        (_, Actor::Person(person)) => by_person(work, node, start, person)?,
        (_, Actor::System) => by_engine(work, node.form, start)?,
    }
    if let Some(from) = &start.from {
        work.emit(Event::InstanceLinked {
            instance: from.instance,
            relation: Relation::StartedBy,
            message: start.message.clone().unwrap_or_default(),
            organ: from.organ.clone(),
        });
    }
    scopes::begin_at(work, Key::ROOT, ScopeIx(0), begin)
}

fn by_message(work: &mut Work<'_>, message: &MessageRef, start: &Start) -> Run {
    if start.message.as_deref() != Some(message.name.as_str()) {
        return reject(unwanted(&message.name));
    }
    letter::take(work, Key::ROOT, message, &start.submission, None)
}

fn by_person(work: &mut Work<'_>, node: &Node, start: &Start, person: &PersonId) -> Run {
    let Some(LaneRef::Fixed(lane)) = node.lane else {
        return reject(Rejection::new("MJ4018", RejectionKind::Forbidden));
    };
    let unit = match work.def.lane(lane).queue {
        QueueScope::Unit => start.unit.as_deref(),
        QueueScope::Organ => None,
    };
    let absent = authority::may_act(work, lane, unit, person)?;
    team::acted_for(work, lane, person, absent);
    let examined = submission::examine_by(work, Key::ROOT, node.form, &start.submission, person)?;
    let documents = documents::examine(work, Key::ROOT, work.def.start(), &start.documents, examined.as_ref())?;
    if let Some(examined) = examined {
        examined.record(work)?;
    }
    documents.record(work, person);
    Ok(())
}

fn by_engine(work: &mut Work<'_>, form: Option<FormIx>, start: &Start) -> Run {
    let name = form.and_then(|form| work.def.names.iter().position(|name| name.kind == NameKind::Form(form)));
    match (name, &start.submission) {
        (Some(name), submission) => {
            submission::submit(work, Key::ROOT, NameIx::at(name), Value::clone(submission), None)
        }
        (None, _) => Ok(()),
    }
}

fn unwanted(message: &str) -> Rejection {
    Rejection::new("MJ4017", RejectionKind::Conflict).with("message", message)
}

fn reject(rejection: Rejection) -> Run {
    Err(Halt::Reject(Box::new(rejection)))
}

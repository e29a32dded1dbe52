//! A person enters a message that came on paper: a ruling, a reply, a receipt of somebody outside.

use crate::{
    acts::{authority, letter, task, team},
    event::Event,
    ids::Key,
    machine::triggers,
    outcome::{Rejection, RejectionKind},
    work::{Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::QueueScope;

/// Takes the message as if it had come by itself; it is on record who entered it. Only messages that the process gives
/// to a lane can be entered, and only by its people.
pub(crate) fn run(work: &mut Work<'_>, key: Key, submission: &Value) -> Run {
    let person = task::actor(work)?;
    let found = work.instance.subscriptions.get(&key).cloned();
    let (Some(subscription), Some(awaited)) = (found, triggers::awaited(work, key)) else {
        return task::reject(Rejection::new("MJ4011", RejectionKind::NotFound).with("subscription", key.0));
    };
    let Some(lane) = awaited.lane else {
        let rejection = Rejection::new("MJ4020", RejectionKind::Forbidden).with("message", &awaited.name);
        return task::reject(rejection);
    };
    let unit = match work.def.lane(lane).queue {
        QueueScope::Unit => work.instance.unit.clone(),
        QueueScope::Organ => None,
    };
    let absent = authority::may_act(work, lane, unit.as_deref(), &person)?;
    team::acted_for(work, lane, &person, absent);
    work.emit(Event::MessageCorrelated { key, message: work.command.id.0.to_string() });
    let at = triggers::surroundings(work, subscription.owner, subscription.node);
    letter::take(work, at, awaited, submission, Some(&person))?;
    triggers::fire(work, subscription.owner, subscription.node)
}

//! A message has been matched with a subscription of this instance.

use crate::{
    acts::letter,
    command::Origin,
    event::{Event, Relation},
    ids::Key,
    machine::triggers,
    outcome::{Rejection, RejectionKind},
    time::answers,
    work::{Halt, Run, Work},
};
use mingjing_expr::Value;

/// Takes the message: what it carries is stored where its event says, then its event happens. Events that do not
/// interrupt stay subscribed.
pub(crate) fn run(work: &mut Work<'_>, key: Key, message: &str, body: &Value, from: Option<&Origin>) -> Run {
    if let Some(verdict) = work.instance.verdicts.get(&key).cloned() {
        arrived(work, key, message, &verdict.name, from);
        return answers::verdict(work, verdict.card, body);
    }
    let Some(subscription) = work.instance.subscriptions.get(&key).cloned() else {
        return Err(Halt::Reject(Box::new(
            Rejection::new("MJ4011", RejectionKind::NotFound).with("subscription", key.0),
        )));
    };
    arrived(work, key, message, &subscription.name, from);
    if let Some(awaited) = triggers::awaited(work, key) {
        let at = triggers::surroundings(work, subscription.owner, subscription.node);
        letter::take(work, at, awaited, body, None)?;
    }
    triggers::fire(work, subscription.owner, subscription.node)
}

fn arrived(work: &mut Work<'_>, key: Key, message: &str, name: &str, from: Option<&Origin>) {
    work.emit(Event::MessageCorrelated { key, message: message.to_owned() });
    if let Some(from) = from {
        let (message, organ) = (name.to_owned(), from.organ.clone());
        work.emit(Event::InstanceLinked { instance: from.instance, relation: Relation::ToldBy, message, organ });
    }
}

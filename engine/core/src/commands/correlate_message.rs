//! A message has been matched with a subscription of this instance.

use crate::{
    acts::letter,
    command::Origin,
    event::{Event, Relation},
    ids::Key,
    machine::triggers,
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};
use mingjing_expr::Value;

/// Takes the message: what it carries is stored where its event says, then its event happens. Events that do not
/// interrupt stay subscribed.
pub(crate) fn run(work: &mut Work<'_>, key: Key, message: &str, body: &Value, from: Option<&Origin>) -> Run {
    let Some(subscription) = work.instance.subscriptions.get(&key).cloned() else {
        return Err(Halt::Reject(Box::new(
            Rejection::new("MJ4011", RejectionKind::NotFound).with("subscription", key.0),
        )));
    };
    work.emit(Event::MessageCorrelated { key, message: message.to_owned() });
    if let Some(from) = from {
        work.emit(Event::InstanceLinked {
            instance: from.instance,
            relation: Relation::ToldBy,
            message: subscription.name.clone(),
            organ: from.organ.clone(),
        });
    }
    if let Some(awaited) = triggers::awaited(work, key) {
        let at = triggers::surroundings(work, subscription.owner, subscription.node);
        letter::take(work, at, awaited, body, None)?;
    }
    triggers::fire(work, subscription.owner, subscription.node)
}

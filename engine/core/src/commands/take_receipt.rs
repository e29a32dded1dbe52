//! A message that this instance sent has arrived, or came back. That may be after the instance has ended.

use crate::{
    command::Taken,
    event::Event,
    ids::Key,
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};

/// Records who took the message, and links the two instances.
pub(crate) fn run(work: &mut Work<'_>, message: Key, taken: Option<Taken>) -> Run {
    if !work.instance.sent.contains_key(&message) && !work.instance.reports.contains_key(&message) {
        let rejection = Rejection::new("MJ4021", RejectionKind::NotFound).with("message", message.0);
        return Err(Halt::Reject(Box::new(rejection)));
    }
    let card = work.instance.reports.get(&message).map(|report| report.card);
    let returned = card.filter(|_| taken.is_none());
    work.emit(match taken {
        Some(Taken { receiver, started }) => Event::MessageReceipted { key: message, receiver, started },
        None => Event::MessageReturned { key: message },
    });
    // Nobody decides elsewhere on what came back: a supervisor may at the card.
    let awaited = work.instance.verdicts.iter().find(|(_, verdict)| Some(verdict.card) == returned);
    if let Some(key) = awaited.map(|(key, _)| *key) {
        work.emit(Event::SubscriptionClosed { key });
    }
    Ok(())
}

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
    work.emit(match taken {
        Some(Taken { receiver, started }) => Event::MessageReceipted { key: message, receiver, started },
        None => Event::MessageReturned { key: message },
    });
    Ok(())
}

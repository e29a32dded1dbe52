//! Ids of commands that machines send: derived from what caused them, so that the second cause of the same act is a
//! repeat (UUID version 5, RFC 9562 §5.5).

use crate::store::{Due, DueKind, MailboxKey, Schedule};
use jiff::Timestamp;
use mingjing_core::ids::{CommandId, InstanceId, Tenant};
use uuid::Uuid;

/// The name space of our derived ids.
const SPACE: Uuid = Uuid::from_u128(0x6d69_6e67_6a69_6e67_8000_0000_0000_0001);

/// The command that a due item becomes. Moments may come twice (a task is made after its card moment has passed, beside
/// a clock with the same one), so card and big-step commands carry the time of the scan too; a second one finds nothing
/// to do and is rejected by the step.
pub fn due(item: &Due, now: Timestamp) -> CommandId {
    let what = match item.kind {
        DueKind::Timer { key, occurrence } => format!("timer {} {occurrence}", key.0),
        DueKind::Cards => format!("cards {} {}", item.at.as_microsecond(), now.as_microsecond()),
        DueKind::Continue => format!("continue {} {}", item.at.as_microsecond(), now.as_microsecond()),
        DueKind::Receipt { key, .. } => format!("receipt {}", key.0),
    };
    of(item.instance, &what)
}

/// The command that counts an instance anew by a version of a calendar.
pub fn recount(instance: InstanceId, filed: u64) -> CommandId {
    of(instance, &format!("recount {filed}"))
}

/// The command that goes on with the big step of a record.
pub fn continuation(instance: InstanceId, seq: u64) -> CommandId {
    of(instance, &format!("continue after {seq}"))
}

/// The command that delivers a message to a subscriber.
pub fn correlation(instance: InstanceId, mailbox: &MailboxKey, message: &str) -> CommandId {
    of(instance, &format!("message {:?} {:?} {message:?}", mailbox.name, mailbox.key))
}

/// The instance that a message starts; also the id of its start command.
pub fn started(mailbox: &MailboxKey, message: &str) -> Uuid {
    let MailboxKey { tenant, name, key } = mailbox;
    Uuid::new_v5(&SPACE, format!("start {} {name:?} {key:?} {message:?}", tenant.0).as_bytes())
}

/// The instance that an occurrence of a timer start event starts; also the id of its start command.
pub fn scheduled(tenant: Tenant, schedule: &Schedule) -> Uuid {
    let Schedule { process, start, next_at, .. } = schedule;
    let name = format!("occurrence {} {process:?} {start:?} {}", tenant.0, next_at.as_microsecond());
    Uuid::new_v5(&SPACE, name.as_bytes())
}

fn of(instance: InstanceId, what: &str) -> CommandId {
    CommandId(Uuid::new_v5(&SPACE, format!("{instance} {what}").as_bytes()))
}

//! What waits: per class and tenant, first come first served inside a tenant, tenants in turn.

use super::Ticket;
use crate::{codes, store::Occurred};
use mingjing_core::{
    command::{Actor, Command, EnteredDocument, What},
    ids::Tenant,
};
use mingjing_expr::Value;
use std::collections::{BTreeMap, VecDeque};

/// Commands of people that may wait: about a second of work. A longer queue only makes every answer late.
pub const PERSON_MAX: usize = 4_096;
/// Commands of timers and effects that may wait. They are stored elsewhere and come again, so a little is enough.
pub const MACHINE_MAX: usize = 2_048;
/// Commands in a batch: group commit gains little beyond (a step costs 31 µs at 100, 25 µs at 1,000).
pub const BATCH_MAX: usize = 100;
/// Bytes of commands in a batch, so that a transaction stays short whatever people paste into forms.
pub const BATCH_BYTES_MAX: usize = 1024 * 1024;
/// Commands of machines in a batch while people wait: a quarter.
pub const MACHINE_SHARE: usize = BATCH_MAX / 4;

/// A command on its way.
#[derive(Clone, Debug)]
pub struct Job {
    /// Order of arrival in the lane.
    pub arrival: u64,
    /// Who waits for the answer; machines do not.
    pub ticket: Option<Ticket>,
    /// The command.
    pub command: Command,
    /// How often its instance was held by somebody else, or its outcome could not be found out.
    pub misses: u8,
    /// A commit of it had an unknown outcome: found in the history, it is its own first arrival.
    pub uncertain: bool,
    /// Of a start by time: the occurrence that it takes.
    pub occurred: Option<Occurred>,
}

impl Job {
    /// What its Fault is called: nobody may be told that a command failed whose commit may stand.
    pub fn fault(&self, code: &'static str) -> &'static str {
        if self.uncertain { codes::OUTCOME } else { code }
    }
}

/// The queues of a lane.
#[derive(Debug, Default)]
pub struct Queue {
    person: Class,
    machine: Class,
}

impl Queue {
    /// Takes in a command; gives it back when its class is full.
    #[must_use]
    pub fn push(&mut self, job: Job) -> Option<Job> {
        let (class, bound) = match job.command.actor {
            Actor::Person(_) => (&mut self.person, PERSON_MAX),
            Actor::System => (&mut self.machine, MACHINE_MAX),
        };
        if class.len >= bound {
            return Some(job);
        }
        class.push_back(job);
        None
    }

    /// Puts jobs back to the front, in their order; bounds do not apply to what was already taken in.
    pub fn put_back(&mut self, jobs: Vec<Job>) {
        for job in jobs.into_iter().rev() {
            match job.command.actor {
                Actor::Person(_) => self.person.push_front(job),
                Actor::System => self.machine.push_front(job),
            }
        }
    }

    /// The next batch, in order of arrival.
    pub fn take(&mut self) -> Vec<Job> {
        let reserved = MACHINE_SHARE.min(self.machine.len);
        let mut room = Room { jobs: BATCH_MAX - reserved, bytes: BATCH_BYTES_MAX };
        let mut batch = Vec::new();
        self.person.take(&mut room, &mut batch);
        let share = if self.person.len > 0 { reserved } else { room.jobs + reserved };
        room.jobs = share;
        self.machine.take(&mut room, &mut batch);
        batch.sort_by_key(|job| job.arrival);
        batch
    }

    /// True when nothing waits.
    pub fn is_empty(&self) -> bool {
        self.person.len + self.machine.len == 0
    }
}

#[derive(Debug, Default)]
struct Class {
    tenants: BTreeMap<Tenant, VecDeque<Job>>,
    /// Tenants with something waiting, the next one first.
    turn: VecDeque<Tenant>,
    len: usize,
}

struct Room {
    jobs: usize,
    bytes: usize,
}

impl Class {
    fn push_back(&mut self, job: Job) {
        self.of(job.command.instance.tenant).push_back(job);
        self.len += 1;
    }

    fn push_front(&mut self, job: Job) {
        self.of(job.command.instance.tenant).push_front(job);
        self.len += 1;
    }

    fn of(&mut self, tenant: Tenant) -> &mut VecDeque<Job> {
        let queue = self.tenants.entry(tenant).or_default();
        if queue.is_empty() {
            self.turn.push_back(tenant);
        }
        queue
    }

    /// Takes one job a tenant in turn while there is room; the first job of a batch always has room.
    fn take(&mut self, room: &mut Room, batch: &mut Vec<Job>) {
        while room.jobs > 0
            && let Some(tenant) = self.turn.front().copied()
        {
            let Some(queue) = self.tenants.get_mut(&tenant) else { break };
            let size = queue.front().map_or(0, |job| size_of(&job.command));
            if size > room.bytes && !batch.is_empty() {
                break;
            }
            self.turn.pop_front();
            batch.extend(queue.pop_front());
            if queue.is_empty() {
                self.tenants.remove(&tenant);
            } else {
                self.turn.push_back(tenant);
            }
            self.len -= 1;
            room.jobs -= 1;
            room.bytes = room.bytes.saturating_sub(size);
        }
    }
}

/// About how many bytes a command brings.
fn size_of(command: &Command) -> usize {
    /// What a command has besides its content: ids, names, the record around it.
    const FRAME: usize = 512;
    let content = match &command.what {
        What::Start(start) => weight(&start.submission) + listed(&start.documents),
        What::CompleteTask { submission, documents, .. } => weight(submission) + listed(documents),
        What::RequestAct { submission, .. } => weight(submission),
        What::CorrelateMessage { body, .. } => weight(body),
        What::EnterMessage { submission, .. } => weight(submission),
        What::ClaimTask(_)
        | What::ReleaseTask(_)
        | What::FireTimer { .. }
        | What::RaiseCards
        | What::TakeReceipt { .. }
        | What::Continue
        | What::Recount
        | What::AnswerCard { .. }
        | What::JudgeCard { .. }
        | What::RetryIncident { .. }
        | What::ResolveIncident { .. } => 0,
    };
    FRAME + content + command.reason.as_ref().map_or(0, String::len)
}

fn listed(documents: &[EnteredDocument]) -> usize {
    /// The date, the keys.
    const FRAME: usize = 64;
    let size = |entry: &EnteredDocument| FRAME + entry.document.len() + entry.number.as_ref().map_or(0, String::len);
    documents.iter().map(size).sum()
}

fn weight(value: &Value) -> usize {
    /// Quotes, commas, tags.
    const PUNCTUATION: usize = 8;
    let content = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Date(_) | Value::Instant(_) => 16,
        Value::Text(text) => text.len(),
        Value::List(items) => items.iter().map(weight).sum(),
        Value::Map(fields) => fields.iter().map(|(name, field)| name.len() + weight(field)).sum(),
    };
    content + PUNCTUATION
}

#[cfg(test)]
mod tests;

//! Due work: timers, card moments, big steps, processes that begin by time. No claims: the scan is a plain read, firing is a command with a derived id,
//! and its own commit deletes or moves the row; a second firing is a repeat.

use super::derived;
use crate::store::{Due, DueKind, Occurred, Request, Schedule};
use jiff::{SignedDuration, Timestamp};
use mingjing_core::{
    command::{Actor, Command, Start, What},
    ids::{CommandId, InstanceId, Tenant},
};
use mingjing_expr::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Between two scans. Limits are in days, a second late is on time; and a poll of an empty index is nearly free.
pub const TICK: SignedDuration = SignedDuration::from_secs(1);
/// Between two scans from the beginning, which find what was written below the low water mark by somebody else.
pub const FULL_SCAN: SignedDuration = SignedDuration::from_secs(60);
/// Items of one scan: five batches.
pub const SCAN_MAX: u32 = 500;
/// Firings that panicked and are left alone until the next start.
const POISONED_MAX: usize = 1_000;

/// What a lane knows about due work.
#[derive(Debug, Default)]
pub(super) struct DueWork {
    /// Everything due before it has been fired by this lane.
    low_water: Option<Timestamp>,
    full_at: Option<Timestamp>,
    wanted: bool,
    /// The last scan did not reach the end.
    more: bool,
    /// Items that are being fired, with their commands: the next scan finds them again.
    firing: BTreeMap<(InstanceId, DueKind), (CommandId, Timestamp)>,
    poisoned: BTreeSet<(InstanceId, DueKind)>,
    /// Instances that are being started by time.
    starting: BTreeSet<InstanceId>,
    /// Those whose start panicked.
    left_alone: BTreeSet<InstanceId>,
}

impl DueWork {
    /// It is time to look.
    pub fn tick(&mut self) {
        self.wanted = true;
    }

    /// The scan to make now, if one is wanted.
    pub fn scan(&mut self, now: Timestamp) -> Option<Request> {
        let goes_on = self.more && self.firing.is_empty();
        if !self.wanted && !goes_on {
            return None;
        }
        self.wanted = false;
        let is_full = self.full_at.is_none_or(|at| now.duration_since(at) >= FULL_SCAN);
        if is_full {
            self.full_at = Some(now);
        }
        let low_water = if is_full { None } else { self.low_water };
        Some(Request::DueScan { now, low_water, limit: SCAN_MAX })
    }

    /// A scan found these items.
    pub fn scanned(&mut self, now: Timestamp, items: &[Due]) {
        self.more = items.len() >= SCAN_MAX as usize;
        self.low_water = if self.more { items.last().map(|item| item.at) } else { Some(now) };
    }

    /// The commands that these items become; what is being fired is left alone.
    pub fn commands(&mut self, now: Timestamp, items: &[Due]) -> Vec<Command> {
        let mut commands = Vec::new();
        for item in items {
            let subject = (item.instance, item.kind);
            if self.poisoned.contains(&subject) || self.firing.contains_key(&subject) {
                continue;
            }
            let id = derived::due(item, now);
            self.firing.insert(subject, (id, item.at));
            commands.push(command(id, item));
        }
        commands
    }

    /// The commands that start what begins by time now, with the occurrences that they take.
    pub fn starts(&mut self, now: Timestamp, starts: &[(Tenant, Schedule)]) -> Vec<(Command, Occurred)> {
        let mut commands = Vec::new();
        for (tenant, schedule) in starts {
            let instance = InstanceId { tenant: *tenant, uuid: derived::scheduled(*tenant, schedule) };
            if !self.left_alone.contains(&instance) && self.starting.insert(instance) {
                commands.push((start(instance, schedule), schedule.occurred(*tenant, now)));
            }
        }
        commands
    }

    /// A firing is over; when it failed, or was not taken in, the next scan must see it again.
    pub fn fired(&mut self, command: &Command, failed: bool) {
        self.starting.remove(&command.instance);
        if let Some((_, at)) = self.end(command)
            && failed
        {
            self.armed(at);
        }
    }

    /// A firing panicked.
    pub fn poison(&mut self, command: &Command) {
        if self.starting.contains(&command.instance) && self.left_alone.len() < POISONED_MAX {
            self.left_alone.insert(command.instance);
        }
        if let Some((subject, _)) = self.end(command)
            && self.poisoned.len() < POISONED_MAX
        {
            self.poisoned.insert(subject);
        }
    }

    fn end(&mut self, command: &Command) -> Option<((InstanceId, DueKind), Timestamp)> {
        let subject = (command.instance, kind(&command.what)?);
        let (id, at) = *self.firing.get(&subject)?;
        (id == command.id).then(|| self.firing.remove(&subject))?;
        Some((subject, at))
    }

    /// Something due at this moment was written: it may lie below the low water mark.
    pub fn armed(&mut self, at: Timestamp) {
        self.low_water = self.low_water.map(|mark| mark.min(at));
    }

    /// The scan failed, or a commit had an unknown outcome: look from the beginning next time.
    pub fn distrust(&mut self) {
        self.full_at = None;
        self.low_water = None;
    }

    /// True when nothing is to be scanned.
    pub fn is_quiet(&self) -> bool {
        !self.wanted && !self.more
    }
}

fn start(instance: InstanceId, schedule: &Schedule) -> Command {
    let Schedule { organ, bundle, process, start, .. } = schedule.clone();
    let start = Start {
        bundle,
        process,
        organ,
        unit: None,
        submission: Value::Null,
        message: None,
        from: None,
        timer: Some(start),
        documents: Vec::new(),
    };
    let id = CommandId(instance.uuid);
    Command { id, actor: Actor::System, instance, what: What::Start(start), reason: None, salt: *id.0.as_bytes() }
}

fn command(id: CommandId, item: &Due) -> Command {
    let what = match item.kind {
        DueKind::Timer { key, occurrence } => What::FireTimer { timer: key, occurrence },
        DueKind::Cards => What::RaiseCards,
        DueKind::Continue => What::Continue,
        DueKind::Receipt { key, taken } => What::TakeReceipt { message: key, taken },
    };
    // Timers bring no personal values of their own, so their salt need not be secret.
    Command { id, actor: Actor::System, instance: item.instance, what, reason: None, salt: *id.0.as_bytes() }
}

fn kind(what: &What) -> Option<DueKind> {
    match what {
        What::FireTimer { timer, occurrence } => Some(DueKind::Timer { key: *timer, occurrence: *occurrence }),
        What::RaiseCards => Some(DueKind::Cards),
        What::Continue => Some(DueKind::Continue),
        What::TakeReceipt { message, taken } => Some(DueKind::Receipt { key: *message, taken: *taken }),
        What::Start(_)
        | What::ClaimTask(_)
        | What::ReleaseTask(_)
        | What::CompleteTask { .. }
        | What::RequestAct { .. }
        | What::CorrelateMessage { .. }
        | What::EnterMessage { .. }
        | What::Recount
        | What::AnswerCard { .. }
        | What::JudgeCard { .. }
        | What::RetryIncident { .. }
        | What::ResolveIncident { .. } => None,
    }
}

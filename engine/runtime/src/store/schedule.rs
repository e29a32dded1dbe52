//! Processes that begin by time. A filed bundle plans the first occurrence of each timer start event; the commit that
//! starts an instance plans the next one, so that no crash starts it twice or leaves it out.

use jiff::{Timestamp, tz::TimeZone};
use mingjing_core::ids::{Hash, Tenant};
use mingjing_model::{bundle::Bundle, definition::Cycle};

/// A timer start event of an organ's bundle in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The organ.
    pub organ: String,
    /// The bundle on which the instances start.
    pub bundle: Hash,
    /// The process.
    pub process: String,
    /// The id of its timer start event.
    pub start: String,
    /// When it comes.
    pub cycle: Cycle,
    /// The organ's time zone, an IANA name.
    pub timezone: String,
    /// The next occurrence.
    pub next_at: Timestamp,
}

/// A start event whose occurrence is taken: the next one is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurred {
    /// The tenant of the organ.
    pub tenant: Tenant,
    /// The process.
    pub process: String,
    /// The id of its timer start event.
    pub start: String,
    /// The occurrence that was taken. A row that has moved on since is left alone.
    pub at: Timestamp,
    /// The next one; none = it was the last.
    pub next_at: Option<Timestamp>,
}

impl Schedule {
    /// The schedules of a bundle that is filed at this moment; expressions of years past have none.
    pub fn of(bundle: &Bundle, hash: Hash, at: Timestamp) -> Vec<Self> {
        let zone = zone(&bundle.organ.timezone);
        let mut schedules = Vec::new();
        for definition in &bundle.definitions {
            for (node, cycle) in definition.timer_starts() {
                let Some(next_at) = cycle.recurrence.next_after(at, &zone) else { continue };
                schedules.push(Self {
                    organ: bundle.organ.organ.clone(),
                    bundle: hash,
                    process: definition.process.clone(),
                    start: definition.node(node).id.clone(),
                    cycle: cycle.clone(),
                    timezone: bundle.organ.timezone.clone(),
                    next_at,
                });
            }
        }
        schedules
    }

    /// What becomes of it when the organ files a newer bundle: one that comes at the same times keeps its next occurrence,
    /// which may be past while the program was down.
    #[must_use]
    pub fn after(mut self, old: &[Self]) -> Self {
        let is_same = |old: &&Self| {
            (&old.process, &old.start, &old.cycle, &old.timezone)
                == (&self.process, &self.start, &self.cycle, &self.timezone)
        };
        if let Some(old) = old.iter().find(is_same) {
            self.next_at = old.next_at;
        }
        self
    }

    /// What taking the occurrence now plans.
    pub fn occurred(&self, tenant: Tenant, now: Timestamp) -> Occurred {
        Occurred {
            tenant,
            process: self.process.clone(),
            start: self.start.clone(),
            at: self.next_at,
            next_at: self.cycle.next(self.next_at, now, &zone(&self.timezone)),
        }
    }
}

/// The zone of this name, which was checked when the organ was filed.
fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

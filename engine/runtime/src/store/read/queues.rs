//! The inbox.

use crate::store::Answered;
use jiff::Timestamp;
use mingjing_core::{
    ids::{PersonId, TaskId},
    rows::TaskRow,
};
use mingjing_model::definition::CardLevel;

/// Reads of task queues.
pub trait Queues: Send + Sync {
    /// A page of open tasks that the viewer may see, in the order asked for, after the cursor.
    fn task_page<'a>(
        &'a self,
        viewer: &'a QueueViewer,
        filter: &'a QueueFilter,
        limit: u32,
    ) -> Answered<'a, Vec<TaskLine>>;
    /// How many open tasks there are per queue, of those that the viewer may see, in order of organ, unit, lane; counting
    /// stops at 1,001 a queue. Overdue is what was due before `now`.
    fn task_counts<'a>(&'a self, viewer: &'a QueueViewer, now: Timestamp) -> Answered<'a, Vec<QueueCount>>;
    /// One open task.
    fn task_get(&self, task: TaskId) -> Answered<'_, Option<TaskLine>>;
}

/// Who looks: their queues, as resolved from their roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueViewer {
    /// The person.
    pub person: PersonId,
    /// Their roles: `(role, organ, unit)`. A role opens the organ's queues of the role (tasks without a unit); held in a
    /// unit, also that unit's. Tasks of a team are seen by the team alone, and never by those who are excluded.
    pub roles: Vec<(String, String, Option<String>)>,
    /// The people for whom they stand in: a team of theirs is the viewer's too, and what excludes them excludes the viewer.
    pub represented: Vec<PersonId>,
}

/// What to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only tasks that the viewer has claimed (`Some(true)`), or only unclaimed ones (`Some(false)`).
    pub mine: Option<bool>,
    /// Only this lane.
    pub lane: Option<String>,
    /// Only this unit's queue.
    pub unit: Option<String>,
    /// Only this stage.
    pub stage: Option<String>,
    /// Only this process.
    pub process: Option<String>,
    /// Only tasks on which a card of this level or a higher one stands.
    pub level: Option<CardLevel>,
    /// Only tasks that are due before this moment.
    pub due_before: Option<Timestamp>,
    /// Only tasks of cases whose number or title has this text, whatever the case of its Latin letters.
    pub text: Option<String>,
    /// The order.
    pub sort: Sort,
    /// Only what comes after this position in the order: `(sort value, task)`.
    pub after: Option<(i64, TaskId)>,
}

/// Orders of the inbox. Both are total: the task's id decides ties. Tasks without a due date come last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Earliest legal deadline first.
    #[default]
    Due,
    /// Oldest first.
    Created,
}

/// A line of the inbox.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskLine {
    /// The row.
    pub row: TaskRow,
    /// Its position in the order asked for, for the cursor.
    pub sort_value: i64,
    /// Whether a clock of its case is paused.
    pub paused: bool,
}

/// How full a queue is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueCount {
    /// Organ.
    pub organ: String,
    /// Unit; none = the organ's queue.
    pub unit: Option<String>,
    /// Lane.
    pub lane: String,
    /// Open tasks, at most 1,001.
    pub open: u32,
    /// Claimed by the viewer.
    pub mine: u32,
    /// Claimed by nobody.
    pub pool: u32,
    /// Due in the past.
    pub overdue: u32,
    /// The earliest deadline.
    pub next_due: Option<Timestamp>,
}

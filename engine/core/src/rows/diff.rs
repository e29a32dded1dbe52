//! The difference of two projections: what the store has to write. A row is written only if something it shows changed.

use super::{CardRow, CaseRow, ClockRow, IncidentRow, RefusalRow, Rows, SubscriptionRow, TaskRow, TimerRow};
use crate::ids::{InstanceId, Key};
use mingjing_model::definition::LimitKind;
use std::collections::BTreeMap;

/// A change of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The row is new, or something that it shows is.
    Put(Row),
    /// The row is gone.
    Delete(RowKey),
}

/// A row of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// Line of the case list.
    Case(CaseRow),
    /// Open task.
    Task(TaskRow),
    /// Armed timer.
    Timer(TimerRow),
    /// Limit of a clock.
    Clock(ClockRow),
    /// Open subscription.
    Subscription(SubscriptionRow),
    /// Card.
    Card(CardRow),
    /// Recorded refusal.
    Refusal(RefusalRow),
    /// Open incident.
    Incident(IncidentRow),
}

/// Key of a row of any kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKey {
    /// Line of the case list.
    Case(InstanceId),
    /// Open task.
    Task(InstanceId, Key),
    /// Armed timer.
    Timer(InstanceId, Key),
    /// Limit of a clock: clock id and kind.
    Clock(InstanceId, String, LimitKind),
    /// Open subscription.
    Subscription(InstanceId, Key),
    /// Card.
    Card(InstanceId, Key),
    /// Recorded refusal, by its record.
    Refusal(InstanceId, u64),
    /// Open incident.
    Incident(InstanceId, Key),
}

/// What leads from the old rows to the new ones: kind by kind, in each the rows that are gone before those to put.
pub fn diff(old: &Rows, new: &Rows) -> Vec<Change> {
    let mut changes = Vec::new();
    list(&mut changes, old.case.as_slice(), new.case.as_slice(), Row::Case);
    list(&mut changes, &old.tasks, &new.tasks, Row::Task);
    list(&mut changes, &old.timers, &new.timers, Row::Timer);
    list(&mut changes, &old.clocks, &new.clocks, Row::Clock);
    list(&mut changes, &old.subscriptions, &new.subscriptions, Row::Subscription);
    list(&mut changes, &old.cards, &new.cards, Row::Card);
    list(&mut changes, &old.refusals, &new.refusals, Row::Refusal);
    list(&mut changes, &old.incidents, &new.incidents, Row::Incident);
    changes
}

/// Only what is put is copied: most rows of most steps are as they were.
fn list<T: Keyed + Clone + PartialEq>(changes: &mut Vec<Change>, old: &[T], new: &[T], row: impl Fn(T) -> Row) {
    let by_key = |rows| -> BTreeMap<RowKey, &T> { <[T]>::iter(rows).map(|row| (row.key(), row)).collect() };
    let (old, new) = (by_key(old), by_key(new));
    changes.extend(old.keys().filter(|key| !new.contains_key(key)).cloned().map(Change::Delete));
    let put = new.iter().filter(|(key, row)| old.get(key) != Some(row));
    changes.extend(put.map(|(_, shown)| Change::Put(row(T::clone(shown)))));
}

/// A row that has a key.
trait Keyed {
    fn key(&self) -> RowKey;
}

macro_rules! keyed {
    ($($row:ident => |$this:ident| $key:expr),+ $(,)?) => {$(
        impl Keyed for $row {
            fn key(&self) -> RowKey {
                let $this = self;
                $key
            }
        }
    )+};
}

keyed! {
    CaseRow => |row| RowKey::Case(row.instance),
    TaskRow => |row| RowKey::Task(row.instance, row.key),
    TimerRow => |row| RowKey::Timer(row.instance, row.key),
    ClockRow => |row| RowKey::Clock(row.instance, row.clock.clone(), row.kind),
    SubscriptionRow => |row| RowKey::Subscription(row.instance, row.key),
    CardRow => |row| RowKey::Card(row.instance, row.key),
    RefusalRow => |row| RowKey::Refusal(row.instance, row.seq),
    IncidentRow => |row| RowKey::Incident(row.instance, row.key),
}

impl Row {
    /// The row's key.
    pub fn key(&self) -> RowKey {
        match self {
            Row::Case(row) => row.key(),
            Row::Task(row) => row.key(),
            Row::Timer(row) => row.key(),
            Row::Clock(row) => row.key(),
            Row::Subscription(row) => row.key(),
            Row::Card(row) => row.key(),
            Row::Refusal(row) => row.key(),
            Row::Incident(row) => row.key(),
        }
    }
}

impl Rows {
    /// Every row, of all kinds.
    pub fn each(&self) -> impl Iterator<Item = Row> {
        let case = self.case.iter().cloned().map(Row::Case);
        let work = self.tasks.iter().cloned().map(Row::Task).chain(self.timers.iter().cloned().map(Row::Timer));
        let legal = self.clocks.iter().cloned().map(Row::Clock).chain(self.cards.iter().cloned().map(Row::Card));
        let edges = self
            .subscriptions
            .iter()
            .cloned()
            .map(Row::Subscription)
            .chain(self.incidents.iter().cloned().map(Row::Incident));
        case.chain(work).chain(legal).chain(edges).chain(self.refusals.iter().cloned().map(Row::Refusal))
    }
}

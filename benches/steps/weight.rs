//! What some batches write: rows by table, and bytes of what grows with a case.

use mingjing_core::rows::{Change, Row, RowKey};
use mingjing_runtime::store::Writes;
use std::collections::BTreeMap;

/// Rows and bytes of some steps.
#[derive(Clone, Default)]
pub struct Weight {
    pub steps: usize,
    /// Row writes by table; `+` is a row put, `-` a row deleted. The tenant's log is one more row a batch.
    pub rows: BTreeMap<&'static str, usize>,
    pub control: usize,
    pub control_max: usize,
    pub records: usize,
    pub values: usize,
}

impl Weight {
    /// Weighs batches.
    pub fn of(batches: &[Writes]) -> Self {
        let mut weight = Self::default();
        for writes in batches {
            weight.add(writes);
        }
        weight
    }

    /// Row writes of one step.
    pub fn rows_a_step(&self) -> f64 {
        self.a_step(self.rows.values().sum())
    }

    /// Bytes of control, record and value rows of one step.
    pub fn bytes_a_step(&self) -> f64 {
        self.a_step(self.control + self.records + self.values)
    }

    /// A sum over all steps as that of one.
    pub fn a_step(&self, sum: usize) -> f64 {
        sum as f64 / self.steps.max(1) as f64
    }

    fn add(&mut self, writes: &Writes) {
        self.steps += writes.records.len();
        self.control += writes.instances.iter().map(|write| write.control.len()).sum::<usize>();
        let largest = writes.instances.iter().map(|write| write.control.len()).max();
        self.control_max = self.control_max.max(largest.unwrap_or(0));
        self.records += writes.records.iter().map(|write| write.bytes.len()).sum::<usize>();
        self.values += writes.values.iter().map(|write| write.bytes.len()).sum::<usize>();
        self.count("instance", writes.instances.len());
        self.count("history", writes.records.len());
        self.count("value", writes.values.len());
        self.count("number", 2 * writes.numbers.len());
        self.count("message", writes.messages.len());
        writes.rows.iter().for_each(|change| self.count(table(change), 1));
    }

    fn count(&mut self, table: &'static str, rows: usize) {
        if rows > 0 {
            *self.rows.entry(table).or_default() += rows;
        }
    }
}

fn table(change: &Change) -> &'static str {
    match change {
        Change::Put(row) => match row {
            Row::Case(_) => "case+",
            Row::Task(_) => "task+",
            Row::Timer(_) => "timer+",
            Row::Clock(_) => "clock+",
            Row::Subscription(_) => "subscription+",
            Row::Card(_) => "card+",
            Row::Refusal(_) => "refusal+",
            Row::Incident(_) => "incident+",
        },
        Change::Delete(key) => match key {
            RowKey::Case(_) => "case-",
            RowKey::Task(..) => "task-",
            RowKey::Timer(..) => "timer-",
            RowKey::Clock(..) => "clock-",
            RowKey::Subscription(..) => "subscription-",
            RowKey::Card(..) => "card-",
            RowKey::Refusal(..) => "refusal-",
            RowKey::Incident(..) => "incident-",
        },
    }
}

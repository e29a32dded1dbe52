//! The same batches once more through the store's own writer, without an engine: what the adapter costs.

use crate::{department::Department, processor};
use anyhow::{Result, bail};
use mingjing_core::{
    ids::InstanceId,
    rows::{Change, Row, RowKey},
};
use mingjing_runtime::store::{Lock, MessageWrite, Reply, Request, Writer, Writes};
use mingjing_sqlite::{Options, SqliteStore, SqliteWriter};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// A store that is written without an engine.
pub struct Replay {
    writer: SqliteWriter,
    pub file: PathBuf,
}

impl Replay {
    /// A store in this folder, with the department filed.
    pub async fn open(folder: &Path, department: &Department) -> Result<Self> {
        let file = folder.join("adapter.db");
        let store = SqliteStore::open(&file, Options::default()).await?;
        department.file(&store).await?;
        let writer = store.writer().await?;
        store.close().await;
        Ok(Self { writer, file })
    }

    /// Begins and commits each batch; gives the time taken and the processor time.
    pub async fn run(&mut self, batches: Vec<Writes>) -> Result<(Duration, Duration)> {
        let mut time = Duration::ZERO;
        let before = processor::time();
        for writes in batches {
            let begin = begin(&writes);
            let commit = Request::Commit(Box::new(writes));
            let begun = Instant::now();
            self.writer.execute(begin).await?;
            let reply = self.writer.execute(commit).await?;
            time += begun.elapsed();
            if !matches!(reply, Reply::Committed { .. }) {
                bail!("{reply:?}");
            }
        }
        Ok((time, processor::time() - before))
    }
}

fn begin(writes: &Writes) -> Request {
    let mut locks: Vec<Lock> =
        writes.instances.iter().map(|write| Lock { instance: write.instance, cached: write.expected }).collect();
    locks.sort();
    let now = writes.records.first().map_or(jiff::Timestamp::UNIX_EPOCH, |record| record.entry_at);
    Request::Begin { now, mailboxes: Vec::new(), locks }
}

/// The first that each instance writes in these batches, and what follows from it: the messages that a case sends to itself.
/// Both in batches of one instance each, in their order.
pub fn apart(batches: &[Writes]) -> (Vec<Writes>, Vec<Writes>) {
    let mut seen = BTreeSet::new();
    let singles = batches.iter().flat_map(|batch| regrouped(std::slice::from_ref(batch), 1));
    singles.partition(|part| part.records.first().is_some_and(|record| seen.insert(record.instance)))
}

/// What some batches write, in batches of so many instances. No instance may be in two of the given batches.
pub fn regrouped(batches: &[Writes], size: usize) -> Vec<Writes> {
    let mut order = Vec::new();
    let mut parts: BTreeMap<InstanceId, Writes> = BTreeMap::new();
    for record in batches.iter().flat_map(|batch| &batch.records) {
        if !parts.contains_key(&record.instance) {
            order.push(record.instance);
        }
        parts.entry(record.instance).or_default().records.push(record.clone());
    }
    let mut part = |instance: InstanceId, put: &dyn Fn(&mut Writes)| put(parts.entry(instance).or_default());
    for batch in batches {
        batch.instances.iter().for_each(|one| part(one.instance, &|part| part.instances.push(one.clone())));
        batch.values.iter().for_each(|one| part(one.id.instance, &|part| part.values.push(one.clone())));
        batch.rows.iter().for_each(|one| part(instance_of(one), &|part| part.rows.push(one.clone())));
        batch.numbers.iter().for_each(|one| part(one.instance, &|part| part.numbers.push(one.clone())));
        for one in &batch.messages {
            if let Some(instance) = sender(one) {
                part(instance, &|part| part.messages.push(one.clone()));
            }
        }
    }
    let whole = |instances: &[InstanceId]| {
        let mut whole = Writes::default();
        for part in instances.iter().filter_map(|instance| parts.get(instance)) {
            whole.instances.extend(part.instances.iter().cloned());
            whole.records.extend(part.records.iter().cloned());
            whole.values.extend(part.values.iter().cloned());
            whole.rows.extend(part.rows.iter().cloned());
            whole.numbers.extend(part.numbers.iter().cloned());
            whole.messages.extend(part.messages.iter().cloned());
        }
        whole.instances.sort_by_key(|write| (write.expected.is_some(), write.instance));
        whole
    };
    order.chunks(size).map(whole).collect()
}

/// The instance that sent a message. The score knows no others, and what a case sends to itself is its own on every way.
fn sender(write: &MessageWrite) -> Option<InstanceId> {
    match write {
        MessageWrite::Keep(_, message)
        | MessageWrite::Sent(_, message)
        | MessageWrite::Delivered(_, message, _)
        | MessageWrite::Refused(_, message) => message.from.as_ref().map(|sender| sender.instance),
        MessageWrite::Receipted(instance, _) => Some(*instance),
        MessageWrite::Looked(_) => None,
    }
}

fn instance_of(change: &Change) -> InstanceId {
    match change {
        Change::Put(row) => match row {
            Row::Case(row) => row.instance,
            Row::Task(row) => row.instance,
            Row::Timer(row) => row.instance,
            Row::Clock(row) => row.instance,
            Row::Subscription(row) => row.instance,
            Row::Card(row) => row.instance,
            Row::Refusal(row) => row.instance,
            Row::Incident(row) => row.instance,
        },
        Change::Delete(key) => match key {
            RowKey::Case(instance)
            | RowKey::Task(instance, _)
            | RowKey::Timer(instance, _)
            | RowKey::Clock(instance, _, _)
            | RowKey::Subscription(instance, _)
            | RowKey::Card(instance, _)
            | RowKey::Refusal(instance, _)
            | RowKey::Incident(instance, _) => *instance,
        },
    }
}

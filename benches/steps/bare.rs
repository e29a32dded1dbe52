//! The same rows written bare: prepared statements, a row each, in transactions of the same size, on a connection of our
//! own with the same settings. Everything that is not writing is done before the clock runs: rows are laid out as
//! parameters, and a row that is there already is updated, with the indexed columns left out unless they changed. So the
//! baseline does no more than must be done.

use crate::{
    columns::{CASE, CASE_INDEXED, CLOCK, TASK, TASK_INDEXED, case_values, clock_values, task_values},
    department::Department,
    processor,
};
use anyhow::{Context, Result, bail};
use mingjing_core::{
    ids::{InstanceId, Tenant},
    rows::{Change, Row, RowKey},
};
use mingjing_runtime::store::{InstanceWrite, RecordWrite, Writes};
use mingjing_sqlite::{Options, SqliteStore};
use rusqlite::{Connection, params_from_iter, types::Value};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

/// A store that is written bare.
pub struct Bare {
    connection: Connection,
    /// Rows as they are, by table and key.
    rows: BTreeMap<(&'static str, Vec<u8>), Vec<Value>>,
    logs: BTreeMap<Tenant, u64>,
}

/// A batch: each statement once, with the rows that it writes.
type Grouped = Vec<(Arc<str>, Vec<Vec<Value>>)>;

/// One statement with its parameters.
struct Run {
    text: Arc<str>,
    values: Vec<Value>,
}

/// A read table: its columns with the key first, how many of them are the key, and those with an index that seldom change.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    key: usize,
    indexed: &'static [&'static str],
}

const TASKS: Table = Table { name: "task", columns: TASK, key: 3, indexed: TASK_INDEXED };
const CASES: Table = Table { name: "case_row", columns: CASE, key: 2, indexed: CASE_INDEXED };
const CLOCKS: Table = Table { name: "clock", columns: CLOCK, key: 4, indexed: &[] };
const PEOPLE: Table = Table { name: "case_person", columns: &["person", "tenant", "instance"], key: 3, indexed: &[] };

impl Bare {
    /// A store in this folder, with the schema of the real one and the department filed.
    pub async fn open(folder: &Path, department: &Department) -> Result<Self> {
        let file = folder.join("bare.db");
        let store = SqliteStore::open(&file, Options::default()).await?;
        department.file(&store).await?;
        store.close().await;
        let connection = Connection::open(&file)?;
        connection.set_prepared_statement_cache_capacity(100);
        connection.execute_batch(
            "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA wal_autocheckpoint = 16000;
             PRAGMA cache_size = -32768; PRAGMA temp_store = memory; PRAGMA foreign_keys = off;",
        )?;
        Ok(Self { connection, rows: BTreeMap::new(), logs: BTreeMap::new() })
    }

    /// Writes each batch in a transaction of its own; gives the time of each, and the processor time of all.
    pub fn run(&mut self, batches: &[Writes]) -> Result<(Vec<Duration>, Duration)> {
        let laid_out = batches.iter().map(|writes| self.lay_out(writes)).collect::<Result<Vec<_>>>()?;
        let mut times = Vec::with_capacity(laid_out.len());
        let before = processor::time();
        for batch in &laid_out {
            let begun = Instant::now();
            self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
            for (text, rows) in batch {
                let mut statement = self.connection.prepare_cached(text)?;
                for values in rows {
                    if statement.execute(params_from_iter(values))? != 1 {
                        bail!("not one row was changed by {text}");
                    }
                }
            }
            self.connection.prepare_cached("COMMIT")?.execute([])?;
            times.push(begun.elapsed());
        }
        Ok((times, processor::time() - before))
    }

    fn lay_out(&mut self, writes: &Writes) -> Result<Grouped> {
        if !writes.numbers.is_empty() || !writes.messages.is_empty() {
            bail!("the bench writes no numbers and no messages bare");
        }
        let mut runs: Vec<Run> = writes.instances.iter().map(instance).collect();
        runs.extend(writes.records.iter().map(|write| self.record(write)));
        let tenants: std::collections::BTreeSet<Tenant> =
            writes.records.iter().map(|write| write.instance.tenant).collect();
        for tenant in tenants {
            let last = self.logs.get(&tenant).copied().unwrap_or(0);
            let text = "UPDATE tenant_log SET last = ?2 WHERE tenant = ?1";
            runs.push(Run { text: text.into(), values: vec![tenant.0.into(), int(last)] });
        }
        for write in &writes.values {
            let [tenant, id] = instance_values(&write.id.instance);
            let values = vec![tenant, id, int(write.id.seq), write.id.n.into(), blob(&write.salt), blob(&write.bytes)];
            let text = "INSERT INTO value (tenant, instance, seq, n, salt, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            runs.push(Run { text: text.into(), values });
        }
        for change in &writes.rows {
            self.change(change, &mut runs)?;
        }
        Ok(grouped(runs))
    }

    fn record(&mut self, write: &RecordWrite) -> Run {
        let last = self.logs.entry(write.instance.tenant).or_default();
        *last += 1;
        let [tenant, id] = instance_values(&write.instance);
        let text =
            "INSERT INTO history (tenant, instance, seq, log_seq, command, digest, entry_at, algorithm, previous,
            hash, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        let values = vec![
            tenant,
            id,
            int(write.seq),
            int(*last),
            blob(write.command.0.as_bytes()),
            blob(&write.digest),
            write.entry_at.as_microsecond().into(),
            write.algorithm.into(),
            blob(&write.previous.0),
            blob(&write.hash.0),
            blob(&write.bytes),
        ];
        Run { text: text.into(), values }
    }

    fn change(&mut self, change: &Change, runs: &mut Vec<Run>) -> Result<()> {
        match change {
            Change::Put(Row::Case(row)) => {
                runs.extend(self.put(&CASES, case_values(row)?));
                let [tenant, id] = instance_values(&row.instance);
                for person in &row.people {
                    runs.extend(self.put(&PEOPLE, vec![person.as_str().to_owned().into(), tenant.clone(), id.clone()]));
                }
            }
            Change::Put(Row::Task(row)) => runs.extend(self.put(&TASKS, task_values(row))),
            Change::Put(Row::Clock(row)) => runs.extend(self.put(&CLOCKS, clock_values(row))),
            Change::Delete(RowKey::Task(instance, key)) => {
                let [tenant, id] = instance_values(instance);
                let values = vec![tenant, id, int(key.0)];
                self.rows.remove(&(TASKS.name, key_of(&values))).context("a task goes that never came")?;
                let text = "DELETE FROM task WHERE tenant = ?1 AND instance = ?2 AND key = ?3";
                runs.push(Run { text: text.into(), values });
            }
            other => bail!("the bench does not write this bare: {other:?}"),
        }
        Ok(())
    }

    /// Inserts a row, or updates the one that is there; nothing when it is the same.
    fn put(&mut self, table: &Table, values: Vec<Value>) -> Option<Run> {
        let key = (table.name, key_of(&values[..table.key]));
        let before = self.rows.insert(key, values.clone());
        let text = match before {
            None => table.insert(),
            Some(before) if before == values => return None,
            Some(before) => {
                let moved = |name: &&'static str| {
                    let at = table.columns.iter().position(|column| column == name);
                    at.is_some_and(|at| before[at] != values[at])
                };
                table.update(table.indexed.iter().any(moved))
            }
        };
        Some(Run { text: text.into(), values })
    }
}

impl Table {
    fn insert(&self) -> String {
        let places: Vec<String> = (1..=self.columns.len()).map(|place| format!("?{place}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, self.columns.join(", "), places.join(", "))
    }

    /// Updates by key; the indexed columns only if one of them changed.
    fn update(&self, with_indexed: bool) -> String {
        let column = |(place, name): (usize, &&str)| format!("{name} = ?{}", place + 1);
        let columns = self.columns.iter().enumerate();
        let wanted =
            |(place, name): &(usize, &&str)| *place >= self.key && (with_indexed || !self.indexed.contains(*name));
        let sets: Vec<String> = columns.clone().filter(wanted).map(column).collect();
        let keys: Vec<String> = columns.take(self.key).map(column).collect();
        // The last parameter is named, whatever else is: all are always bound.
        let last = self.columns.len();
        format!("UPDATE {} SET {} WHERE {} AND ?{last} IS ?{last}", self.name, sets.join(", "), keys.join(" AND "))
    }
}

/// By statement, in the order of their first rows. No two rows of a batch have the same key, so that order is free.
fn grouped(runs: Vec<Run>) -> Grouped {
    let mut groups = Grouped::new();
    for Run { text, values } in runs {
        match groups.iter_mut().find(|(known, _)| *known == text) {
            Some((_, rows)) => rows.push(values),
            None => groups.push((text, vec![values])),
        }
    }
    groups
}

fn instance(write: &InstanceWrite) -> Run {
    let [tenant, id] = instance_values(&write.instance);
    let continue_at = write.continue_at.map(|at| at.as_microsecond()).into();
    let mut values = vec![tenant, id, int(write.seq), blob(&write.control), continue_at];
    let text = match write.expected {
        None => "INSERT INTO instance (tenant, instance, seq, control, continue_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        Some(expected) => {
            values.push(int(expected));
            "UPDATE instance SET seq = ?3, control = ?4, continue_at = ?5 WHERE tenant = ?1 AND instance = ?2 AND seq = ?6"
        }
    };
    Run { text: text.into(), values }
}

fn instance_values(instance: &InstanceId) -> [Value; 2] {
    [instance.tenant.0.into(), blob(instance.uuid.as_bytes())]
}

fn int(number: u64) -> Value {
    number.cast_signed().into()
}

fn blob(bytes: &[u8]) -> Value {
    bytes.to_vec().into()
}

fn key_of(values: &[Value]) -> Vec<u8> {
    format!("{values:?}").into_bytes()
}

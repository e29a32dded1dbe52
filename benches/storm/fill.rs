//! Cases put into a store in bulk: one is started by the engine, the others are written as it would have written them.

use crate::{
    department::{Department, Filed},
    hand::Hand,
    score::Note,
};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use mingjing_core::{
    ids::{CommandId, Hash, InstanceId},
    rows::{Rows, diff, project},
    state::Instance,
};
use mingjing_model::{bundle::Bundle, definition::Definition};
use mingjing_runtime::{
    control,
    lane::{Answer, Decode},
    shell::Engine,
    store::{
        InstanceWrite, RecordWrite, Reply, Request, Writer, Writes,
        read::{Histories, HistoryLine},
    },
};
use mingjing_sqlite::{Options, SqliteStore, SqliteWriter};
use std::{path::Path, sync::Arc};
use uuid::Uuid;

/// Cases of one commit.
const AT_ONCE: usize = 2_000;

/// A store full of cases that were started long ago.
pub struct Full {
    pub filed: Filed,
    /// The earliest moment at which each of the cases raises a card.
    pub due: Timestamp,
}

/// An engine on this store.
pub async fn engine(file: &Path, clock: Arc<Hand>) -> Result<(SqliteStore, Engine)> {
    let store = SqliteStore::open(file, Options::default()).await?;
    let writer: Box<dyn Writer> = Box::new(store.writer().await?);
    let engine = Engine::start(vec![writer], decode(), clock);
    Ok((store, engine))
}

/// Makes a store of so many cases, one clock of each with a card to come, and all cards at the same moment.
pub async fn fill(file: &Path, department: &Department, score: &[Note], count: usize) -> Result<Full> {
    let begins = department.begins()?;
    let filed = {
        let store = SqliteStore::open(file, Options::default()).await?;
        let filed = department.file(&store).await?;
        store.close().await;
        filed
    };
    let first = InstanceId { tenant: filed.tenant, uuid: Uuid::now_v7() };
    let (store, engine) = engine(file, Arc::new(Hand::at(begins))).await?;
    let start = score.first().context("an empty score")?;
    let answer = engine.send(start.command(first, None)).await;
    if !matches!(answer, Answer::Done { .. }) {
        bail!("the first case: {answer:?}");
    }
    engine.shutdown().await;
    let (_, bytes) = store.instance_get(first).await?.context("the first case is not there")?;
    let pattern = Pattern {
        instance: control::decode(&bytes)?,
        lines: store.history_page(first, 0, u32::MAX).await?,
        definition: definition(department)?,
    };
    let due = pattern.due().context("the case has no card to come")?;
    let mut writer = store.writer().await?;
    for _ in 0..count.saturating_sub(1).div_ceil(AT_ONCE) {
        pattern.copy(&mut writer, AT_ONCE.min(count - 1)).await?;
    }
    drop(writer);
    store.close().await;
    Ok(Full { filed, due })
}

/// How many cases [`fill`] makes of this count: whole commits beside the first.
pub fn made(count: usize) -> usize {
    let others = count.saturating_sub(1);
    1 + others.div_ceil(AT_ONCE) * AT_ONCE.min(others)
}

fn decode() -> Decode {
    Arc::new(|bytes: &[u8]| Bundle::decode(bytes).map(|bundle| bundle.definitions).map_err(|error| error.to_string()))
}

fn definition(department: &Department) -> Result<Definition> {
    let mut all = department.bundle.definitions.iter();
    all.find(|one| one.process == department.scenario.process).cloned().context("the process is not filed")
}

/// The case that the others are copies of.
struct Pattern {
    instance: Instance,
    lines: Vec<HistoryLine>,
    definition: Definition,
}

impl Pattern {
    fn due(&self) -> Option<Timestamp> {
        let rows = project(&self.definition, &self.instance);
        rows.tasks.iter().filter_map(|task| task.next_card_at).min()
    }

    /// Writes so many copies: their ids are new, everything else is the same.
    async fn copy(&self, writer: &mut SqliteWriter, count: usize) -> Result<()> {
        let mut writes = Writes::default();
        for _ in 0..count {
            let id = InstanceId { tenant: self.instance.id.tenant, uuid: Uuid::now_v7() };
            let instance = Instance { id, ..self.instance.clone() };
            writes.rows.extend(diff(&Rows::default(), &project(&self.definition, &instance)));
            let (seq, control) = (instance.seq, control::encode(&instance)?);
            writes.instances.push(InstanceWrite { instance: id, expected: None, seq, control, continue_at: None });
            writes.records.extend(self.lines.iter().map(|line| record(line, id)));
        }
        writer.execute(Request::Begin { now: self.instance.now, mailboxes: Vec::new(), locks: Vec::new() }).await?;
        match writer.execute(Request::Commit(Box::new(writes))).await? {
            Reply::Committed { .. } => Ok(()),
            other => bail!("the store answered {other:?}"),
        }
    }
}

fn record(line: &HistoryLine, instance: InstanceId) -> RecordWrite {
    RecordWrite {
        instance,
        seq: line.seq,
        command: CommandId(instance.uuid),
        digest: line.digest,
        entry_at: line.entry_at,
        bytes: line.bytes.clone(),
        algorithm: line.algorithm,
        previous: Hash(line.previous.0),
        hash: line.hash,
    }
}

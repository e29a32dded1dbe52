//! The storm: every clock of the store falls due at the same moment, while people go on working on cases of their own.

use crate::{
    department::{Department, Filed},
    fill,
    hand::Hand,
    processor,
    score::Note,
};
use anyhow::{Context, Result, bail, ensure};
use jiff::{SignedDuration, Timestamp};
use mingjing_core::ids::{InstanceId, PersonId};
use mingjing_runtime::{lane::Answer, shell::Engine};
use rusqlite::{Connection, OpenFlags};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use uuid::Uuid;

/// People at work: the wave of a large office, and enough that batches are not full of machines only.
const PEOPLE: usize = 16;
/// Cases of each of them.
const CASES: usize = 8;
/// How long they work before the storm, and how long they go on after it at least.
const QUIET: Duration = Duration::from_secs(4);
/// Between two looks whether all cards are there.
const LOOK: Duration = Duration::from_millis(100);
/// A storm that takes longer has lost something.
const PATIENCE: Duration = Duration::from_secs(600);

/// What was measured.
pub struct Storm {
    pub clocks: usize,
    /// Until the last card was there.
    pub carded: Duration,
    /// Processor time meanwhile, of everything.
    pub processor: Duration,
    pub quiet: Work,
    pub stormy: Work,
}

/// The work of the people.
pub struct Work {
    pub commands: usize,
    pub wall: Duration,
    pub p50: Duration,
    pub p99: Duration,
    pub max: Duration,
}

/// Measures in this file.
pub async fn measure(file: &Path, department: &Department, score: Arc<Vec<Note>>, count: usize) -> Result<Storm> {
    let full = fill::fill(file, department, &score, count).await?;
    let clock = Arc::new(Hand::at(full.due - SignedDuration::from_hours(12)));
    let (store, engine) = fill::engine(file, clock.clone()).await?;
    let engine = Arc::new(engine);
    let mut desks = desks(&engine, &score, full.filed).await?;

    let quiet = work(&engine, &score, &mut desks, async {
        let _ = tokio::time::timeout(QUIET, std::future::pending::<()>()).await;
    })
    .await?;
    let cards = Cards::open(file)?;
    let (begun, processor) = (Instant::now(), processor::time());
    clock.put(full.due);
    let mut carded = Duration::ZERO;
    let mut looks = tokio::time::interval(LOOK);
    let stormy = work(&engine, &score, &mut desks, async {
        while cards.are_due(full.due).unwrap_or(true) && begun.elapsed() < PATIENCE {
            looks.tick().await;
        }
        carded = begun.elapsed();
    })
    .await?;
    let processor = processor::time().saturating_sub(processor);
    engine.shutdown().await;
    store.close().await;

    let (clocks, raised) = (fill::made(count), cards.count()?);
    ensure!(raised == clocks, "{raised} cards for {clocks} clocks");
    Ok(Storm { clocks, carded, processor, quiet, stormy })
}

/// A person's cases, with the next command of each.
struct Desk {
    person: PersonId,
    cases: Vec<(InstanceId, usize)>,
}

async fn desks(engine: &Engine, score: &[Note], filed: Filed) -> Result<Vec<Desk>> {
    let mut desks = Vec::new();
    for number in 0..PEOPLE {
        let mut desk = Desk { person: PersonId::new(format!("filler{number:03}")), cases: Vec::new() };
        for _ in 0..CASES {
            let mut case = (InstanceId { tenant: filed.tenant, uuid: Uuid::now_v7() }, 0);
            step(engine, score, &mut case, &desk.person).await?;
            desk.cases.push(case);
        }
        desks.push(desk);
    }
    Ok(desks)
}

/// Lets everybody work until something is over.
async fn work(
    engine: &Arc<Engine>,
    score: &Arc<Vec<Note>>,
    desks: &mut Vec<Desk>,
    until: impl Future<Output = ()>,
) -> Result<Work> {
    let over = Arc::new(AtomicBool::new(false));
    let begun = Instant::now();
    let mut working = JoinSet::new();
    for mut desk in desks.drain(..) {
        let (engine, score, over) = (engine.clone(), score.clone(), over.clone());
        working.spawn(async move {
            let mut latencies = Vec::new();
            while !over.load(Ordering::Relaxed) {
                for case in &mut desk.cases {
                    if case.1 + 2 > score.len() {
                        // The case has gone round often enough: another one is begun.
                        *case = (InstanceId { tenant: case.0.tenant, uuid: Uuid::now_v7() }, 0);
                    }
                    latencies.push(step(&engine, &score, case, &desk.person).await?);
                }
            }
            anyhow::Ok((desk, latencies))
        });
    }
    until.await;
    over.store(true, Ordering::Relaxed);
    let mut latencies = Vec::new();
    while let Some(done) = working.join_next().await {
        let (desk, took) = done??;
        desks.push(desk);
        latencies.extend(took);
    }
    let wall = begun.elapsed();
    latencies.sort();
    let at = |share: f64| latencies.get(((latencies.len().max(1) - 1) as f64 * share) as usize).copied();
    let (p50, p99, max) = (at(0.5), at(0.99), at(1.0));
    let none = "nobody worked";
    Ok(Work {
        commands: latencies.len(),
        wall,
        p50: p50.context(none)?,
        p99: p99.context(none)?,
        max: max.context(none)?,
    })
}

async fn step(engine: &Engine, score: &[Note], case: &mut (InstanceId, usize), person: &PersonId) -> Result<Duration> {
    let note = score.get(case.1).context("the score is too short")?;
    let command = note.command(case.0, Some(person));
    let sent = Instant::now();
    let answer = engine.send(command).await;
    let took = sent.elapsed();
    if !matches!(answer, Answer::Done { .. }) {
        bail!("{}: {answer:?}", note.label);
    }
    case.1 += 1;
    Ok(took)
}

/// A look into the store beside the engine.
struct Cards(Connection);

impl Cards {
    fn open(file: &Path) -> Result<Self> {
        Ok(Self(Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?))
    }

    /// Whether a card of this moment is still to come.
    fn are_due(&self, by: Timestamp) -> Result<bool> {
        let mut statement = self.0.prepare_cached("SELECT 1 FROM task WHERE next_card_at <= ?1 LIMIT 1")?;
        Ok(statement.exists([by.as_microsecond()])?)
    }

    fn count(&self) -> Result<usize> {
        Ok(self.0.query_row("SELECT count(*) FROM card", [], |row| row.get::<_, i64>(0))?.try_into()?)
    }
}

//! An engine over a SQLite store of its own, and clients that work on its cases.

use crate::{
    department::{Department, Filed},
    processor,
    score::Note,
    watch::{Notes, Watch, Watched},
};
use anyhow::{Context, Result, bail};
use jiff::{SignedDuration, Timestamp};
use mingjing_core::ids::{InstanceId, PersonId};
use mingjing_model::bundle::Bundle;
use mingjing_runtime::{
    lane::Answer,
    shell::Engine,
    store::Writer,
    time::{Clock, SteppedClock},
};
use mingjing_sqlite::{Options, SqliteStore};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use uuid::Uuid;

/// An engine with its store.
pub struct Site {
    engine: Arc<Engine>,
    score: Arc<Vec<Note>>,
    clock: Option<Arc<SteppedClock>>,
    pub watch: Watch,
    pub filed: Filed,
    pub file: PathBuf,
}

/// A clock that runs from the moment at which the scenario begins.
struct Running {
    from: Timestamp,
    since: Instant,
}

/// A case, and how far it has come in the score.
pub struct Case {
    instance: InstanceId,
    next: usize,
}

/// What came of some work.
pub struct Ran {
    pub wall: Duration,
    /// Processor time, the clients' included.
    pub processor: Duration,
    /// How long each command took, as its client saw it; shortest first.
    pub latencies: Vec<Duration>,
    pub notes: Notes,
}

/// The beginning of some work.
pub struct Begun {
    at: Instant,
    processor: Duration,
}

impl Begun {
    /// Work begins now.
    pub fn now() -> Self {
        Self { at: Instant::now(), processor: processor::time() }
    }

    /// Time and processor time that have passed.
    pub fn spent(&self) -> (Duration, Duration) {
        (self.at.elapsed(), processor::time().saturating_sub(self.processor))
    }
}

impl Clock for Running {
    fn now(&self) -> Timestamp {
        let microseconds = i64::try_from(self.since.elapsed().as_micros()).unwrap_or(i64::MAX);
        self.from + SignedDuration::from_micros(microseconds)
    }
}

impl Site {
    /// An engine in this folder, from the moment at which the scenario begins: time runs, or else only
    /// [`Self::move_to`] moves it.
    pub async fn open(folder: &Path, department: &Department, score: Arc<Vec<Note>>, runs: bool) -> Result<Self> {
        let file = folder.join("engine.db");
        let store = SqliteStore::open(&file, Options::default()).await?;
        let filed = department.file(&store).await?;
        let watch = Watch::default();
        let writer: Box<dyn Writer> = Box::new(Watched { writer: store.writer().await?, watch: watch.clone() });
        let decode = Arc::new(|bytes: &[u8]| {
            Bundle::decode(bytes).map(|bundle| bundle.definitions).map_err(|error| error.to_string())
        });
        let from = department.begins()?;
        let stepped = (!runs).then(|| Arc::new(SteppedClock::at(from)));
        let clock: Arc<dyn Clock> = match &stepped {
            Some(stepped) => stepped.clone(),
            None => Arc::new(Running { from, since: Instant::now() }),
        };
        let engine = Arc::new(Engine::start(vec![writer], decode, clock));
        // What was filed came through another connection; from here on only the engine writes.
        store.close().await;
        Ok(Self { engine, score, clock: stepped, watch, filed, file })
    }

    /// Cases that have not started yet.
    pub fn cases(&self, count: usize) -> Vec<Case> {
        let case = |_| Case { instance: InstanceId { tenant: self.filed.tenant, uuid: Uuid::now_v7() }, next: 0 };
        (0..count).map(case).collect()
    }

    /// Moves time day by day, so that what falls due on the way is carried out on its day.
    pub async fn move_to(&self, moment: Timestamp) {
        let Some(clock) = &self.clock else { return };
        while clock.now() < moment {
            clock.move_to((clock.now() + SignedDuration::from_hours(24)).min(moment));
            self.engine.settle().await;
        }
    }

    /// Carries out what follows from what was sent: messages that cases send to themselves.
    pub async fn settle(&self) {
        self.engine.settle().await;
    }

    /// Sends the next command of every case at once, and waits for all.
    pub async fn wave(&self, cases: &mut Vec<Case>) -> Result<Ran> {
        self.watch.take();
        let begun = Begun::now();
        let mut sent = JoinSet::new();
        for (place, mut case) in cases.drain(..).enumerate() {
            let (engine, score) = (self.engine.clone(), self.score.clone());
            sent.spawn(async move {
                let took = step(&engine, &score, &mut case, None).await?;
                anyhow::Ok((place, case, took))
            });
        }
        let done = sent.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
        let spent = begun.spent();
        let (mut latencies, mut back) = (Vec::new(), Vec::new());
        for (place, case, took) in done {
            latencies.push(took);
            back.push((place, case));
        }
        back.sort_by_key(|(place, _)| *place);
        cases.extend(back.into_iter().map(|(_, case)| case));
        Ok(self.ran(spent, latencies))
    }

    /// So many clients, each with a share of the cases, go from case to case: claim, complete, on to the next. Each does
    /// so many commands and waits for every answer.
    pub async fn clients(&self, cases: &mut Vec<Case>, clients: usize, steps_each: usize) -> Result<Ran> {
        self.watch.take();
        let mut shares: Vec<Vec<Case>> = (0..clients).map(|_| Vec::new()).collect();
        cases.drain(..).enumerate().for_each(|(place, case)| shares[place % clients].push(case));
        let begun = Begun::now();
        let mut working = JoinSet::new();
        for (client, mut share) in shares.into_iter().enumerate() {
            let (engine, score) = (self.engine.clone(), self.score.clone());
            let person = PersonId::new(format!("filler{client:03}"));
            working.spawn(async move {
                let mut latencies = Vec::with_capacity(steps_each);
                let mut turn = 0;
                while latencies.len() < steps_each {
                    let case = &mut share[turn];
                    latencies.push(step(&engine, &score, case, Some(&person)).await?);
                    latencies.push(step(&engine, &score, case, Some(&person)).await?);
                    turn = (turn + 1) % share.len();
                }
                // Whoever has gone least far comes first next time.
                share.rotate_left(turn);
                anyhow::Ok((client, share, latencies))
            });
        }
        let mut done = working.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
        let spent = begun.spent();
        done.sort_by_key(|(client, _, _)| *client);
        let mut latencies = Vec::new();
        for (_, share, took) in done {
            cases.extend(share);
            latencies.extend(took);
        }
        Ok(self.ran(spent, latencies))
    }

    /// Stops the engine and closes its connection.
    pub async fn close(self) {
        self.engine.shutdown().await;
    }

    fn ran(&self, (wall, processor): (Duration, Duration), mut latencies: Vec<Duration>) -> Ran {
        latencies.sort();
        Ran { wall, processor, latencies, notes: self.watch.take() }
    }
}

/// Carries a case on by one command.
async fn step(engine: &Engine, score: &[Note], case: &mut Case, person: Option<&PersonId>) -> Result<Duration> {
    let note = score.get(case.next).context("the score is too short for so many steps")?;
    let command = note.command(case.instance, person);
    let sent = Instant::now();
    let answer = engine.send(command).await;
    let took = sent.elapsed();
    if !matches!(answer, Answer::Done { .. }) {
        bail!("{} (command {}): {answer:?}", note.label, case.next);
    }
    case.next += 1;
    Ok(took)
}

//! Steps per second with 1, 16 and 128 clients, and the same batches bare and through the adapter alone. The three take
//! turns, so that a slow minute of the machine is a slow minute for all.

use crate::{
    bare::Bare,
    bytes::{self, StepBytes},
    department::{Department, PEOPLE},
    replay::Replay,
    score::Note,
    site::{Case, Ran, Site},
};
use anyhow::Result;
use std::{path::Path, sync::Arc, time::Duration};

/// Cases that the clients work on: far more than a batch touches.
const POOL: usize = 4_096;
/// Cases beside them, for the bytes of a step.
const ASIDE: usize = 512;
/// How often the three take turns; medians are shown.
const TURNS: usize = 3;
/// Clients, and steps that each does in a turn.
const CLIENTS: [(usize, usize); 3] = [(1, 4_000), (16, 1_000), (PEOPLE, 250)];

/// The figures of one number of clients.
pub struct Rate {
    pub clients: usize,
    pub turns: Vec<Turn>,
}

/// One turn.
pub struct Turn {
    pub steps: usize,
    pub batches: usize,
    pub engine: Duration,
    pub adapter: Duration,
    pub bare: Duration,
    /// Processor time of the three, the first with its clients.
    pub processor: [Duration; 3],
    pub p50: Duration,
    pub p99: Duration,
    /// Median time of one bare transaction.
    pub bare_p50: Duration,
    /// Requests to the store, and time in them: begin, read, commit.
    pub requests: [(usize, Duration); 3],
    /// Time that the engine lost by being watched.
    pub noting: Duration,
}

/// Measures in this folder.
pub async fn measure(
    folder: &Path,
    department: &Department,
    score: Arc<Vec<Note>>,
    quick: bool,
) -> Result<(Vec<Rate>, Vec<StepBytes>)> {
    let site = Site::open(folder, department, score.clone(), true).await?;
    let mut bare = Bare::open(folder, department).await?;
    let mut replay = Replay::open(folder, department).await?;
    let mut cases = site.cases(POOL + ASIDE);
    for some in started(&site, &mut cases).await? {
        bare.run(&some.notes.commits)?;
        replay.run(some.notes.commits).await?;
    }
    let mut aside = scattered(cases);
    let mut cases = aside.split_off(ASIDE);
    let mut rates: Vec<Rate> = CLIENTS.map(|(clients, _)| Rate { clients, turns: Vec::new() }).into();
    for _ in 0..TURNS {
        for (rate, (clients, steps)) in rates.iter_mut().zip(CLIENTS) {
            let steps = if quick { steps / 10 } else { steps };
            cases = scattered(cases);
            let ran = site.clients(&mut cases, clients, steps).await?;
            let times = bare.run(&ran.notes.commits)?;
            let turn = turn(ran, times, &mut replay).await?;
            rate.turns.push(turn);
        }
    }
    let bytes = bytes::pages(&site, &mut replay, &score, aside).await?;
    site.close().await;
    Ok((rates, bytes))
}

/// Starts all cases, some at a time: the lane takes no more at once.
async fn started(site: &Site, cases: &mut Vec<Case>) -> Result<Vec<Ran>> {
    const AT_ONCE: usize = 512;
    let mut ran = Vec::new();
    let mut waiting = std::mem::take(cases);
    while !waiting.is_empty() {
        let mut some: Vec<Case> = waiting.drain(..AT_ONCE.min(waiting.len())).collect();
        ran.push(site.wave(&mut some).await?);
        cases.append(&mut some);
    }
    Ok(ran)
}

/// The cases in an order in which neighbours lie far apart in the store.
fn scattered(cases: Vec<Case>) -> Vec<Case> {
    /// A prime that divides no number of cases here.
    const STRIDE: usize = 1_597;
    let mut placed: Vec<(usize, Case)> = cases.into_iter().enumerate().collect();
    let count = placed.len().max(1);
    placed.sort_by_key(|(place, _)| place * STRIDE % count);
    placed.into_iter().map(|(_, case)| case).collect()
}

async fn turn(ran: Ran, (mut bare, bare_processor): (Vec<Duration>, Duration), replay: &mut Replay) -> Result<Turn> {
    let at = |share: f64| ran.latencies[((ran.latencies.len() - 1) as f64 * share) as usize];
    let (steps, p50, p99) = (ran.latencies.len(), at(0.5), at(0.99));
    let notes = ran.notes;
    let requests = [notes.begins, notes.reads, notes.writes].map(|spent| (spent.times, spent.time));
    let batches = notes.commits.len();
    let (adapter, adapter_processor) = replay.run(notes.commits).await?;
    let bare_sum = bare.iter().sum();
    bare.sort();
    Ok(Turn {
        steps,
        batches,
        engine: ran.wall,
        adapter,
        bare: bare_sum,
        processor: [ran.processor, adapter_processor, bare_processor],
        p50,
        p99,
        bare_p50: bare[bare.len() / 2],
        requests,
        noting: notes.noting,
    })
}

impl Rate {
    /// The median of a figure over the turns.
    pub fn median(&self, figure: impl Fn(&Turn) -> f64) -> f64 {
        let mut figures: Vec<f64> = self.turns.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    }
}

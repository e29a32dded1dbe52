//! Rows and bytes of a step, form by form: what the engine handed to its store, and what that made of the write-ahead log
//! in batches of 1, 10 and 100 cases that lie far apart.

use crate::{
    department::{Department, PAGES},
    log::Log,
    replay::{Replay, apart, regrouped},
    score::Note,
    site::{Case, Site},
    weight::Weight,
};
use anyhow::Result;
use mingjing_runtime::store::Writes;
use std::{path::Path, sync::Arc};

/// Cases that are played of the real process.
const CASES: usize = 300;
/// Cases written one by one, and in batches of ten; all others go in batches of a hundred.
const SINGLE: usize = 32;
const IN_TENS: usize = 80;

/// What one kind of step writes.
pub struct StepBytes {
    pub label: String,
    pub completes: bool,
    pub weight: Weight,
    /// Bytes of write-ahead log a step, in batches of 1, 10 and 100.
    pub log: [f64; 3],
    /// The same in the batches that the engine made of all commands at once, and how large these were.
    pub log_met: f64,
    pub batch_met: f64,
}

/// Claims and completes every page of the small process once.
pub async fn pages(site: &Site, replay: &mut Replay, score: &[Note], mut cases: Vec<Case>) -> Result<Vec<StepBytes>> {
    let mut steps = Vec::new();
    for note in score.iter().skip(1).take(2 * PAGES) {
        steps.push(wave(site, replay, note, &mut cases).await?);
    }
    Ok(steps)
}

/// Plays the real process in this folder, all cases side by side.
pub async fn road(
    folder: &Path,
    department: &Department,
    score: Arc<Vec<Note>>,
    quick: bool,
) -> Result<Vec<StepBytes>> {
    let site = Site::open(folder, department, score.clone(), false).await?;
    let mut replay = Replay::open(folder, department).await?;
    let mut cases = site.cases(if quick { 2 * IN_TENS + SINGLE } else { CASES });
    let mut steps = Vec::new();
    for note in score.iter() {
        site.watch.take();
        site.move_to(note.at).await;
        // What fell due on the way: cards.
        replay.run(site.watch.take().commits).await?;
        steps.push(wave(&site, &mut replay, note, &mut cases).await?);
    }
    site.close().await;
    Ok(steps)
}

async fn wave(site: &Site, replay: &mut Replay, note: &Note, cases: &mut Vec<Case>) -> Result<StepBytes> {
    let met = Log::hold(&site.file)?;
    let ran = site.wave(cases).await?;
    let log_met = met.length()? as f64 / cases.len() as f64;
    drop(met);
    let (commits, mut follow) = apart(&ran.notes.commits);
    let mut singles = regrouped(&commits, 1);
    let mut tens = singles.split_off(SINGLE.min(singles.len()));
    let hundreds = tens.split_off(IN_TENS.min(tens.len()));
    let mut log = [0.0; 3];
    for (place, (batches, size)) in [(singles, 1), (tens, 10), (hundreds, 100)].into_iter().enumerate() {
        log[place] = log_a_step(replay, regrouped(&batches, size)).await?;
    }
    site.settle().await;
    follow.extend(site.watch.take().commits);
    replay.run(follow).await?;
    Ok(StepBytes {
        label: note.label.clone(),
        completes: note.completes(),
        weight: Weight::of(&commits),
        log,
        log_met,
        batch_met: cases.len() as f64 / ran.notes.commits.len().max(1) as f64,
    })
}

async fn log_a_step(replay: &mut Replay, batches: Vec<Writes>) -> Result<f64> {
    let steps: usize = batches.iter().map(|writes| writes.records.len()).sum();
    let log = Log::hold(&replay.file)?;
    replay.run(batches).await?;
    Ok(log.length()? as f64 / steps.max(1) as f64)
}

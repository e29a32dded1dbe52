//! The memory of an engine that only looks after what waits: it must not grow with the number of clocks, nor with time.

use crate::{department::Department, fill, hand::Hand, score::Note};
use anyhow::{Context, Result};
use jiff::SignedDuration;
use std::{fs, path::Path, sync::Arc, time::Duration, time::Instant};

/// Scans from the beginning: so many minutes of a waiting engine.
const MINUTES: i64 = 300;
/// Those after which memory is looked at first: pages and buffers have come by then.
const WARM: i64 = 20;

/// What was measured.
pub struct Idle {
    pub clocks: usize,
    /// Resident bytes of this program before the engine was opened, after some scans, and at the end.
    pub before: u64,
    pub warm: u64,
    pub end: u64,
    /// Of one scan.
    pub scan: Duration,
}

/// Measures in this file.
pub async fn measure(file: &Path, department: &Department, score: &[Note], count: usize) -> Result<Idle> {
    let full = fill::fill(file, department, score, count).await?;
    let before = resident()?;
    let begins = full.due - SignedDuration::from_mins(MINUTES + 1);
    let clock = Arc::new(Hand::at(begins));
    let (store, engine) = fill::engine(file, clock.clone()).await?;
    let (mut warm, mut begun) = (before, Instant::now());
    for minute in 1..=MINUTES {
        clock.put(begins + SignedDuration::from_mins(minute));
        engine.settle().await;
        if minute == WARM {
            warm = resident()?;
            begun = Instant::now();
        }
    }
    let scan = begun.elapsed() / u32::try_from(MINUTES - WARM)?;
    let end = resident()?;
    engine.shutdown().await;
    store.close().await;
    Ok(Idle { clocks: fill::made(count), before, warm, end, scan })
}

/// Resident bytes of this program, as Linux counts them.
fn resident() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}

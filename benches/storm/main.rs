//! `make storm`: a hundred thousand clocks that fall due at once, with people at work beside, on SQLite with
//! `synchronous=FULL`; and the memory of an engine that looks after a million waiting clocks. A program, never a timed test.
//!
//! - [`department`], [`score`]: the small process of `make bench`, and the commands of a case;
//! - [`hand`]: a clock that runs and is moved by hand;
//! - [`fill`]: cases put into the store as the engine would have written them;
//! - [`storm`], [`idle`]: the two measurements; [`report`]: how they are shown.
//!
//! `--json FILE` writes the figures as JSON too; `--quick` takes a fiftieth of the cases.
#![allow(clippy::print_stdout, reason = "it talks to its terminal")]
#![allow(dead_code, reason = "what it shares with `steps` has more than it needs")]

#[path = "../steps/arguments.rs"]
mod arguments;
#[path = "../steps/department.rs"]
mod department;
#[path = "../steps/processor.rs"]
mod processor;
#[path = "../steps/score.rs"]
mod score;

mod fill;
mod hand;
mod idle;
mod report;
mod storm;

use anyhow::{Context, Result};
use arguments::Arguments;
use department::Department;
use std::{path::Path, sync::Arc};

/// Clocks of the storm.
const STORM: usize = 100_000;
/// Clocks that wait.
const WAITING: usize = 1_000_000;
/// What `--quick` divides both by.
const QUICK: usize = 50;

fn main() -> Result<()> {
    let arguments = Arguments::given()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(measure(root, &arguments))
}

async fn measure(root: &Path, arguments: &Arguments) -> Result<()> {
    let pages = Department::pages(root)?;
    let score = Arc::new(score::of(&pages)?);
    let divisor = if arguments.quick { QUICK } else { 1 };
    let folder = tempfile::Builder::new().prefix("mingjing-storm-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;

    let storm = storm::measure(&folder.path().join("storm.db"), &pages, score.clone(), STORM / divisor).await?;
    let idle = idle::measure(&folder.path().join("idle.db"), &pages, &score, WAITING / divisor).await?;

    let report = report::Report { storm: &storm, idle: &idle };
    report.print();
    if let Some(file) = &arguments.json {
        std::fs::write(file, serde_json::to_string_pretty(&report.json())?).context("writing the figures")?;
    }
    Ok(())
}

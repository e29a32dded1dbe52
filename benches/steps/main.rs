//! `make bench`: what a human step costs on SQLite with `synchronous=FULL`. A program, never a timed test.
//!
//! A step is one command: claiming a task is one, completing it with a filled-in form is another.
//! - [`department`], [`score`]: the processes, and the commands of a case, noted while a scenario is played;
//! - [`site`], [`watch`]: an engine with clients, and what it asks of its store;
//! - [`bare`], [`columns`], [`replay`]: the same batches again, row by row without us, and through our adapter alone;
//! - [`log`], [`weight`], [`processor`]: bytes of the write-ahead log, rows and bytes of a step, processor time;
//! - [`rates`], [`bytes`], [`report`]: the two measurements, and how they are shown.
//!
//! `--json FILE` writes the figures as JSON too; `--quick` runs a tenth of the steps.
#![allow(clippy::print_stdout, reason = "it talks to its terminal")]

mod arguments;
mod department;
mod score;

mod site;
mod watch;

mod bare;
mod columns;
mod replay;

mod log;
mod processor;
mod weight;

mod bytes;
mod rates;
mod report;

use anyhow::{Context, Result};
use arguments::Arguments;
use department::Department;
use std::{path::Path, sync::Arc};

fn main() -> Result<()> {
    let arguments = Arguments::given()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(measure(root, &arguments))
}

async fn measure(root: &Path, arguments: &Arguments) -> Result<()> {
    let pages = Department::pages(root)?;
    let pages_score = Arc::new(score::of(&pages)?);
    let market = Department::market(root)?;
    let market_score = Arc::new(score::of(&market)?);
    // On the disk that the program was built on: a temporary folder in memory would show nothing.
    let folder = tempfile::Builder::new().prefix("mingjing-bench-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;

    let small = folder.path().join("pages");
    let (rates, small_bytes) = rates::measure(&small, &pages, pages_score, arguments.quick).await?;
    let real = bytes::road(&folder.path().join("market"), &market, market_score, arguments.quick).await?;

    let report = report::Report { rates: &rates, pages: &small_bytes, road: &real };
    report.print();
    if let Some(file) = &arguments.json {
        std::fs::write(file, serde_json::to_string_pretty(&report.json())?).context("writing the figures")?;
    }
    Ok(())
}

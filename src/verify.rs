//! `mingjing verify`

use crate::{FINDINGS, FINE, serve::existing_data_file};
use anyhow::Result;
use clap::Args as ClapArgs;
use mingjing_runtime::verify::{Report, verify};
use mingjing_sqlite::{Options, SqliteStore};
use std::path::PathBuf;

/// Which store.
#[derive(ClapArgs)]
pub struct Args {
    /// Folder of the store.
    #[arg(long, env = "MINGJING_DATA", default_value = ".mingjing")]
    data: PathBuf,
}

/// Proves the history; 1 and the first bad record if it does not hold.
///
/// # Errors
/// When the store cannot be read.
pub fn run(args: &Args) -> Result<u8> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&existing_data_file(&args.data)?, Options::default()).await?;
        let report = verify(&store).await?;
        let Report { tenants, instances, records, erased, finding } = &report;
        println!("{tenants} tenants, {instances} instances, {records} records, {erased} values erased");
        match finding {
            None => {
                println!("the history holds: every chain, the gapless log, and replay = stored state");
                anyhow::Ok(FINE)
            }
            Some(finding) => {
                println!("the history does not hold. First bad record: {finding}");
                anyhow::Ok(FINDINGS)
            }
        }
    })
}

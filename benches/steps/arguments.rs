//! What a bench program is asked for.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// How much is measured, and where the figures go.
pub struct Arguments {
    pub json: Option<PathBuf>,
    pub quick: bool,
}

impl Arguments {
    /// Those of the process: `--json FILE` and `--quick`.
    pub fn given() -> Result<Self> {
        let mut found = Self { json: None, quick: false };
        let mut given = std::env::args().skip(1);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--json" => found.json = Some(given.next().context("--json wants a file")?.into()),
                "--quick" => found.quick = true,
                // Cargo says so to every bench program.
                "--bench" => {}
                other => bail!("`{other}` is neither --json FILE nor --quick"),
            }
        }
        Ok(found)
    }
}

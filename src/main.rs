//! The binary: one file a sub-command. Exit codes: 0 fine, 1 findings, 2 usage, 3 fault.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line talks to its terminal")]

mod admin;
mod check;
mod clock;
#[cfg(feature = "test-clock")]
mod demo;
#[cfg(feature = "test-clock")]
mod demo_cases;
#[cfg(feature = "test-clock")]
mod demo_numbers;
mod file;
mod folders;
mod notify;
mod run_scenario;
mod serve;
mod verify;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Fine.
const FINE: u8 = 0;
/// Something was found.
const FINDINGS: u8 = 1;
/// The command was misused.
const USAGE: u8 = 2;
/// A fault of ours, or of the machine.
const FAULT: u8 = 3;

/// The caller named something that is not there, or is not what the command works on.
#[derive(Debug)]
struct Usage(String);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// A [`Usage`] error with this text.
fn usage(text: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Usage(text.into()))
}

/// 明镜: a durable workflow engine for public departments.
#[derive(Parser)]
#[command(name = "mingjing", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check department folders: all errors at once, with file, line and hint.
    Check(check::Args),
    /// File a department's folder for the record.
    File(file::Args),
    /// Play scenarios in virtual time and report which flows they took.
    RunScenario(run_scenario::Args),
    /// Serve the API and the staff app.
    Serve(serve::Args),
    /// Serve a demonstration: files processes/, makes people and a few cases, prints address and accounts.
    #[cfg(feature = "test-clock")]
    Demo(demo::Args),
    /// Accounts of a store.
    Admin(admin::Args),
    /// Legal dates: when a limit ends, and why.
    Clock(clock::Args),
    /// Prove a store's history: chains, gapless log, replay = stored state.
    Verify(verify::Args),
}

/// Languages of what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<Lang> for mingjing_model::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

impl From<Lang> for mingjing_clock::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::File(args) => file::run(&args),
        Command::RunScenario(args) => run_scenario::run(&args),
        Command::Serve(args) => serve::run(&args),
        #[cfg(feature = "test-clock")]
        Command::Demo(args) => demo::run(&args),
        Command::Admin(args) => admin::run(&args),
        Command::Clock(args) => clock::run(&args),
        Command::Verify(args) => verify::run(&args),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("mingjing: {error:#}");
            ExitCode::from(if error.is::<Usage>() { USAGE } else { FAULT })
        }
    }
}

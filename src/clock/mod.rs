//! `mingjing clock`: legal dates, a file a sub-command.

mod due;
mod explain;

use crate::Lang;
use anyhow::Result;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use mingjing_clock::Explanation;
use serde_json::{Value, json};

/// Legal dates.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// When a limit ends, day by day.
    Due(due::Args),
    /// Why a clock of a case ends when it does, as the record holds it. The server must not run.
    Explain(explain::Args),
}

/// Forms of the answer.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Answers; 1 if a calendar is wrong.
///
/// # Errors
/// When something cannot be read, or what was asked for cannot be counted.
pub fn run(args: &Args) -> Result<u8> {
    match &args.command {
        Command::Due(args) => due::run(args),
        Command::Explain(args) => explain::run(args),
    }
}

/// A derivation for programs: its steps, and the sentences.
fn explained(explanation: &Explanation) -> Value {
    let Explanation { start, zone, steps } = explanation;
    let lines = |lang| explanation.lines(lang);
    let (zh, en) = (lines(mingjing_clock::Lang::Zh), lines(mingjing_clock::Lang::En));
    json!({"start": start, "zone": zone, "steps": steps, "zh": zh, "en": en})
}

fn provisional(provisional: bool, lang: Lang) -> &'static str {
    match (provisional, lang) {
        (false, _) => "",
        (true, Lang::Zh) => "（暂定）",
        (true, Lang::En) => " (provisional)",
    }
}

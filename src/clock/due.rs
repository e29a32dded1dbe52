//! `mingjing clock due`: a limit counted by hand.

use super::Format;
use crate::{FINDINGS, FINE, Lang, check::renderer, usage};
use anyhow::{Context, Result};
use clap::Args as ClapArgs;
use jiff::{Timestamp, civil::Date, civil::DateTime};
use mingjing_clock::{
    Calendar, CalendarFile, ClockError, Due, Entry, Fact, Ledger, Limit, Start, Term, Title, moments,
};
use mingjing_model::{files::read_calendar, render};
use serde_json::json;
use std::{fs, path::PathBuf};

/// The calendar of the standard, seen from the project's folder.
const STANDARD_CALENDAR: &str = "processes/_standard/calendars/cn.calendar.yaml";

/// A limit and what happened to it.
#[derive(ClapArgs)]
pub struct Args {
    /// The day or moment that starts it: `2026-03-02`, `2026-03-02T09:30` in the calendar's zone.
    #[arg(long, value_name = "DATE[THH:MM]")]
    from: String,
    /// The limit: `15 workdays`, `90 days`, `3 months`, `2 years`, `24 hours`.
    #[arg(long)]
    limit: Limit,
    /// The last day stays where it is, also on a day off.
    #[arg(long)]
    no_roll: bool,
    /// A pause, first and last day included; may be repeated, and may overlap.
    #[arg(long, value_name = "A..B")]
    pause: Vec<String>,
    /// An extension that was granted in time; may be repeated.
    #[arg(long, value_name = "LIMIT")]
    extend: Vec<Limit>,
    /// A calendar; a later one adds its years to those before.
    #[arg(long, value_name = "FILE", default_value = STANDARD_CALENDAR)]
    calendar: Vec<PathBuf>,
    /// The region whose exceptions hold too, by its code (GB/T 2260).
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    /// How the answer is written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// In which language.
    #[arg(long, value_enum, default_value = "zh")]
    lang: Lang,
}

/// Counts; 1 if a calendar is wrong.
///
/// # Errors
/// When a file cannot be read, or what was asked for cannot be counted.
pub fn run(args: &Args) -> Result<u8> {
    let Some(calendar) = calendar(args)? else { return Ok(FINDINGS) };
    let due = count(args, &calendar)?;
    let local = calendar.zone().to_datetime(due.lapses_at);
    let last = due.last_day.map_or_else(|| local.strftime("%Y-%m-%dT%H:%M").to_string(), |day| day.to_string());
    match args.format {
        Format::Text => {
            println!("{last}{}", super::provisional(due.provisional, args.lang));
            println!("{}", due.explanation.render(args.lang.into()));
        }
        Format::Json => {
            let explanation = super::explained(&due.explanation);
            let answer = json!({
                "due": last, "lapses_at": due.lapses_at, "provisional": due.provisional, "explanation": explanation,
            });
            println!("{}", serde_json::to_string_pretty(&answer)?);
        }
    }
    Ok(FINE)
}

/// The calendars put together; none when one is wrong, which is said.
fn calendar(args: &Args) -> Result<Option<Calendar>> {
    let mut whole: Option<CalendarFile> = None;
    for path in &args.calendar {
        let shown = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| {
            usage(format!("cannot read the calendar `{shown}`: {error}; name a calendar file with --calendar"))
        })?;
        let (file, sources, diagnostics) = read_calendar(&shown, &text);
        for diagnostic in diagnostics.into_sorted() {
            eprintln!("{}", render::text(&[diagnostic], &sources, args.lang.into(), &renderer()));
        }
        let Some(file) = file else { return Ok(None) };
        whole = Some(match whole {
            Some(before) if before.calendar != file.calendar => {
                return Err(usage(format!("`{shown}` is the calendar `{}`, not `{}`", file.calendar, before.calendar)));
            }
            Some(before) => before.followed_by(file),
            None => file,
        });
    }
    let calendar = Calendar::try_from(whole.context("no calendar was named")?)?;
    let Some(code) = &args.region else { return Ok(Some(calendar)) };
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(usage(format!("`{code}` is no code of a region: write six digits such as 330200")));
    }
    Ok(Some(calendar.in_region(code)))
}

fn count(args: &Args, calendar: &Calendar) -> Result<Due> {
    let start = start(&args.from, calendar)?;
    let limit = if args.no_roll { args.limit.without_roll() } else { args.limit };
    let at = Timestamp::UNIX_EPOCH;
    let mut ledger = Ledger::started(start, at);
    let mut add = |fact, at_day| ledger.add(Entry { fact, at: at_day, entered_at: at });
    let mut last_known = moments::civil_date_of(at, calendar);
    for text in &args.pause {
        let (first, last) = pause(text)?;
        let by = Title { zh: "所列期间".to_owned(), en: "the period given".to_owned() };
        let pause = add(Fact::Paused { by }, Start::On(first)).map_err(said)?;
        add(Fact::Resumed { pause }, Start::On(last)).map_err(said)?;
        last_known = last_known.max(last);
    }
    for Limit { n, unit, .. } in &args.extend {
        add(Fact::Extended { by: Term { n: *n, unit: *unit } }, start).map_err(said)?;
    }
    ledger.due(&limit, calendar, last_known).map_err(said)
}

/// What cannot be counted is a question wrongly put.
fn said(error: ClockError) -> anyhow::Error {
    usage(format!("{} {error}", error.code()))
}

fn start(text: &str, calendar: &Calendar) -> Result<Start> {
    if let Some(day) = day(text) {
        return Ok(Start::On(day));
    }
    let moment = text.parse::<DateTime>().ok().filter(|_| text.contains('T'));
    let moment = moment.and_then(|moment| moment.to_zoned_datetime(calendar.zone().clone()).ok());
    let wrong = || usage(format!("`{text}` is neither a day nor a moment: write 2026-03-02 or 2026-03-02T09:30"));
    moment.map(|zoned| Start::At(zoned.timestamp())).ok_or_else(wrong)
}

fn pause(text: &str) -> Result<(Date, Date)> {
    let days = text.split_once("..").and_then(|(first, last)| Some((day(first)?, day(last)?)));
    days.filter(|(first, last)| first <= last).ok_or_else(|| {
        usage(format!("`{text}` is no pause: write its first and last day, such as 2026-03-20..2026-04-18"))
    })
}

/// A day in its one spelling.
fn day(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|day| day.to_string() == text)
}

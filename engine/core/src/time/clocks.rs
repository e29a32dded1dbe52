//! Clocks of the case: `idle → running → stopped → running …`. A fact starts a clock that does not run and stops one
//! that does; a repeat of the starting fact while it runs is ignored, after a stop it starts the clock anew. A pause or
//! an extension moves the limits of the clocks that name it, and so does its end.

use super::{
    cards, grounds,
    grounds::Groundless,
    limits,
    limits::History,
    moment_of,
    pauses::{self, PauseChange},
};
use crate::{
    data,
    event::{CancelCause, Event, EventTime, LimitRun, Subject},
    ids::Key,
    state::{GrantedState, PauseState},
    work::{Run, Work},
};
use jiff::Timestamp;
use mingjing_clock::Term;
use mingjing_expr::Value;
use mingjing_model::definition::{Clock, ClockIx, MilestoneIx, Moment, NameIx};
use rust_decimal::prelude::ToPrimitive;

/// What a fact does to the clocks and pauses, with everything that could fail already counted.
#[derive(Default)]
pub(crate) struct Changes {
    pauses: Vec<PauseChange>,
    clocks: Vec<Change>,
}

/// What a fact does to a clock, with everything that could fail already counted.
enum Change {
    /// It starts.
    Start {
        /// The clock.
        clock: ClockIx,
        /// When, in law.
        event_at: EventTime,
        /// Its limits.
        limits: Vec<Counted>,
    },
    /// Its limits move: it was paused, runs again, or got more time.
    Move {
        /// The clock.
        clock: ClockIx,
        /// The extensions that were granted.
        extended: Option<GrantedState>,
        /// Its limits as they stand now.
        limits: Vec<Counted>,
    },
    /// It stops.
    Stop {
        /// The clock.
        clock: ClockIx,
        /// When, in law.
        event_at: EventTime,
        /// The first moment that this can mean; card moments up to it had come before.
        from: Timestamp,
    },
}

/// A limit as it is counted now, with the cards that have no ground any more.
pub(super) struct Counted {
    pub(super) run: LimitRun,
    pub(super) groundless: Vec<Groundless>,
}

/// What reaching a milestone at an element does to the clocks.
pub(crate) fn on_milestone(work: &mut Work, at: Key, milestone: MilestoneIx, event_at: EventTime) -> Run<Changes> {
    changes(work, at, |moment| match moment {
        Moment::Milestone(reached) => (*reached == milestone).then_some(event_at),
        Moment::Field(_) => None,
    })
}

/// What setting a name at an element does to the clocks: the dates and instants in its fields are facts.
pub(crate) fn on_value(work: &mut Work, at: Key, name: NameIx, value: &Value) -> Run<Changes> {
    changes(work, at, |moment| told(moment, name, value))
}

/// When a value of a name says that a moment of this name was.
pub(super) fn told(moment: &Moment, name: NameIx, value: &Value) -> Option<EventTime> {
    match moment {
        Moment::Field(path) if path.name == name => match value.at_path(&path.fields)? {
            Value::Date(day) => Some(EventTime::On(*day)),
            Value::Instant(moment) => Some(EventTime::At(*moment)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
        },
        Moment::Field(_) | Moment::Milestone(_) => None,
    }
}

/// Ends the pauses whose surroundings are over, at the end of a step.
///
/// # Errors
/// Those of counting.
pub(crate) fn end_pauses(work: &mut Work) -> Run {
    let over = pauses::left_open(work);
    if over.is_empty() {
        return Ok(());
    }
    let changes = of_pauses(work, Key::ROOT, over, |_| None)?;
    carry_out(work, changes)
}

/// Writes the changes down.
///
/// # Errors
/// [`Halt::Needs`](crate::work::Halt::Needs) for the calendar, where a stop raises cards.
pub(crate) fn carry_out(work: &mut Work, changes: Changes) -> Run {
    for change in changes.pauses {
        pauses::carry_out(work, change);
    }
    for change in changes.clocks {
        match change {
            Change::Start { clock, event_at, limits } => {
                work.emit(Event::ClockStarted { clock, event_at });
                for Counted { run: limit, .. } in limits {
                    work.emit(Event::LimitStarted { subject: Subject::Clock(clock), limit });
                }
            }
            Change::Move { clock, extended, limits } => {
                if let Some(GrantedState { extension, by, at: event_at }) = extended {
                    work.emit(Event::ClockExtended { clock, extension, by, event_at });
                }
                for Counted { run: limit, groundless } in limits {
                    work.emit(Event::LimitMoved { subject: Subject::Clock(clock), limit });
                    grounds::cancel(work, groundless, &CancelCause::LateFact);
                }
            }
            Change::Stop { clock, event_at, from } => stop(work, clock, event_at, from)?,
        }
    }
    Ok(())
}

/// The limits of a running clock as they are counted now.
///
/// # Errors
/// Those of counting.
pub(super) fn recount(work: &mut Work, ix: ClockIx) -> Run<Vec<Counted>> {
    let Some(started) = work.instance.clocks.get(&ix).map(|clock| clock.started) else { return Ok(Vec::new()) };
    let standing: Vec<_> = work.instance.pauses.values().cloned().collect();
    let granted = work.instance.extended.get(&ix).cloned().unwrap_or_default();
    runs(work, ix, started, &standing, &granted)
}

/// Ends every pause and stops every running clock now: the instance is over.
///
/// # Errors
/// As [`carry_out`].
pub(crate) fn stop_all(work: &mut Work) -> Run {
    let now = work.now();
    for change in pauses::all_open(work) {
        pauses::carry_out(work, change);
    }
    let running: Vec<_> =
        work.instance.clocks.iter().filter(|(_, clock)| clock.stopped.is_none()).map(|(ix, _)| *ix).collect();
    running.into_iter().try_for_each(|clock| stop(work, clock, EventTime::At(now), now))
}

/// A stop that comes late does not spare the cards of the time before it; one that was in time and is only entered late
/// raises none, and cancels those that were raised because it was missing.
fn stop(work: &mut Work, clock: ClockIx, event_at: EventTime, from: Timestamp) -> Run {
    let until = from.min(work.now());
    cards::raise_until(work, until, |subject| subject == Subject::Clock(clock))?;
    grounds::cancel_after(work, Subject::Clock(clock), from);
    work.emit(Event::ClockStopped { clock, event_at });
    Ok(())
}

fn changes(work: &mut Work, at: Key, fact: impl Fn(&Moment) -> Option<EventTime>) -> Run<Changes> {
    let changed = pauses::changes(work, at, &fact);
    of_pauses(work, at, changed, fact)
}

fn of_pauses(
    work: &mut Work,
    at: Key,
    changed: Vec<PauseChange>,
    fact: impl Fn(&Moment) -> Option<EventTime>,
) -> Run<Changes> {
    let def = work.def;
    let standing = pauses::after(work, &changed);
    let mut clocks = Vec::new();
    for (position, clock) in def.clocks.iter().enumerate() {
        let ix = ClockIx::at(position);
        let started = work.instance.clocks.get(&ix).filter(|clock| clock.stopped.is_none()).map(|clock| clock.started);
        let starts = fact(&clock.from).filter(|_| started.is_none());
        if let Some(event_at) = starts {
            let limits = runs(work, ix, event_at, &standing, &[])?;
            clocks.push(Change::Start { clock: ix, event_at, limits });
        }
        if let Some(started) = started {
            let granted = work.instance.extended.get(&ix).cloned().unwrap_or_default();
            let extended = match extension(&granted, clock, &fact) {
                Some(extended) => told_length(work, at, clock, extended)?,
                None => None,
            };
            let paused = changed.iter().any(|change| clock.pauses.iter().any(|of| pauses::concerns(work, change, *of)));
            if paused || extended.is_some() {
                let granted: Vec<_> = granted.into_iter().chain(extended).collect();
                let limits = runs(work, ix, started, &standing, &granted)?;
                clocks.push(Change::Move { clock: ix, extended, limits });
            }
        }
        let runs = started.or(starts).is_some();
        if let Some(event_at) = clock.until.iter().find_map(&fact).filter(|_| runs) {
            let from = moment_of(event_at, &*work.calendar()?)?;
            clocks.push(Change::Stop { clock: ix, event_at, from });
        }
    }
    Ok(Changes { pauses: changed, clocks })
}

/// The extension that a fact grants after those granted before. One decision grants one: of several for the same fact
/// the first that may still be granted.
fn extension(
    granted: &[GrantedState],
    clock: &Clock,
    fact: impl Fn(&Moment) -> Option<EventTime>,
) -> Option<GrantedState> {
    clock.extensions.iter().zip(0_u8..).find_map(|(extension, number)| {
        let before = granted.iter().filter(|granted| granted.extension == number).count();
        let may = u32::try_from(before).is_ok_and(|before| before < extension.times);
        let at = fact(&extension.on).filter(|_| may)?;
        Some(GrantedState { extension: number, by: extension.by, at })
    })
}

/// The length that the decision has told, at most the one filed; without one the extension gives nothing.
fn told_length(work: &mut Work, at: Key, clock: &Clock, granted: GrantedState) -> Run<Option<GrantedState>> {
    let Some(extension) = clock.extensions.get(usize::from(granted.extension)) else { return Ok(None) };
    let Some(path) = &extension.told else { return Ok(Some(granted)) };
    let told = data::read(work, at, path)?.and_then(|value| value.as_number()?.to_u32()).filter(|told| *told > 0);
    Ok(told.map(|told| GrantedState { by: Term { n: told.min(granted.by.n), ..granted.by }, ..granted }))
}

/// The limits of a clock, counted from its start with these pauses and extensions.
fn runs(
    work: &mut Work,
    ix: ClockIx,
    started: EventTime,
    standing: &[PauseState],
    extended: &[GrantedState],
) -> Run<Vec<Counted>> {
    let clock = &work.def.clocks[ix.index()];
    let history = history(work, clock, started, standing, extended)?;
    clock
        .limits()
        .map(|(kind, limit)| {
            let (raised, groundless) = grounds::examine(work, Subject::Clock(ix), (kind, &limit), &history)?;
            let run = limits::limit_run(work, kind, &limit, &History { raised, ..history.clone() })?;
            Ok(Counted { run, groundless })
        })
        .collect()
}

fn history(
    work: &mut Work,
    clock: &Clock,
    started: EventTime,
    standing: &[PauseState],
    extended: &[GrantedState],
) -> Run<History> {
    let calendar = work.calendar()?;
    let mut paused = Vec::new();
    for state in standing.iter().filter(|state| clock.pauses.contains(&state.pause)) {
        let pause = &work.def.pauses[state.pause.index()];
        let last = state.last.map(|at| pauses::last_day(pause, super::day_of(at, &calendar)));
        paused.push((pauses::title(pause), state.first, last));
    }
    let extensions = extended.iter().map(|granted| (granted.by, granted.at)).collect();
    Ok(History { pauses: paused, extensions, ..History::of(started) })
}

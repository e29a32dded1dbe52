//! A new version of a calendar: what it would move, filing it, and carrying it to the cases.
//!
//! Carrying goes case by case in the order of their ids, in slices, beside all other work: each case is one command, whose
//! step counts anew what runs in it. The cursor is stored after each slice, so a stop costs at most one slice again,
//! and a case that is counted twice does not move twice.

use crate::{
    codes,
    lane::{Answer, derived},
    preview::preview_with,
    shell::Engine,
    store::{
        Error, ErrorKind,
        read::{Calendars, NewCalendar, Reads, Recount},
    },
};
use jiff::Timestamp;
use mingjing_clock::{Calendar, CalendarFile, Explanation, moments::midnight};
use mingjing_core::{
    command::{Actor, Command, What},
    event::{CardEvent, Event, Subject, Was},
    ids::{CommandId, InstanceId, Key},
    needs::{Answer as Told, Query},
    outcome::Preview,
    state::Instance,
};
use mingjing_model::definition::{Definition, LimitKind};
use std::sync::Arc;

/// Cases that are looked at between two notes of how far it has come.
pub const SLICE: u32 = 500;
/// How often a case is tried again while the engine is too busy for it, before the rest is left for later.
const TRIES_MAX: u32 = 60;

/// Files a version of a calendar. When some day counts otherwise than before, carrying it to the cases begins.
///
/// # Errors
/// Those of the store; corrupt when the version in force cannot be read.
pub async fn file<S: Calendars + ?Sized>(store: &S, file: &CalendarFile, at: Timestamp) -> Result<(), Error> {
    let json = serde_json::to_string(file).map_err(|error| Error::wrap(ErrorKind::Corrupt, "a calendar", error))?;
    let changed_from = changed_from(store, file).await?;
    let new = NewCalendar { id: &file.calendar, version: &file.version, json: &json, at, changed_from };
    store.calendar_put(&new).await
}

/// From when on dates may differ from the version in force; none when nothing does, or there is none.
///
/// # Errors
/// As [`file`].
pub async fn changed_from<S: Calendars + ?Sized>(store: &S, file: &CalendarFile) -> Result<Option<Timestamp>, Error> {
    let Some(before) = store.calendar_get(&file.calendar).await? else { return Ok(None) };
    let before = serde_json::from_str(&before).map_err(|cause| Error::wrap(ErrorKind::Corrupt, "calendar", cause))?;
    let (before, after) = (read(before)?, read(file.clone())?);
    let Some(day) = after.first_difference(&before) else { return Ok(None) };
    midnight(day, &after).map(Some).map_err(|error| Error::new(ErrorKind::Corrupt, error.to_string()))
}

fn read(file: CalendarFile) -> Result<Calendar, Error> {
    Calendar::try_from(file).map_err(|cause| Error::new(ErrorKind::Corrupt, cause.to_string()))
}

/// What a version of a calendar does in a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// A limit ends on another day.
    Limit {
        /// Whose.
        subject: Subject,
        /// Which.
        kind: LimitKind,
        /// The date before.
        was: Was,
        /// The date then.
        now: Was,
        /// How the new date comes about.
        explanation: Box<Explanation>,
    },
    /// A timer fires at another moment.
    Timer {
        /// Which.
        key: Key,
        /// The moment before.
        was: Timestamp,
        /// The moment then.
        now: Timestamp,
    },
    /// A card goes, because only the version before caused it.
    Card {
        /// Which.
        key: Key,
    },
}

/// What a version that is not filed yet would do in a case, with the case as it is.
///
/// # Errors
/// Those of the store.
pub async fn foresee<R: Reads + ?Sized>(
    reads: &R,
    definition: &Definition,
    instance: InstanceId,
    calendar: &Arc<Calendar>,
    now: Timestamp,
) -> Result<Option<(Instance, Vec<Move>)>, Error> {
    if definition.calendar != calendar.id() {
        return Ok(None);
    }
    let query = Query::Calendar { id: definition.calendar.clone() };
    let given = [(query, Told::Calendar(Arc::clone(calendar)))];
    let command = command(instance, CommandId(uuid::Uuid::nil()));
    let (before, told) = preview_with(reads, definition, &command, now, given).await?;
    let Preview::Clear(step) = told else { return Ok(None) };
    Ok(Some((before, step.events.into_iter().filter_map(moved).collect())))
}

fn moved(event: Event) -> Option<Move> {
    match event {
        Event::LimitRecalculated { subject, limit, was, before: _ } => {
            let now = Was { last_day: limit.last_day, lapses_at: limit.lapses_at, provisional: limit.provisional };
            let explanation = Box::new(limit.explanation);
            Some(Move::Limit { subject, kind: limit.kind, was, now, explanation })
        }
        Event::TimerRecalculated { key, at: now, was, calendar: _ } => Some(Move::Timer { key, was, now }),
        Event::Card(CardEvent::Cancelled { card, .. }) => Some(Move::Card { key: card }),
        _ => None,
    }
}

/// Carries every version that is under way to the cases, and says how many slices that took.
///
/// # Errors
/// Those of the store; what was done by then stays done.
pub async fn carry<R: Reads + ?Sized>(engine: &Engine, reads: &R, now: impl Fn() -> Timestamp) -> Result<u64, Error> {
    let mut slices = 0;
    while let Some(recount) = reads.recount_open().await? {
        if !carry_slice(engine, reads, &recount, &now).await? {
            break;
        }
        slices += 1;
    }
    Ok(slices)
}

/// One slice; false when the engine is too busy or stops, so that it is to be tried again later.
async fn carry_slice<R: Reads + ?Sized>(
    engine: &Engine,
    reads: &R,
    recount: &Recount,
    now: impl Fn() -> Timestamp,
) -> Result<bool, Error> {
    let slice = reads.recount_slice(recount.changed_from, recount.after, SLICE).await?;
    for instance in &slice.instances {
        if !carry_one(engine, *instance, recount.filed).await {
            return Ok(false);
        }
    }
    reads.recount_advance(recount.filed, &slice, now()).await?;
    Ok(true)
}

/// Counts one case anew; false when the engine has no room for it.
async fn carry_one(engine: &Engine, instance: InstanceId, filed: u64) -> bool {
    let id = derived::recount(instance, filed);
    for _ in 0..TRIES_MAX {
        match engine.send(command(instance, id)).await {
            Answer::Overloaded => tokio::task::yield_now().await,
            Answer::Fault(fault) if fault.code == codes::STOPPING => return false,
            Answer::Fault(fault) => {
                // It goes on with the calendar before until its next step; the others do not wait for it.
                tracing::error!(%instance, code = fault.code, "a case could not be counted anew");
                return true;
            }
            // Where nothing moves, the step has nothing to write and turns the command down.
            _ => return true,
        }
    }
    false
}

fn command(instance: InstanceId, id: CommandId) -> Command {
    Command { id, actor: Actor::System, instance, what: What::Recount, reason: None, salt: *id.0.as_bytes() }
}

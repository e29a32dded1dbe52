//! Limits of tasks. The department's own runs from the creation of the task; one of the law from the fact that the law
//! names, which may be long past, so that whoever gets the task late has less of it.

use super::{cards, day_of, limits, limits::History, moment_of};
use crate::{
    data,
    event::{Event, EventTime, Subject},
    ids::Key,
    work::{Run, Work},
};
use jiff::civil::Date;
use mingjing_clock::Limit;
use mingjing_expr::Value;
use mingjing_model::definition::{LegalLimit, LimitKind, Moment, Path};

/// Starts the limit of a task that was just created, if its node has one. Where nothing that the law counts from has
/// happened, nothing runs.
///
/// # Errors
/// [`Halt::Needs`](crate::work::Halt::Needs) for values and the calendar; trouble when the date is beyond what calendars
/// count.
pub(crate) fn created(work: &mut Work, key: Key) -> Run {
    let now = EventTime::At(work.now());
    let Some((kind, limit, history)) = counted(work, key, now)? else { return Ok(()) };
    let limit = limits::limit_run(work, kind, &limit, &history)?;
    work.emit(Event::LimitStarted { subject: Subject::Task(key), limit });
    Ok(())
}

/// The limit of a task that was created at this time, and what it is counted from; none where nothing runs.
///
/// # Errors
/// As [`created`].
pub(super) fn counted(work: &mut Work, key: Key, since: EventTime) -> Run<Option<(LimitKind, Limit, History)>> {
    let def = work.def;
    let Some(node) = work.instance.elements.get(&key).map(|element| def.node(element.node)) else { return Ok(None) };
    let Some(limit) = node.limit else { return Ok(None) };
    let Some(legal) = &node.legal else { return Ok(Some((LimitKind::Node, limit, History::of(since)))) };
    let last_day = match &legal.last_day {
        Some(path) => day_at(work, key, path)?,
        None => None,
    };
    let started = started(work, key, legal, since)?;
    Ok(started.map(|started| (legal.kind, limit, History { last_day, ..History::of(started) })))
}

/// Raises what is due on a task that is ended from outside, as by a timer at the very moment at which its limit lapses.
/// The end of a right is no failure, and whatever ends the task has seen to it.
///
/// # Errors
/// Those of raising a card.
pub(crate) fn before_interrupt(work: &mut Work, key: Key) -> Run {
    let limit = work.instance.elements.get(&key).and_then(|element| element.task()?.limit.as_ref());
    if limit.is_some_and(|limit| limit.kind != LimitKind::Right) {
        return cards::before_end_of_task(work, key);
    }
    Ok(())
}

/// The latest of the facts that it is counted from.
fn started(work: &mut Work, key: Key, legal: &LegalLimit, since: EventTime) -> Run<Option<EventTime>> {
    if legal.from.is_empty() {
        return Ok(Some(since));
    }
    let mut latest: Option<EventTime> = None;
    for moment in &legal.from {
        let Some(at) = happened(work, key, moment)? else { continue };
        let calendar = work.calendar()?;
        let later = match latest {
            Some(known) => moment_of(at, &calendar)? > moment_of(known, &calendar)?,
            None => true,
        };
        if later {
            latest = Some(at);
        }
    }
    Ok(latest)
}

fn happened(work: &mut Work, key: Key, moment: &Moment) -> Run<Option<EventTime>> {
    match moment {
        Moment::Milestone(milestone) => Ok(work.instance.milestones.get(milestone).copied()),
        Moment::Field(path) => Ok(data::read(work, key, path)?.as_ref().and_then(time_of)),
    }
}

fn day_at(work: &mut Work, key: Key, path: &Path) -> Run<Option<Date>> {
    let Some(at) = data::read(work, key, path)?.as_ref().and_then(time_of) else { return Ok(None) };
    let calendar = work.calendar()?;
    Ok(Some(day_of(at, &calendar)))
}

/// The time that a value of a form or variable means.
fn time_of(value: &Value) -> Option<EventTime> {
    match value {
        Value::Date(day) => Some(EventTime::On(*day)),
        Value::Instant(moment) => Some(EventTime::At(*moment)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
    }
}

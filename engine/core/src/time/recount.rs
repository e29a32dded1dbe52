//! Another version of the calendar: what runs is counted anew, each limit and timer that moves with an entry of its own,
//! and cards that only the old calendar caused are cancelled.
//!
//! All that runs in an instance is counted by one version. Work that is due, and every step that counts, first brings
//! the rest up to it; a background job brings those that nothing happens to.

use super::{
    clocks::{self, Counted},
    grounds,
    limits::{self, History},
    tasks,
};
use crate::{
    data,
    event::{CancelCause, Event, EventTime, LimitRun, Subject, Was},
    ids::Key,
    state::{ElementState, LimitState},
    work::{Run, Work},
};
use mingjing_model::definition::{ClockIx, LimitKind};

/// Brings everything that runs up to the calendar in force; nothing happens where that is so.
///
/// # Errors
/// [`Halt::Needs`](crate::work::Halt::Needs) for the calendar; trouble when a date is beyond what calendars count.
pub(crate) fn refresh(work: &mut Work) -> Run {
    if counts_nothing(work) {
        return Ok(());
    }
    let version = work.calendar()?.version().to_owned();
    let before = work.calendar_before().map(str::to_owned);
    if before.as_deref() == Some(version.as_str()) {
        return Ok(());
    }
    let before = before.unwrap_or_default();
    let recounted = all(work)?;
    for (subject, Counted { run: limit, groundless }) in recounted {
        let counted =
            limit_of(work, subject, limit.kind).filter(|state| !is_paused(work, subject) && moves(state, &limit));
        if let Some(was) = counted.map(was) {
            work.emit(Event::LimitRecalculated { subject, limit, was, before: before.clone() });
        }
        grounds::cancel(work, groundless, &CancelCause::Calendar { version: version.clone() });
    }
    timers(work, &version)
}

/// As [`refresh`], at the end of a step that has asked for the calendar: whatever it counted by the version in force
/// must not stand beside what another version counted.
///
/// # Errors
/// As [`refresh`].
pub(crate) fn catch_up(work: &mut Work) -> Run {
    if work.calendar_asked().is_some() && work.calendar_before().is_some() { refresh(work) } else { Ok(()) }
}

fn counts_nothing(work: &Work) -> bool {
    work.instance.counted.is_empty()
        && work.instance.limits().next().is_none()
        && work.instance.unanswered().next().is_none()
}

fn all(work: &mut Work) -> Run<Vec<(Subject, Counted)>> {
    let mut recounted = Vec::new();
    for (key, started) in open_tasks(work) {
        if let Some(counted) = task(work, key, started)? {
            recounted.push((Subject::Task(key), counted));
        }
    }
    let running = work.instance.clocks.iter().filter(|(_, clock)| clock.stopped.is_none());
    let running: Vec<ClockIx> = running.map(|(ix, _)| *ix).collect();
    for ix in running {
        recounted.extend(clocks::recount(work, ix)?.into_iter().map(|counted| (Subject::Clock(ix), counted)));
    }
    let asked: Vec<_> = work.instance.unanswered().map(|(card, _)| card).collect();
    for card in asked {
        if let Some(run) = answer(work, card)? {
            recounted.push((Subject::Card(card), Counted { run, groundless: Vec::new() }));
        }
    }
    Ok(recounted)
}

fn open_tasks(work: &Work) -> Vec<(Key, EventTime)> {
    let limited = |state: &ElementState| matches!(state, ElementState::Task(task) if task.limit.is_some());
    let tasks = work.instance.elements.iter().filter(|(_, element)| limited(&element.state));
    tasks.map(|(key, element)| (*key, EventTime::At(element.since))).collect()
}

fn task(work: &mut Work, key: Key, started: EventTime) -> Run<Option<Counted>> {
    let Some((kind, limit, history)) = tasks::counted(work, key, started)? else { return Ok(None) };
    let (raised, groundless) = grounds::examine(work, Subject::Task(key), (kind, &limit), &history)?;
    let run = limits::limit_run(work, kind, &limit, &History { raised, ..history })?;
    Ok(Some(Counted { run, groundless }))
}

fn answer(work: &mut Work, card: Key) -> Run<Option<LimitRun>> {
    let Some(limit) = work.def.card_life.as_ref().map(|life| life.answer) else { return Ok(None) };
    let issued = work.instance.lives.get(&card).map(|life| life.issued);
    let Some(issued) = issued else { return Ok(None) };
    limits::limit_run(work, LimitKind::Answer, &limit, &History::of(EventTime::At(issued))).map(Some)
}

fn limit_of<'w>(work: &'w Work, subject: Subject, kind: LimitKind) -> Option<&'w LimitState> {
    match subject {
        Subject::Card(card) => work.instance.lives.get(&card)?.answer.as_ref(),
        Subject::Task(_) | Subject::Clock(_) => {
            work.instance.limits().find(|(of, limit)| *of == subject && limit.kind == kind).map(|(_, limit)| limit)
        }
    }
}

/// A paused clock moves with every day, whatever the calendar; its end is counted when it runs again.
fn is_paused(work: &Work, subject: Subject) -> bool {
    match subject {
        Subject::Clock(ix) => !work.instance.paused_by(ix, &work.def.clocks[ix.index()]).is_empty(),
        Subject::Task(_) | Subject::Card(_) => false,
    }
}

/// Whether people see another date, or another card will come.
fn moves(state: &LimitState, run: &LimitRun) -> bool {
    state.last_day != run.last_day
        || state.lapses_at != run.lapses_at
        || state.provisional != run.provisional
        || state.pending != run.cards
}

fn was(state: &LimitState) -> Was {
    Was { last_day: state.last_day, lapses_at: state.lapses_at, provisional: state.provisional }
}

fn timers(work: &mut Work, version: &str) -> Run {
    let counted: Vec<_> = work.instance.counted.iter().map(|(key, from)| (*key, *from)).collect();
    for (key, from) in counted {
        let Some(timer) = work.instance.timers.get(&key).cloned() else { continue };
        let Some(at) = data::timer_from(work, timer.node, from)? else { continue };
        if at != timer.at {
            let calendar = version.to_owned();
            work.emit(Event::TimerRecalculated { key, at, was: timer.at, calendar });
        }
    }
    Ok(())
}

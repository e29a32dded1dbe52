//! Clocks of the case: `idle → running → stopped → running …`. A fact starts a clock that does not run and stops one
//! that does; a repeat of the starting fact while it runs is ignored, after a stop it starts the clock anew.

use super::{cards, limits, moment_of};
use crate::{
    event::{Event, EventTime, LimitRun, Subject},
    work::{Run, Work},
};
use jiff::Timestamp;
use mingjing_expr::Value;
use mingjing_model::definition::{Clock, ClockIx, LimitKind, MilestoneIx, Moment, NameIx};

/// What a fact does to a clock, with everything that could fail already counted.
pub(crate) enum Change {
    /// It starts.
    Start {
        /// The clock.
        clock: ClockIx,
        /// When, in law.
        event_at: EventTime,
        /// Its limits.
        limits: Vec<LimitRun>,
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

/// What reaching a milestone does to the clocks.
pub(crate) fn on_milestone(work: &mut Work, milestone: MilestoneIx, event_at: EventTime) -> Run<Vec<Change>> {
    changes(work, |moment| match moment {
        Moment::Milestone(reached) => (*reached == milestone).then_some(event_at),
        Moment::Field(_) => None,
    })
}

/// What setting a name does to the clocks: the dates and instants in its fields are facts.
pub(crate) fn on_value(work: &mut Work, name: NameIx, value: &Value) -> Run<Vec<Change>> {
    changes(work, |moment| match moment {
        Moment::Field(path) if path.name == name => match value.at_path(&path.fields)? {
            Value::Date(day) => Some(EventTime::On(*day)),
            Value::Instant(moment) => Some(EventTime::At(*moment)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
        },
        Moment::Field(_) | Moment::Milestone(_) => None,
    })
}

/// Writes the changes down.
pub(crate) fn carry_out(work: &mut Work, changes: Vec<Change>) {
    for change in changes {
        match change {
            Change::Start { clock, event_at, limits } => {
                work.emit(Event::ClockStarted { clock, event_at });
                for limit in limits {
                    work.emit(Event::LimitStarted { subject: Subject::Clock(clock), limit });
                }
            }
            Change::Stop { clock, event_at, from } => stop(work, clock, event_at, from),
        }
    }
}

/// Stops every running clock now: the instance is over.
pub(crate) fn stop_all(work: &mut Work) {
    let now = work.now();
    let running: Vec<_> =
        work.instance.clocks.iter().filter(|(_, clock)| clock.stopped.is_none()).map(|(ix, _)| *ix).collect();
    for clock in running {
        stop(work, clock, EventTime::At(now), now);
    }
}

/// A stop that comes late does not spare the cards of the time before it; one that was in time and is only entered late
/// raises none.
fn stop(work: &mut Work, clock: ClockIx, event_at: EventTime, from: Timestamp) {
    let until = from.min(work.now());
    cards::raise_until(work, until, |subject| subject == Subject::Clock(clock));
    work.emit(Event::ClockStopped { clock, event_at });
}

fn changes(work: &mut Work, fact: impl Fn(&Moment) -> Option<EventTime>) -> Run<Vec<Change>> {
    let def = work.def;
    let mut changes = Vec::new();
    for (position, clock) in def.clocks.iter().enumerate() {
        let ix = ClockIx::at(position);
        let mut running = work.instance.clocks.get(&ix).is_some_and(|clock| clock.stopped.is_none());
        if let Some(event_at) = fact(&clock.from).filter(|_| !running) {
            changes.push(Change::Start { clock: ix, event_at, limits: runs(work, clock, event_at)? });
            running = true;
        }
        if let Some(event_at) = clock.until.iter().find_map(&fact).filter(|_| running) {
            let from = moment_of(event_at, &*work.calendar()?)?;
            changes.push(Change::Stop { clock: ix, event_at, from });
        }
    }
    Ok(changes)
}

fn runs(work: &mut Work, clock: &Clock, event_at: EventTime) -> Run<Vec<LimitRun>> {
    let limits = [(LimitKind::Statutory, clock.statutory), (LimitKind::Promised, clock.promised)];
    limits
        .into_iter()
        .filter_map(|(kind, limit)| Some((kind, limit?)))
        .map(|(kind, limit)| limits::limit_run(work, kind, &limit, event_at))
        .collect()
}

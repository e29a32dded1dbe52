//! Limits: the day that each gives, how far it has run, and the derivation.

use super::{
    dossier::Dossier,
    shapes::{Explained, Left, Limit, Standing},
};
use crate::app::App;
use jiff::{SignedDuration, Timestamp, civil::Date};
use mingjing_clock::{Calendar, Due, Explanation, Lang, Ledger, Term, Unit, Used, moments};
use mingjing_core::{
    event::{Event, EventTime, Subject},
    needs::Pointer,
    state::LimitState,
};
use mingjing_model::definition::{CardLevel, ClockIx, LimitKind};

/// A clock with all that its limits are told from.
pub struct Counted<'a> {
    /// Its case.
    pub dossier: &'a Dossier,
    /// The calendar in force.
    pub calendar: &'a Calendar,
    /// Now.
    pub now: Timestamp,
    /// Its ledger.
    pub ledger: Option<Ledger>,
    /// When it stopped.
    pub stopped: Option<EventTime>,
    /// Whether it is paused.
    pub paused: bool,
}

/// A limit of a clock. While the clock is paused its day is that of today: what it would be if the pause ended today.
pub fn of_clock(counted: &Counted, clock: ClockIx, state: &LimitState) -> Limit {
    let Counted { dossier, calendar, now, .. } = counted;
    let filed = filed(dossier, Subject::Clock(clock), state.kind);
    let recorded = recorded(dossier, state);
    let due = counted.as_of_today(filed.as_ref(), state.kind).or(recorded);
    let at = match counted.stopped {
        Some(EventTime::At(at)) => at,
        Some(EventTime::On(day)) => moments::midnight(day, calendar).unwrap_or(*now),
        None => *now,
    };
    let used = || counted.ledger.as_ref()?.used(filed.as_ref()?, due.as_ref()?, calendar, at).ok();
    let standing = match (counted.stopped, counted.paused) {
        (Some(_), _) if at < state.lapses_at => Standing::Met,
        (Some(_), _) => Standing::Missed,
        (None, true) => Standing::Paused,
        (None, false) if at < state.lapses_at => Standing::Running,
        (None, false) => Standing::Overdue,
    };
    let level = dossier.instance.level_on(Subject::Clock(clock), state.kind);
    told((state, level), filed, due.as_ref(), used(), standing, left(filed.as_ref(), due.as_ref(), calendar, *now))
}

/// The limit of a task that is open.
pub fn of_task(app: &App, dossier: &Dossier, calendar: &Calendar, subject: Subject, state: &LimitState) -> Limit {
    let (now, filed, due) = (app.clock.now(), filed(dossier, subject, state.kind), recorded(dossier, state));
    let ledger = due.as_ref().map(|due| Ledger::started(due.explanation.start, now));
    let used = || ledger?.used(filed.as_ref()?, due.as_ref()?, calendar, now).ok();
    let standing = if now < state.lapses_at { Standing::Running } else { Standing::Overdue };
    let level = dossier.instance.level_on(subject, state.kind);
    let left = left(filed.as_ref(), due.as_ref(), calendar, now);
    let limit = told((state, level), filed, due.as_ref(), used(), standing, left);
    Limit { basis: basis(dossier, subject), ..limit }
}

/// The article of a task's limit; that of a clock stands on the clock.
fn basis(dossier: &Dossier, subject: Subject) -> Option<String> {
    let Subject::Task(key) = subject else { return None };
    let node = dossier.pinned.definition().node(dossier.node_of(key)?);
    node.legal.as_ref()?.basis.clone()
}

fn told(
    (state, level): (&LimitState, Option<CardLevel>),
    filed: Option<mingjing_clock::Limit>,
    due: Option<&Due>,
    used: Option<Used>,
    standing: Standing,
    left: Option<Left>,
) -> Limit {
    let open = matches!(standing, Standing::Running | Standing::Paused | Standing::Overdue);
    Limit {
        kind: state.kind,
        basis: None,
        length: filed.map(|limit| limit.to_string()).unwrap_or_default(),
        last_day: due.map_or(state.last_day, |due| due.last_day),
        lapses_at: due.map_or(state.lapses_at, |due| due.lapses_at),
        provisional: due.map_or(state.provisional, |due| due.provisional),
        level,
        standing,
        used,
        left: left.filter(|_| open),
        explanation: due.map(|due| explained(&due.explanation)).unwrap_or_default(),
    }
}

impl Counted<'_> {
    /// The end of a limit of a clock that is paused, on what is known today.
    fn as_of_today(&self, limit: Option<&mingjing_clock::Limit>, kind: LimitKind) -> Option<Due> {
        let (ledger, limit) = (self.ledger.as_ref().filter(|_| self.paused)?, limit?);
        let today = moments::civil_date_of(self.now, self.calendar);
        let due = match kind {
            LimitKind::Promised => ledger.promised(limit, self.calendar, today),
            LimitKind::Statutory | LimitKind::Node | LimitKind::Answer | LimitKind::Right | LimitKind::Window => {
                ledger.due(limit, self.calendar, today)
            }
        };
        due.ok()
    }
}

/// What is left of a limit, in working days of one in those, or by how many days it is over; hours of one in hours.
fn left(limit: Option<&mingjing_clock::Limit>, due: Option<&Due>, calendar: &Calendar, now: Timestamp) -> Option<Left> {
    let due = due?;
    let over = now >= due.lapses_at;
    let Some(last_day) = due.last_day else {
        let between = due.lapses_at.duration_since(now).abs();
        let hours = (between + SignedDuration::from_mins(59)).as_hours();
        return Some(Left { n: u32::try_from(hours).ok()?, unit: Unit::Hours, over });
    };
    let today = moments::civil_date_of(now, calendar);
    let (from, to) = if over { (last_day, today) } else { (today, last_day) };
    match limit?.unit {
        Unit::Workdays if !over => {
            Some(Left { n: moments::workdays_remaining(from, to, calendar).ok()?, unit: Unit::Workdays, over })
        }
        Unit::Workdays | Unit::Hours | Unit::Days | Unit::Months | Unit::Years => {
            Some(Left { n: days(from, to)?, unit: Unit::Days, over })
        }
    }
}

fn days(from: Date, to: Date) -> Option<u32> {
    u32::try_from(to.since(from).ok()?.get_days()).ok()
}

/// A term as limits are written: `30 days`.
pub fn term(Term { n, unit }: Term) -> String {
    mingjing_clock::Limit::new(n, unit).map(|limit| limit.to_string()).unwrap_or_default()
}

/// The limit as the department filed it.
fn filed(dossier: &Dossier, subject: Subject, kind: LimitKind) -> Option<mingjing_clock::Limit> {
    let definition = dossier.pinned.definition();
    match subject {
        Subject::Task(key) => dossier.node_of(key).and_then(|node| definition.node(node).limit),
        Subject::Card(_) => definition.card_life.as_ref().map(|life| life.answer),
        Subject::Clock(ix) => match kind {
            LimitKind::Statutory => definition.clocks[ix.index()].statutory,
            LimitKind::Promised => definition.clocks[ix.index()].promised,
            LimitKind::Right => definition.clocks[ix.index()].right,
            LimitKind::Window => definition.clocks[ix.index()].window,
            LimitKind::Node | LimitKind::Answer => None,
        },
    }
}

/// The end of a limit as the record has it.
fn recorded(dossier: &Dossier, state: &LimitState) -> Option<Due> {
    let Pointer { seq, event } = state.explained;
    let told = dossier.records.iter().find(|told| told.record.seq == seq);
    match told.and_then(|told| told.record.events.get(usize::from(event))) {
        Some(
            Event::LimitStarted { limit, .. }
            | Event::LimitMoved { limit, .. }
            | Event::LimitRecalculated { limit, .. },
        ) => Some(Due {
            last_day: limit.last_day,
            lapses_at: limit.lapses_at,
            provisional: limit.provisional,
            explanation: limit.explanation.clone(),
        }),
        _ => None,
    }
}

/// A derivation in both languages.
pub fn explained(explanation: &Explanation) -> Explained {
    Explained {
        start: Some(explanation.start),
        zone: explanation.zone.clone(),
        steps: explanation.steps.clone(),
        zh: explanation.lines(Lang::Zh),
        en: explanation.lines(Lang::En),
    }
}

//! A limit begins to run: its due date with the derivation, and the moments at which card rules will look at it.

use super::{moment_of, trouble};
use crate::{
    event::{EventTime, LimitRun},
    work::{Run, Work},
};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{
    Calendar, ClockError, Due, Entry, Fact, Ledger, Limit, Start, Term, Title, Unit, due_on, moments,
};
use mingjing_model::definition::{CardLevel, CardMoment, CardRule, CardTrigger, LimitKind, Near, RuleIx};
use std::cmp::Reverse;

/// What a limit is counted from, and what happened to it since.
#[derive(Clone)]
pub(super) struct History {
    /// When it started.
    pub(super) started: EventTime,
    /// The pauses with their titles, first days, and last days where they ended.
    pub(super) pauses: Vec<(Title, EventTime, Option<Date>)>,
    /// Extensions with the times at which they were granted.
    pub(super) extensions: Vec<(Term, EventTime)>,
    /// Rules that have raised their cards on this run.
    pub(super) raised: Vec<RuleIx>,
    /// The last day, where the case itself holds it.
    pub(super) last_day: Option<Date>,
}

impl History {
    /// Of a limit that begins.
    pub(super) fn of(started: EventTime) -> Self {
        Self { started, pauses: Vec::new(), extensions: Vec::new(), raised: Vec::new(), last_day: None }
    }

    /// The ledger that the date follows from. The times of entry do not matter to it: all is known now.
    pub(super) fn ledger(&self, now: Timestamp) -> Result<Ledger, ClockError> {
        let entry = |fact, at| Entry { fact, at, entered_at: now };
        let mut ledger = Ledger::started(start_of(self.started), now);
        for (by, first, last) in &self.pauses {
            let pause = ledger.add(entry(Fact::Paused { by: by.clone() }, start_of(*first)))?;
            if let Some(last) = last {
                ledger.add(entry(Fact::Resumed { pause }, Start::On(*last)))?;
            }
        }
        for (by, on) in &self.extensions {
            ledger.add(entry(Fact::Extended { by: *by }, start_of(*on)))?;
        }
        Ok(ledger)
    }
}

/// The same time as ledgers have it.
pub(super) fn start_of(at: EventTime) -> Start {
    match at {
        EventTime::On(day) => Start::On(day),
        EventTime::At(moment) => Start::At(moment),
    }
}

/// Counts a limit off from its history. While it is paused no moment of a card is planned.
pub(super) fn limit_run(work: &mut Work, kind: LimitKind, limit: &Limit, history: &History) -> Run<LimitRun> {
    let calendar = work.calendar()?;
    let today = work.today()?;
    let start = moment_of(history.started, &calendar)?;
    let Due { last_day, lapses_at, provisional, explanation } =
        count(work.now(), (kind, limit), history, &calendar, today)?;
    let mut moments = Vec::new();
    let is_paused = history.pauses.iter().any(|(_, _, last)| last.is_none());
    for (position, rule) in work.def.cards.iter().enumerate().filter(|_| !is_paused) {
        if history.raised.contains(&RuleIx::at(position)) {
            continue;
        }
        let extensions = &history.extensions;
        let due = Bounds { kind, limit, extensions, start, last_day, lapses_at };
        if let Some(at) = due.moment(rule, &calendar)? {
            moments.push((at, Reverse(rule.level), RuleIx::at(position)));
        }
    }
    let calendar = calendar.version().to_owned();
    Ok(LimitRun { kind, last_day, lapses_at, provisional, calendar, cards: rising(moments), explanation })
}

/// When a rule raises its card on a limit with this history, seen on a day; none when it does not speak of the limit.
pub(super) fn moment(
    work: &mut Work,
    (kind, limit): (LimitKind, &Limit),
    rule: RuleIx,
    history: &History,
    as_of: Date,
) -> Run<Option<Timestamp>> {
    let calendar = work.calendar()?;
    let start = moment_of(history.started, &calendar)?;
    let Due { last_day, lapses_at, .. } = count(work.now(), (kind, limit), history, &calendar, as_of)?;
    match work.def.cards.get(rule.index()) {
        Some(rule) => {
            let extensions = &history.extensions;
            Bounds { kind, limit, extensions, start, last_day, lapses_at }.moment(rule, &calendar)
        }
        None => Ok(None),
    }
}

fn count(
    now: Timestamp,
    (kind, limit): (LimitKind, &Limit),
    history: &History,
    calendar: &Calendar,
    as_of: Date,
) -> Run<Due> {
    if let Some(last_day) = history.last_day {
        return due_on(start_of(history.started), last_day, calendar).map_err(trouble);
    }
    let ledger = history.ledger(now).map_err(trouble)?;
    let due = match kind {
        LimitKind::Promised => ledger.promised(limit, calendar, as_of),
        LimitKind::Node | LimitKind::Statutory | LimitKind::Answer | LimitKind::Right | LimitKind::Window => {
            ledger.due(limit, calendar, as_of)
        }
    };
    due.map_err(trouble)
}

/// A limit between its start and its end.
struct Bounds<'a> {
    kind: LimitKind,
    limit: &'a Limit,
    extensions: &'a [(Term, EventTime)],
    start: Timestamp,
    last_day: Option<Date>,
    lapses_at: Timestamp,
}

impl Bounds<'_> {
    /// When the rule raises its card; none when it does not speak of this kind of limit, or when its moment would not be
    /// after the start (a warning about what has only begun). The end itself always counts.
    fn moment(&self, rule: &CardRule, calendar: &Calendar) -> Run<Option<Timestamp>> {
        let CardTrigger::Limit { on, moment, min } = &rule.trigger;
        if !on.contains(&self.kind) || self.limit.n < *min {
            return Ok(None);
        }
        let before_end = match (*moment, self.last_day) {
            (CardMoment::After, _) => return Ok(Some(self.lapses_at)),
            (CardMoment::LastWorkdayBefore, Some(last_day)) => {
                let day = moments::last_workday_before(last_day, calendar).map_err(trouble)?;
                moments::midnight(day, calendar).map_err(trouble)?
            }
            (CardMoment::DaysBefore(days), Some(last_day)) => {
                moments::midnight(moments::days_before(last_day, days).map_err(trouble)?, calendar).map_err(trouble)?
            }
            (CardMoment::Share(percent), None) if self.limit.unit == Unit::Hours => {
                moments::share(self.start, self.lapses_at, percent).map_err(trouble)?
            }
            (CardMoment::Near(near), Some(last_day)) => {
                let day = moments::first_with_remaining(last_day, self.few(near), calendar).map_err(trouble)?;
                moments::midnight(day, calendar).map_err(trouble)?
            }
            (CardMoment::LastWorkdayBefore | CardMoment::DaysBefore(_) | CardMoment::Near(_), None)
            | (CardMoment::Share(_), Some(_) | None) => {
                return Ok(None);
            }
        };
        Ok((before_end > self.start).then_some(before_end))
    }
}

impl Bounds<'_> {
    /// How many working days are few on this limit: a share of what was granted in all, in its own unit.
    fn few(&self, near: Near) -> u32 {
        let granted = match self.kind {
            LimitKind::Statutory => self.extensions,
            // Nothing else is extended.
            LimitKind::Node | LimitKind::Promised | LimitKind::Answer | LimitKind::Right | LimitKind::Window => &[],
        };
        let more: u64 = granted.iter().map(|(by, _)| days(by.n, by.unit)).sum();
        let whole = days(self.limit.n, self.limit.unit) + more;
        if whole <= u64::from(near.short) {
            return near.of_short;
        }
        let share = (whole * u64::from(near.percent)).div_ceil(100);
        u32::try_from(share).unwrap_or(u32::MAX).max(near.least)
    }
}

/// A length in days, for shares of it: nobody needs to know how long a month is to know that it is running out.
fn days(n: u32, unit: Unit) -> u64 {
    let each = match unit {
        Unit::Hours => return u64::from(n).div_ceil(24),
        Unit::Days | Unit::Workdays => 1,
        Unit::Months => 30,
        Unit::Years => 365,
    };
    u64::from(n) * each
}

/// In time order, and of moments at the same time the gravest first; without those of a lower level than one before
/// them: a warning after the breach says nothing, and what stands by then is known now.
fn rising(mut moments: Vec<(Timestamp, Reverse<CardLevel>, RuleIx)>) -> Vec<(RuleIx, Timestamp)> {
    moments.sort();
    let mut standing = None;
    let mut cards = Vec::new();
    for (at, Reverse(level), rule) in moments {
        if standing <= Some(level) {
            standing = Some(level);
            cards.push((rule, at));
        }
    }
    cards
}

//! A limit begins to run: its due date with the derivation, and the moments at which card rules will look at it.

use super::{moment_of, trouble};
use crate::{
    event::{Event, EventTime, LimitRun, Subject},
    ids::Key,
    work::{Run, Work},
};
use jiff::Timestamp;
use mingjing_clock::{Calendar, Due, Limit, Unit, due, due_at, moments};
use mingjing_model::definition::{CardLevel, CardMoment, CardRule, LimitKind, RuleIx};
use std::cmp::Reverse;

/// Starts the department's own limit of a task that was just created, if its node has one. The civil start is today.
///
/// # Errors
/// [`Halt::Needs`](crate::work::Halt::Needs) for the calendar; trouble when the date is beyond what calendars count.
pub(crate) fn task_created(work: &mut Work, key: Key) -> Run {
    let node = work.instance.elements.get(&key).map(|element| element.node);
    let Some(limit) = node.and_then(|node| work.def.node(node).limit) else {
        return Ok(());
    };
    let started = EventTime::At(work.now());
    let limit = limit_run(work, LimitKind::Node, &limit, started)?;
    work.emit(Event::LimitStarted { subject: Subject::Task(key), limit });
    Ok(())
}

/// Counts a limit off from the event time that started it.
pub(super) fn limit_run(work: &mut Work, kind: LimitKind, limit: &Limit, started: EventTime) -> Run<LimitRun> {
    let calendar = work.calendar()?;
    let start = moment_of(started, &calendar)?;
    let Due { last_day, lapses_at, provisional, explanation } = count(limit, started, start, &calendar)?;
    let mut moments = Vec::new();
    for (position, rule) in work.def.cards.iter().enumerate() {
        if !rule.on.contains(&kind) || limit.n < rule.min {
            continue;
        }
        let due = Bounds { limit, start, last_day, lapses_at };
        if let Some(at) = due.moment(rule, &calendar)? {
            moments.push((at, Reverse(rule.level), RuleIx::at(position)));
        }
    }
    let calendar = calendar.version().to_owned();
    Ok(LimitRun { kind, last_day, lapses_at, provisional, calendar, cards: rising(moments), explanation })
}

/// Hours run from the moment itself, and from 00:00 where only the day is known, so that they never end too late.
fn count(limit: &Limit, started: EventTime, start: Timestamp, calendar: &Calendar) -> Run<Due> {
    match (started, limit.unit) {
        (EventTime::On(day), Unit::Days | Unit::Workdays | Unit::Months | Unit::Years) => due(day, limit, calendar),
        (EventTime::On(_), Unit::Hours) | (EventTime::At(_), _) => due_at(start, limit, calendar),
    }
    .map_err(trouble)
}

/// A limit between its start and its end.
struct Bounds<'a> {
    limit: &'a Limit,
    start: Timestamp,
    last_day: Option<jiff::civil::Date>,
    lapses_at: Timestamp,
}

impl Bounds<'_> {
    /// When the rule raises its card; none when it does not speak of this kind of limit, or when its moment would not be
    /// after the start (a warning about what has only begun). The end itself always counts.
    fn moment(&self, rule: &CardRule, calendar: &Calendar) -> Run<Option<Timestamp>> {
        let before_end = match (rule.moment, self.last_day) {
            (CardMoment::After, _) => return Ok(Some(self.lapses_at)),
            (CardMoment::LastWorkdayBefore, Some(last_day)) => {
                let day = moments::last_workday_before(last_day, calendar).map_err(trouble)?;
                moments::midnight(day, calendar).map_err(trouble)?
            }
            (CardMoment::Share(percent), None) if self.limit.unit == Unit::Hours => {
                moments::share(self.start, self.lapses_at, percent).map_err(trouble)?
            }
            (CardMoment::LastWorkdayBefore, None) | (CardMoment::Share(_), Some(_) | None) => {
                return Ok(None);
            }
        };
        Ok((before_end > self.start).then_some(before_end))
    }
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

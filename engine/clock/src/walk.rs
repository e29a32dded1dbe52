//! Counting itself: private steps that the public functions of `due` put together.
//!
//! A [`Walk`] goes over days in one direction and notes what it meets: days left out, paused days, make-up days, years
//! whose schedule nobody knows.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use crate::calendar::{Calendar, DayKind, YEAR_MAX, YEAR_MIN};
use crate::error::ClockError;
use crate::explain::{Reason, Step};
use crate::limit::{Limit, Term, Unit};
use crate::pauses::Pauses;

pub(crate) struct Walk<'a> {
    calendar: &'a Calendar,
    pauses: &'a Pauses,
    pub(crate) steps: Vec<Step>,
    /// The run of days left out that is still growing.
    skipped: Option<Step>,
    unknown_years: BTreeSet<i16>,
}

#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Back,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(calendar: &'a Calendar, pauses: &'a Pauses) -> Self {
        Self { calendar, pauses, steps: Vec::new(), skipped: None, unknown_years: BTreeSet::new() }
    }

    /// The last day of the terms counted one after the other from `start`, rolled once at the end if they `roll`.
    pub(crate) fn forward(&mut self, start: Date, terms: &[Term], roll: bool) -> Result<Date, ClockError> {
        let start = in_range(start)?;
        self.steps.push(Step::StartExcluded { date: start });
        let mut last = start;
        for term in terms {
            last = self.count(last, *term)?;
        }
        if roll {
            self.note_years(start, last);
            self.roll(last)
        } else {
            Ok(last)
        }
    }

    fn count(&mut self, from: Date, Term { n, unit }: Term) -> Result<Date, ClockError> {
        let counted = |to| Step::Counted { n, unit, to };
        match unit {
            Unit::Hours => Err(ClockError::HoursNeedMoment),
            Unit::Workdays => {
                let last = self.nth_workday(from, n, Direction::Forward)?;
                self.steps.push(counted(last));
                Ok(last)
            }
            Unit::Days => {
                let last = self.nth_running_day(from, n)?;
                self.steps.push(counted(last));
                Ok(last)
            }
            Unit::Months | Unit::Years => {
                let last = self.corresponding_day(from, Term { n, unit })?;
                self.steps.push(counted(last));
                self.move_on(from, last)
            }
        }
    }

    /// The latest day from which the full limit ends before `event`.
    pub(crate) fn back(&mut self, event: Date, limit: &Limit) -> Result<Date, ClockError> {
        let event = in_range(event)?;
        self.steps.push(Step::EventExcluded { date: event });
        let latest = match limit.unit {
            Unit::Hours => return Err(ClockError::HoursNeedMoment),
            Unit::Workdays => day_before(self.nth_workday(event, limit.n, Direction::Back)?)?,
            Unit::Days => add_days(event, -i64::from(limit.n) - 1)?,
            Unit::Months | Unit::Years => latest_months_before(event, limit.term())?,
        };
        let (from, to) = (day_after(latest)?, day_before(event)?);
        self.steps.push(Step::FullDays { n: limit.n, unit: limit.unit, from, to });
        Ok(latest)
    }

    /// The steps, closed with the unknown years and the calendar, and whether the result is provisional.
    pub(crate) fn finish(mut self) -> (Vec<Step>, bool) {
        let provisional = !self.unknown_years.is_empty();
        self.steps.extend(self.unknown_years.into_iter().map(|year| Step::UnknownYear { year }));
        self.steps
            .push(Step::Calendar { id: self.calendar.id().to_owned(), version: self.calendar.version().to_owned() });
        (self.steps, provisional)
    }

    fn nth_workday(&mut self, from: Date, n: u32, direction: Direction) -> Result<Date, ClockError> {
        let mut date = from;
        let mut counted = 0;
        while counted < n {
            date = match direction {
                Direction::Forward => day_after(date)?,
                Direction::Back => day_before(date)?,
            };
            self.note_year(date);
            match self.paused(date).or_else(|| self.day_off(date)) {
                Some(reason) => self.leave_out(date, reason),
                None => {
                    self.close_run();
                    self.note_makeup(date);
                    counted += 1;
                }
            }
        }
        Ok(date)
    }

    /// The `n`th day after `from` on which the clock runs.
    fn nth_running_day(&mut self, from: Date, n: u32) -> Result<Date, ClockError> {
        if !self.pauses.any_after(from) {
            return add_days(from, i64::from(n));
        }
        let mut date = from;
        let mut counted = 0;
        while counted < n {
            date = day_after(date)?;
            match self.paused(date) {
                Some(reason) => self.leave_out(date, reason),
                None => {
                    self.close_run();
                    counted += 1;
                }
            }
        }
        Ok(date)
    }

    fn corresponding_day(&mut self, start: Date, term: Term) -> Result<Date, ClockError> {
        let last = add_months(start, months(term))?;
        if last.day() != start.day() {
            self.steps.push(Step::MonthEnd { date: last });
        }
        Ok(last)
    }

    /// Moves the end of months or years on by as many running days as were paused from the day after `from` to `last`.
    fn move_on(&mut self, from: Date, last: Date) -> Result<Date, ClockError> {
        let mut days = 0;
        let mut date = from;
        while date < last && self.pauses.any_after(from) {
            date = day_after(date)?;
            match self.paused(date) {
                Some(reason) => {
                    self.leave_out(date, reason);
                    days += 1;
                }
                None => self.close_run(),
            }
        }
        if days == 0 {
            return Ok(last);
        }
        let to = self.nth_running_day(last, days)?;
        self.close_run();
        self.steps.push(Step::MovedOn { days, to });
        Ok(to)
    }

    fn roll(&mut self, last: Date) -> Result<Date, ClockError> {
        let Some(reason) = self.day_off(last) else {
            return Ok(last);
        };
        let mut date = last;
        while self.paused(date).is_some() || !self.calendar.is_workday(date) {
            date = day_after(date)?;
            self.note_year(date);
            if let Some(paused) = self.paused(date) {
                self.leave_out(date, paused);
            }
        }
        self.close_run();
        self.steps.push(Step::Rolled { from: last, to: date, reason });
        Ok(date)
    }

    fn paused(&self, date: Date) -> Option<Reason> {
        self.pauses.on(date).map(|by| Reason::Paused { by: by.to_vec() })
    }

    /// Adds `date` to the run of days left out, or closes that run and opens another.
    fn leave_out(&mut self, date: Date, reason: Reason) {
        let run = match self.skipped.take() {
            Some(Step::Skipped { from, to, reason: same }) if same == reason => {
                Step::Skipped { from: from.min(date), to: to.max(date), reason }
            }
            other => {
                self.steps.extend(other);
                Step::Skipped { from: date, to: date, reason }
            }
        };
        self.skipped = Some(run);
    }

    fn close_run(&mut self) {
        self.steps.extend(self.skipped.take());
    }

    fn day_off(&self, date: Date) -> Option<Reason> {
        let day = self.calendar.day(date);
        match day.kind {
            DayKind::Workday | DayKind::Makeup => None,
            DayKind::Weekend => Some(Reason::Weekend),
            DayKind::Holiday => Some(Reason::Holiday { name: day.name.unwrap_or_default().to_owned() }),
        }
    }

    fn note_makeup(&mut self, date: Date) {
        if self.calendar.day(date).kind == DayKind::Makeup {
            self.steps.push(Step::MakeupCounted { date });
        }
    }

    fn note_year(&mut self, date: Date) {
        if !self.calendar.is_known(date.year()) {
            self.unknown_years.insert(date.year());
        }
    }

    /// Notes the years of the counted days, from the day after `start` to `last`.
    fn note_years(&mut self, start: Date, last: Date) {
        let first = start.tomorrow().unwrap_or(start).year();
        self.unknown_years.extend((first..=last.year()).filter(|year| !self.calendar.is_known(*year)));
    }
}

/// The latest day whose corresponding day, `limit` later, lies before `event`.
fn latest_months_before(event: Date, term: Term) -> Result<Date, ClockError> {
    let mut latest = add_months(event, -months(term))?;
    // The corresponding day back is right up to the few days by which months differ in length.
    while add_months(latest, months(term))? >= event {
        latest = day_before(latest)?;
    }
    while add_months(day_after(latest)?, months(term))? < event {
        latest = day_after(latest)?;
    }
    Ok(latest)
}

fn months(Term { n, unit }: Term) -> i64 {
    match unit {
        Unit::Years => i64::from(n) * 12,
        Unit::Months | Unit::Days | Unit::Workdays | Unit::Hours => i64::from(n),
    }
}

fn add_months(date: Date, months: i64) -> Result<Date, ClockError> {
    Span::new()
        .try_months(months)
        .and_then(|span| date.checked_add(span))
        .map_err(|_| ClockError::OutOfRange { near: date })
        .and_then(in_range)
}

fn add_days(date: Date, days: i64) -> Result<Date, ClockError> {
    Span::new()
        .try_days(days)
        .and_then(|span| date.checked_add(span))
        .map_err(|_| ClockError::OutOfRange { near: date })
        .and_then(in_range)
}

pub(crate) fn day_after(date: Date) -> Result<Date, ClockError> {
    date.tomorrow().map_err(|_| ClockError::OutOfRange { near: date }).and_then(in_range)
}

pub(crate) fn day_before(date: Date) -> Result<Date, ClockError> {
    date.yesterday().map_err(|_| ClockError::OutOfRange { near: date }).and_then(in_range)
}

pub(crate) fn in_range(date: Date) -> Result<Date, ClockError> {
    if (YEAR_MIN..=YEAR_MAX).contains(&date.year()) { Ok(date) } else { Err(ClockError::OutOfRange { near: date }) }
}

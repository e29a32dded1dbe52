//! Due dates.
//!
//! One walk: the day of the start is not counted, the limit is counted off, and the last day moves once, at the end.
//! To extend a limit, count the sum from the same start; never count an extension from a moved date.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::error::ClockError;
use crate::explain::{Explanation, Step};
use crate::limit::{Limit, Unit};
use crate::moments::{civil_date_of, midnight};
use crate::pauses::Pauses;
use crate::walk::{Walk, day_after, in_range};

/// When something happened, as far as it is known: what a limit is counted from, or another fact of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// A day.
    On(Date),
    /// A moment.
    At(Timestamp),
}

/// The end of a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day on which the act is in time; none for limits in hours.
    pub last_day: Option<Date>,
    /// The first moment at which it is late: the beginning of the day after `last_day` in the calendar's zone, or the
    /// exact moment for limits in hours.
    pub lapses_at: Timestamp,
    /// Whether it depends on a year whose holidays are not published. Limits that never ask for working days (hours,
    /// and days, months and years that do not roll) are exact.
    pub provisional: bool,
    /// How it came about.
    pub explanation: Explanation,
}

impl Due {
    /// Whether an act at this time is in time. Of a day only its 00:00 is asked for limits in hours.
    ///
    /// # Errors
    /// [`ClockError::OutOfRange`] beyond the bounded years.
    pub fn is_met(&self, at: Start, calendar: &Calendar) -> Result<bool, ClockError> {
        let moment = match at {
            Start::On(day) => midnight(day, calendar)?,
            Start::At(moment) => moment,
        };
        Ok(moment < self.lapses_at)
    }
}

/// The beginning of the time in which an act is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The first day on which the act is allowed.
    pub first_day: Date,
    /// The beginning of that day in the calendar's zone.
    pub opens_at: Timestamp,
    /// Whether it depends on a year whose holidays are not published.
    pub provisional: bool,
    /// How it came about.
    pub explanation: Explanation,
}

/// The last day of `limit` counted from the day `start` (民法典 第二百零一条至第二百零三条).
///
/// # Errors
/// [`ClockError::HoursNeedMoment`] for hours, [`ClockError::OutOfRange`] beyond the bounded years.
pub fn due(start: Date, limit: &Limit, calendar: &Calendar) -> Result<Due, ClockError> {
    due_from(Start::On(start), start, limit, calendar)
}

/// The end of `limit` counted from the moment `start`. Hours run from the moment itself and never stop for days off;
/// any other unit is counted from the day of the moment in the calendar's zone.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn due_at(start: Timestamp, limit: &Limit, calendar: &Calendar) -> Result<Due, ClockError> {
    let day = in_range(civil_date_of(start, calendar))?;
    match limit.unit {
        Unit::Hours => hours_from(start, limit.n, Vec::new(), calendar),
        Unit::Days | Unit::Workdays | Unit::Months | Unit::Years => due_from(Start::At(start), day, limit, calendar),
    }
}

/// The end of `n` hours from `start`, explained after `steps`.
pub(crate) fn hours_from(
    start: Timestamp,
    n: u32,
    mut steps: Vec<Step>,
    calendar: &Calendar,
) -> Result<Due, ClockError> {
    let near = civil_date_of(start, calendar);
    let lapses_at =
        start.checked_add(SignedDuration::from_hours(i64::from(n))).map_err(|_| ClockError::OutOfRange { near })?;
    in_range(civil_date_of(lapses_at, calendar))?;
    steps.push(Step::Elapsed { n, to: lapses_at });
    let explanation = explain(Start::At(start), calendar, steps);
    Ok(Due { last_day: None, lapses_at, provisional: false, explanation })
}

/// The latest day for an act that must leave `limit` in full before the day `event`: neither day counts, as in
/// "seven days before the hearing" (行政处罚法 第六十四条). It is the latest such day even if it is a day off: the rule
/// of the last day protects the one who has to act by moving forward, which would shorten the time that must be left.
///
/// # Errors
/// [`ClockError::HoursNeedMoment`] for hours, [`ClockError::OutOfRange`] beyond the bounded years.
pub fn latest_before(event: Date, limit: &Limit, calendar: &Calendar) -> Result<Due, ClockError> {
    let mut walk = Walk::new(calendar, Pauses::NONE);
    let last_day = walk.back(event, limit)?;
    finish_due(Start::On(event), last_day, walk, calendar)
}

/// The first day for an act that must wait until `limit` has passed in full since the day `start`: the day after
/// [`due`], as in "not before ten days after the demand" (行政强制法 第五十四条).
///
/// # Errors
/// [`ClockError::HoursNeedMoment`] for hours, [`ClockError::OutOfRange`] beyond the bounded years.
pub fn earliest_after(start: Date, limit: &Limit, calendar: &Calendar) -> Result<Opening, ClockError> {
    let mut walk = Walk::new(calendar, Pauses::NONE);
    let first_day = day_after(walk.forward(start, &[limit.term()], limit.rolls())?)?;
    let (steps, provisional) = walk.finish();
    let opens_at = midnight(first_day, calendar)?;
    let explanation = explain(Start::On(start), calendar, steps);
    Ok(Opening { first_day, opens_at, provisional, explanation })
}

/// A last day that the file itself holds, as of a measure whose term was extended: nothing is counted.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn due_on(start: Start, last_day: Date, calendar: &Calendar) -> Result<Due, ClockError> {
    let lapses_at = midnight(day_after(in_range(last_day)?)?, calendar)?;
    let explanation = explain(start, calendar, vec![Step::Held { to: last_day }]);
    Ok(Due { last_day: Some(last_day), lapses_at, provisional: false, explanation })
}

fn due_from(start: Start, day: Date, limit: &Limit, calendar: &Calendar) -> Result<Due, ClockError> {
    let mut walk = Walk::new(calendar, Pauses::NONE);
    let last_day = walk.forward(day, &[limit.term()], limit.rolls())?;
    finish_due(start, last_day, walk, calendar)
}

pub(crate) fn finish_due(start: Start, last_day: Date, walk: Walk<'_>, calendar: &Calendar) -> Result<Due, ClockError> {
    let (steps, provisional) = walk.finish();
    let lapses_at = midnight(day_after(last_day)?, calendar)?;
    let explanation = explain(start, calendar, steps);
    Ok(Due { last_day: Some(last_day), lapses_at, provisional, explanation })
}

fn explain(start: Start, calendar: &Calendar, steps: Vec<Step>) -> Explanation {
    Explanation { start, zone: calendar.zone_name().to_owned(), steps }
}

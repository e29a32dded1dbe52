//! Civil days and moments that card rules and screens ask for.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::error::ClockError;
use crate::walk::{self, in_range};

/// The last working day strictly before `date`; its midnight is when "last day" warnings go out.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn last_workday_before(date: Date, calendar: &Calendar) -> Result<Date, ClockError> {
    let mut day = walk::day_before(in_range(date)?)?;
    while !calendar.is_workday(day) {
        day = walk::day_before(day)?;
    }
    Ok(day)
}

/// The first moment of `date` in the calendar's zone: 00:00, or later where the clocks skip midnight.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn midnight(date: Date, calendar: &Calendar) -> Result<Timestamp, ClockError> {
    let out_of_range = |_| ClockError::OutOfRange { near: date };
    let zoned = in_range(date)?.to_zoned_datetime(calendar.zone().clone()).map_err(out_of_range)?;
    Ok(zoned.start_of_day().map_err(out_of_range)?.timestamp())
}

/// The day after `date`.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn day_after(date: Date) -> Result<Date, ClockError> {
    walk::day_after(date)
}

/// The day so many calendar days before `date`.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn days_before(date: Date, days: u16) -> Result<Date, ClockError> {
    let span = jiff::Span::new().days(i64::from(days));
    in_range(in_range(date)?.checked_sub(span).map_err(|_| ClockError::OutOfRange { near: date })?)
}

/// The working days strictly after `today` up to and including `due`; none when `due` has passed.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn workdays_remaining(today: Date, due: Date, calendar: &Calendar) -> Result<u32, ClockError> {
    let mut day = in_range(today)?;
    let due = in_range(due)?;
    let mut remaining = 0;
    while day < due {
        day = walk::day_after(day)?;
        remaining += u32::from(calendar.is_workday(day));
    }
    Ok(remaining)
}

/// The first day from which at most `few` working days remain until `due`, as [`workdays_remaining`] counts them.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn first_with_remaining(due: Date, few: u32, calendar: &Calendar) -> Result<Date, ClockError> {
    let mut day = in_range(due)?;
    let mut remaining = 0;
    loop {
        remaining += u32::from(calendar.is_workday(day));
        if remaining > few {
            return Ok(day);
        }
        day = walk::day_before(day)?;
    }
}

/// The moment at which `percent` of the time from `start` to `end` has passed, rounded down to a nanosecond.
///
/// # Errors
/// [`ClockError::PercentOutOfRange`] above 100, [`ClockError::EndBeforeStart`] when `end` lies before `start`.
pub fn share(start: Timestamp, end: Timestamp, percent: u8) -> Result<Timestamp, ClockError> {
    if percent > 100 {
        return Err(ClockError::PercentOutOfRange { percent });
    }
    if end < start {
        return Err(ClockError::EndBeforeStart { start, end });
    }
    let whole = end.as_nanosecond() - start.as_nanosecond();
    let part = start.as_nanosecond() + whole * i128::from(percent) / 100;
    // It lies between two moments that exist, so the conversion cannot fail; `end` keeps the signature honest.
    Ok(Timestamp::from_nanosecond(part).unwrap_or(end))
}

/// The day on which `at` falls in the calendar's zone.
pub fn civil_date_of(at: Timestamp, calendar: &Calendar) -> Date {
    calendar.zone().to_datetime(at).date()
}

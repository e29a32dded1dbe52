//! Hours of working days: when people are told of things.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::calendar::Calendar;
use crate::error::ClockError;
use crate::walk;

/// The first moment, not before `at`, that lies in the hours from `from` up to `to` of a working day.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn first_within(at: Timestamp, from: Time, to: Time, calendar: &Calendar) -> Result<Timestamp, ClockError> {
    let now = calendar.zone().to_datetime(at);
    if calendar.is_workday(now.date()) && now.time() >= from && now.time() < to {
        return Ok(at);
    }
    first_at(at, from, calendar)
}

/// The first moment, not before `at`, at which it is `time` on a working day.
///
/// # Errors
/// [`ClockError::OutOfRange`] beyond the bounded years.
pub fn first_at(at: Timestamp, time: Time, calendar: &Calendar) -> Result<Timestamp, ClockError> {
    let mut day = walk::in_range(calendar.zone().to_datetime(at).date())?;
    loop {
        let moment = moment(day, time, calendar)?;
        if calendar.is_workday(day) && moment >= at {
            return Ok(moment);
        }
        day = walk::day_after(day)?;
    }
}

/// That time of the day; where the clocks skip it, as much later.
fn moment(day: Date, time: Time, calendar: &Calendar) -> Result<Timestamp, ClockError> {
    let out_of_range = |_| ClockError::OutOfRange { near: day };
    let zoned = day.to_datetime(time).to_zoned_datetime(calendar.zone().clone()).map_err(out_of_range)?;
    Ok(zoned.timestamp())
}

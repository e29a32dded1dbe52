//! Legal time: limits with their due dates, clocks of the case, the cards they raise, milestones and numbers.
//!
//! Every moment is fixed when its limit starts (`pending` of the limit); afterwards only the time of a step decides what
//! is due. Event time (when it happened) and entry time (when it was recorded) are never mixed.

pub(crate) mod accruals;
pub(crate) mod answers;
pub(crate) mod cards;
pub(crate) mod clocks;
mod grounds;
pub(crate) mod ledgers;
pub(crate) mod limits;
pub(crate) mod milestones;
pub(crate) mod numbers;
mod pauses;
pub(crate) mod recount;
pub(crate) mod tasks;

use crate::{
    event::EventTime,
    work::{Halt, Run, Trouble, Work},
};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Calendar, ClockError, Lang, moments};

/// The civil day of an event time.
pub(crate) fn day_of(at: EventTime, calendar: &Calendar) -> Date {
    match at {
        EventTime::On(day) => day,
        EventTime::At(moment) => moments::civil_date_of(moment, calendar),
    }
}

/// The first moment that an event time can mean: 00:00 of a day.
pub(crate) fn moment_of(at: EventTime, calendar: &Calendar) -> Run<Timestamp> {
    match at {
        EventTime::On(day) => moments::midnight(day, calendar).map_err(trouble),
        EventTime::At(moment) => Ok(moment),
    }
}

/// When the act at hand happened: as its form says, else now.
pub(crate) fn event_time(work: &Work) -> EventTime {
    work.event_at.unwrap_or(EventTime::At(work.now()))
}

/// A date beyond what calendars count is a fault of the process data: the operator sees the clock's own message.
pub(crate) fn trouble(error: ClockError) -> Halt {
    Halt::Trouble(Trouble { code: error.code(), detail: error.message(Lang::Zh) })
}

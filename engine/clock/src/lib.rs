//! Business calendars and legal due dates.
//!
//! A limit of the law ("five working days from service", "three months after the decision") is counted by rules that
//! look simple and are not: the first day does not count, months end on the corresponding day, the last day moves off
//! a holiday, and some Saturdays are working days. This crate counts them, says every step it took, and says when a
//! result still depends on a holiday schedule that nobody has published.
//!
//! - [`Calendar`]: which days are working days, as data, with a version; [`CalendarFile`] is its YAML shape.
//! - [`Limit`]: a number and a unit, such as `15 workdays`.
//! - [`due`], [`due_at`]: the last day and the moment of lapse; [`latest_before`], [`earliest_after`]: full days between
//!   two acts.
//! - [`Ledger`]: everything that happened to a clock – starts, pauses, extensions, late corrections – and the date that
//!   follows.
//! - [`Explanation`]: the derivation of a date, for people, in Chinese and English.
//! - [`Accrual`]: what grows by the day on an unpaid sum.
//! - [`Recurrence`]: moments that come again and again, written as cron expressions.
//! - [`moments`]: civil moments that card rules ask for; [`hours`]: those of working days.
//!
//! It never reads a clock, a file or the environment, and it knows no statute: numbers and articles are data elsewhere.
//! Every date lies in the years [`YEAR_MIN`] to [`YEAR_MAX`].
#![forbid(unsafe_code)]

mod accrual;
mod calendar;
mod calendar_file;
mod codes;
mod due;
mod error;
mod explain;
pub mod hours;
mod ledger;
mod limit;
pub mod moments;
mod pauses;
mod recurrence;
mod walk;

pub use accrual::{Accrual, Accrued, Growth, Share};
pub use calendar::{Calendar, Day, DayKind, Holiday, Region, YEAR_MAX, YEAR_MIN, Year};
pub use calendar_file::{CalendarFile, HolidayFile, WeekdayName, YearFile};
pub use codes::{CODES, Code};
pub use due::{Due, Opening, Start, due, due_at, due_on, earliest_after, latest_before};
pub use error::{CalendarError, CalendarErrors, ClockError, LimitError, RecurrenceError};
pub use explain::{Explanation, Lang, Reason, Step, Title};
pub use ledger::{ClockState, Entry, Fact, Ledger, Used};
pub use limit::{Limit, N_MAX, Term, Unit};
pub use recurrence::Recurrence;

//! Moments that come again and again, written as cron expressions and read on the organ's civil time.
//!
//! The crate `cron` reads the text into fields; which moment comes next is counted here, in civil time, because that
//! crate knows moments of another date library only, and a clock beside. A civil time that a change of the clocks skips
//! comes as much later as they skip; one that comes twice counts once.

use std::str::FromStr;

use cron::{Schedule, TimeUnitSpec};
use jiff::civil::{Date, DateTime, time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::error::RecurrenceError;

/// The years that an expression may name, those of the crate that reads it.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;
/// Candidates within this time of a moment are compared with it: no change of the clocks is larger, but those that leave
/// out a whole day, which no organ of ours will see.
const CHANGE_MAX: i64 = 3;
/// The day-of-month field that names the last day of the month.
const LAST_DAY: &str = "L";

/// A cron expression, read: seconds, minutes, hours, days, months, weekdays and years as sets. A moment matches when it is
/// in all of them; also where both days of the month and of the week are named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// As written.
    text: String,
    second: i8,
    /// A bit a minute, and so on below.
    minutes: u64,
    hours: u32,
    days: u32,
    /// Only the last day of the month.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    last_day: bool,
    months: u16,
    /// Bit 1 is Sunday.
    weekdays: u8,
    /// None = every year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    years: Option<Vec<i16>>,
}

impl Recurrence {
    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first moment strictly after `after`; none when there is no further one.
    pub fn next_after(&self, after: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let earliest = zone.to_datetime(after).checked_sub(CHANGE_MAX.hours()).ok()?;
        let mut day = earliest.date();
        while day.year() <= *YEARS.end() {
            if !self.has_month(day) {
                day = day.last_of_month().tomorrow().ok()?;
                continue;
            }
            if self.has_day(day)
                && let Some(moment) = self.first_on(day, earliest, after, zone)
            {
                return Some(moment);
            }
            day = day.tomorrow().ok()?;
        }
        None
    }

    /// The first moment of a day after `after`. Candidates close behind the first are looked at too: one that the clocks
    /// skip is put behind others.
    fn first_on(&self, day: Date, earliest: DateTime, after: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let mut best: Option<(DateTime, Timestamp)> = None;
        for hour in (0..24).filter(|hour| self.hours & (1 << hour) != 0) {
            for minute in (0..60).filter(|minute| self.minutes & (1 << minute) != 0) {
                let civil = day.to_datetime(time(hour, minute, self.second, 0));
                if civil < earliest {
                    continue;
                }
                if let Some((first, moment)) = best
                    && first.checked_add(CHANGE_MAX.hours()).is_ok_and(|end| civil > end)
                {
                    return Some(moment);
                }
                let Ok(moment) = zone.to_ambiguous_timestamp(civil).compatible() else { continue };
                if moment > after && best.is_none_or(|(_, best)| moment < best) {
                    best = Some((best.map_or(civil, |(first, _)| first), moment));
                }
            }
        }
        best.map(|(_, moment)| moment)
    }

    fn has_month(&self, day: Date) -> bool {
        self.months & (1 << day.month()) != 0 && self.years.as_ref().is_none_or(|years| years.contains(&day.year()))
    }

    fn has_day(&self, day: Date) -> bool {
        let of_month = if self.last_day { day == day.last_of_month() } else { self.days & (1 << day.day()) != 0 };
        of_month && self.weekdays & (1 << day.weekday().to_sunday_one_offset()) != 0
    }

    /// Whether there is any day that matches.
    fn is_possible(&self) -> bool {
        let span: Span = 1.day();
        let first = jiff::civil::date(*YEARS.start(), 1, 1);
        let mut days = first.series(span).take_while(|day| day.year() <= *YEARS.end());
        days.any(|day| self.has_month(day) && self.has_day(day))
    }
}

impl FromStr for Recurrence {
    type Err = RecurrenceError;

    /// Reads `second minute hour day-of-month month day-of-week [year]`.
    fn from_str(text: &str) -> Result<Self, RecurrenceError> {
        let malformed = || RecurrenceError::Malformed { text: text.to_owned() };
        let mut fields: Vec<&str> = text.split_whitespace().collect();
        let last_day = fields.get(3) == Some(&LAST_DAY);
        if last_day {
            fields[3] = "*";
        }
        let read = Schedule::from_str(&fields.join(" ")).map_err(|_| malformed())?;
        let mut seconds = read.seconds().iter();
        let second = seconds.next().and_then(|second| i8::try_from(second).ok()).ok_or_else(malformed)?;
        if seconds.next().is_some() {
            return Err(RecurrenceError::TooOften { text: text.to_owned() });
        }
        let years = read.years();
        let years = (!years.is_all()).then(|| years.iter().filter_map(|year| i16::try_from(year).ok()).collect());
        let recurrence = Self {
            text: text.to_owned(),
            second,
            minutes: bits(read.minutes()),
            hours: u32::try_from(bits(read.hours())).map_err(|_| malformed())?,
            days: u32::try_from(bits(read.days_of_month())).map_err(|_| malformed())?,
            last_day,
            months: u16::try_from(bits(read.months())).map_err(|_| malformed())?,
            weekdays: u8::try_from(bits(read.days_of_week())).map_err(|_| malformed())?,
            years,
        };
        if recurrence.is_possible() { Ok(recurrence) } else { Err(RecurrenceError::Never { text: text.to_owned() }) }
    }
}

fn bits(field: &impl TimeUnitSpec) -> u64 {
    field.iter().fold(0, |bits, ordinal| bits | 1 << ordinal)
}

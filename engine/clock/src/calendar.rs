//! Which days are working days.
//!
//! A calendar is a weekly pattern plus the published exceptions of each year: days off, and weekend days that are
//! worked to make up for them. A year without an entry is *unknown*: it is answered with the plain weekly pattern, and
//! whoever counts through it has to call the result provisional. A region may have exceptions of its own, such as days
//! on which everything was closed for a typhoon; they hold in that region and those within it, and nowhere else.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::error::{CalendarError, CalendarErrors};

/// First year that dates may lie in. No running limit starts earlier, and a wrong century is a typing error.
pub const YEAR_MIN: i16 = 1900;
/// Last year that dates may lie in. It bounds every day-by-day loop to some hundred thousand steps.
pub const YEAR_MAX: i16 = 2200;

/// Digits of a region's code (GB/T 2260).
const CODE_LENGTH: usize = 6;

/// A business calendar: weekly days off, published exceptions, time zone. Immutable; a new notice is a new version.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    id: String,
    version: String,
    zone: TimeZone,
    zone_name: String,
    weekend: Vec<Weekday>,
    years: BTreeMap<i16, Year>,
    regions: BTreeMap<String, Region>,
    /// The same facts as `years`, a day each, for look-up.
    marks: BTreeMap<Date, Mark>,
}

/// The published exceptions of one year, all within that year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Year {
    /// Number of the notice that sets the schedule.
    pub notice: String,
    /// Day the notice was issued, where known.
    pub issued: Option<Date>,
    /// Blocks of days off, weekend days inside them included.
    pub holidays: Vec<Holiday>,
    /// Weekend days that are working days.
    pub makeup: Vec<Date>,
}

/// The exceptions of one region, by year, over those of the whole calendar.
pub type Region = BTreeMap<i16, Year>;

/// A block of days off; `from` and `to` are both inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// First day off.
    pub from: Date,
    /// Last day off.
    pub to: Date,
    /// Name of the holiday, as the notice gives it.
    pub name: String,
}

/// What a calendar says of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day<'a> {
    /// Worked or not, and why.
    pub kind: DayKind,
    /// Name of the holiday; only on [`DayKind::Holiday`].
    pub name: Option<&'a str>,
    /// Whether the schedule of the day's year is published.
    pub known: bool,
}

/// The kinds of days. `Workday` and `Makeup` are worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary working day.
    Workday,
    /// A weekly day off.
    Weekend,
    /// A day off by notice.
    Holiday,
    /// A weekly day off that is worked by notice.
    Makeup,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Holiday(String),
    Makeup,
}

impl Calendar {
    /// A calendar from its parts. `zone` is an IANA name such as `Asia/Shanghai`.
    ///
    /// # Errors
    /// All contradictions of the data at once, each naming its entry.
    pub fn new(
        id: impl Into<String>,
        version: impl Into<String>,
        zone: &str,
        weekend: &[Weekday],
        years: BTreeMap<i16, Year>,
    ) -> Result<Self, CalendarErrors> {
        let mut errors = Vec::new();
        let time_zone = TimeZone::get(zone).unwrap_or_else(|_| {
            errors.push(CalendarError::UnknownZone { zone: zone.to_owned() });
            TimeZone::UTC
        });
        let weekend = distinct(weekend);
        if weekend.len() == 7 {
            errors.push(CalendarError::NoWorkingDay);
        }
        let mut marks = BTreeMap::new();
        for (&year, entries) in &years {
            mark_year(year, entries, &weekend, &mut marks, &mut errors);
        }
        if !errors.is_empty() {
            return Err(CalendarErrors(errors));
        }
        Ok(Self {
            id: id.into(),
            version: version.into(),
            zone: time_zone,
            zone_name: zone.to_owned(),
            weekend,
            years,
            regions: BTreeMap::new(),
            marks,
        })
    }

    /// The calendar with exceptions of regions, each under its code (GB/T 2260).
    ///
    /// # Errors
    /// All contradictions of a region at once. What it contradicts in the whole calendar is its purpose, and no error.
    pub fn with_regions(self, regions: BTreeMap<String, Region>) -> Result<Self, CalendarErrors> {
        let errors = region_errors(&regions, &self.weekend);
        if errors.is_empty() { Ok(Self { regions, ..self }) } else { Err(CalendarErrors(errors)) }
    }

    /// The regions that have exceptions of their own.
    pub fn regions(&self) -> &BTreeMap<String, Region> {
        &self.regions
    }

    /// The calendar as it holds in a region: with its own exceptions and those of the regions around it, the nearest
    /// last. `330225` lies within `330200`, and that within `330000`.
    #[must_use]
    pub fn in_region(&self, code: &str) -> Self {
        let mut local = self.clone();
        for end in [2, 4, CODE_LENGTH] {
            let around = code.get(..end).map(|part| format!("{part:0<CODE_LENGTH$}"));
            let Some(region) = around.as_ref().and_then(|around| self.regions.get(around)) else { continue };
            for (&year, entries) in region {
                // It was checked when it was read; what it leaves aside here had been reported.
                let mut marks = BTreeMap::new();
                mark_year(year, entries, &self.weekend, &mut marks, &mut Vec::new());
                local.marks.extend(marks);
            }
        }
        local
    }

    /// The first day that counts otherwise than in another version, in the whole calendar or in a region: worked or not,
    /// or published or not. None when no day does.
    pub fn first_difference(&self, other: &Self) -> Option<Date> {
        if self.zone_name != other.zone_name || self.weekend != other.weekend {
            return Date::new(YEAR_MIN, 1, 1).ok();
        }
        let years = self.years.keys().chain(other.years.keys());
        let published = years.filter(|year| self.is_known(**year) != other.is_known(**year));
        let published = published.filter_map(|year| Date::new(*year, 1, 1).ok());
        let regions: Vec<&String> = self.regions.keys().chain(other.regions.keys()).collect();
        let local = regions.into_iter().filter_map(|code| self.in_region(code).first_mark(&other.in_region(code)));
        published.chain(self.first_mark(other)).chain(local).min()
    }

    /// The days on which the calendar departs from the week.
    pub fn marked_days(&self) -> impl Iterator<Item = Date> {
        self.marks.keys().copied()
    }

    fn first_mark(&self, other: &Self) -> Option<Date> {
        let kind = |mark: Option<&Mark>| mark.map(|mark| matches!(mark, Mark::Makeup));
        let days = self.marks.keys().chain(other.marks.keys());
        days.filter(|day| kind(self.marks.get(*day)) != kind(other.marks.get(*day))).min().copied()
    }

    /// The calendar's own name, such as `cn`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version of the data; clocks store it and are counted again when it has changed.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Time zone in which its days begin and end.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// IANA name of the time zone.
    pub fn zone_name(&self) -> &str {
        &self.zone_name
    }

    /// Weekly days off.
    pub fn weekend(&self) -> &[Weekday] {
        &self.weekend
    }

    /// The years whose schedule is published.
    pub fn years(&self) -> &BTreeMap<i16, Year> {
        &self.years
    }

    /// Whether the schedule of `year` is published. Dates in other years are provisional.
    pub fn is_known(&self, year: i16) -> bool {
        self.years.contains_key(&year)
    }

    /// Whether `date` is worked: an ordinary working day or a make-up day.
    pub fn is_workday(&self, date: Date) -> bool {
        match self.day(date).kind {
            DayKind::Workday | DayKind::Makeup => true,
            DayKind::Weekend | DayKind::Holiday => false,
        }
    }

    /// What the calendar says of `date`.
    pub fn day(&self, date: Date) -> Day<'_> {
        let (kind, name) = match self.marks.get(&date) {
            Some(Mark::Holiday(name)) => (DayKind::Holiday, Some(name.as_str())),
            Some(Mark::Makeup) => (DayKind::Makeup, None),
            None if self.weekend.contains(&date.weekday()) => (DayKind::Weekend, None),
            None => (DayKind::Workday, None),
        };
        Day { kind, name, known: self.is_known(date.year()) }
    }
}

pub(crate) fn region_errors(regions: &BTreeMap<String, Region>, weekend: &[Weekday]) -> Vec<CalendarError> {
    let mut errors = Vec::new();
    for (code, region) in regions {
        if code.len() != CODE_LENGTH || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            errors.push(CalendarError::RegionCode { code: code.clone() });
        }
        let mut marks = BTreeMap::new();
        for (&year, entries) in region {
            mark_year(year, entries, weekend, &mut marks, &mut errors);
        }
    }
    errors
}

fn distinct(weekend: &[Weekday]) -> Vec<Weekday> {
    let mut days = weekend.to_vec();
    days.sort_by_key(|day| day.to_monday_zero_offset());
    days.dedup();
    days
}

fn mark_year(
    year: i16,
    entries: &Year,
    weekend: &[Weekday],
    marks: &mut BTreeMap<Date, Mark>,
    errors: &mut Vec<CalendarError>,
) {
    if !(YEAR_MIN..=YEAR_MAX).contains(&year) {
        errors.push(CalendarError::YearOutOfRange { year });
        return;
    }
    for holiday in &entries.holidays {
        mark_holiday(year, holiday, marks, errors);
    }
    for &date in &entries.makeup {
        match marks.get(&date) {
            _ if date.year() != year => errors.push(CalendarError::OutsideYear { year, date }),
            Some(Mark::Holiday(name)) => {
                errors.push(CalendarError::HolidayAndMakeup { year, date, name: name.clone() });
            }
            Some(Mark::Makeup) => errors.push(CalendarError::ListedTwice { year, date }),
            None if !weekend.contains(&date.weekday()) => {
                errors.push(CalendarError::MakeupOnWeekday { year, date });
            }
            None => {
                marks.insert(date, Mark::Makeup);
            }
        }
    }
}

fn mark_holiday(year: i16, holiday: &Holiday, marks: &mut BTreeMap<Date, Mark>, errors: &mut Vec<CalendarError>) {
    let Holiday { from, to, name } = holiday;
    if from > to {
        errors.push(CalendarError::Reversed { year, from: *from, to: *to, name: name.clone() });
        return;
    }
    if let Some(&date) = [from, to].into_iter().find(|date| date.year() != year) {
        errors.push(CalendarError::OutsideYear { year, date });
        return;
    }
    for date in from.series(jiff::Span::new().days(1)).take_while(|date| date <= to) {
        if marks.insert(date, Mark::Holiday(name.clone())).is_some() {
            errors.push(CalendarError::ListedTwice { year, date });
        }
    }
}

//! The YAML shape of a calendar, `*.calendar.yaml`.
//!
//! Dates stay text here, so that one impossible date is reported with its entry beside all other faults of the file.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Holiday, Year, region_errors};
use crate::error::{CalendarError, CalendarErrors};

/// A calendar as departments write it. Turn it into a [`Calendar`] with `try_from`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarFile {
    /// The calendar's own name, such as `cn`.
    pub calendar: String,
    /// Version of the data, changed with every edit.
    pub version: String,
    /// IANA name of the time zone.
    pub timezone: String,
    /// Weekly days off.
    pub weekend: Vec<WeekdayName>,
    /// The published years; a year that is absent is unknown.
    pub years: BTreeMap<i16, YearFile>,
    /// Exceptions of single regions by their codes (GB/T 2260), over the years above.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, BTreeMap<i16, YearFile>>,
}

/// One published year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearFile {
    /// Number of the notice.
    pub notice: String,
    /// Day the notice was issued, `YYYY-MM-DD`.
    #[serde(default)]
    pub issued: Option<String>,
    /// Blocks of days off.
    #[serde(default)]
    pub holidays: Vec<HolidayFile>,
    /// Weekend days that are worked, `YYYY-MM-DD`.
    #[serde(default)]
    pub makeup: Vec<String>,
}

/// One block of days off, both ends inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayFile {
    /// First day off, `YYYY-MM-DD`.
    pub from: String,
    /// Last day off, `YYYY-MM-DD`.
    pub to: String,
    /// Name of the holiday.
    pub name: String,
}

/// The days of the week as the file spells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeekdayName {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl CalendarFile {
    /// This calendar with what a later file of the same calendar publishes: its years and regions replace those here.
    #[must_use]
    pub fn followed_by(mut self, later: Self) -> Self {
        self.years.extend(later.years);
        self.regions.extend(later.regions);
        Self { years: self.years, regions: self.regions, ..later }
    }
}

impl TryFrom<CalendarFile> for Calendar {
    type Error = CalendarErrors;

    fn try_from(file: CalendarFile) -> Result<Self, CalendarErrors> {
        let mut errors = Vec::new();
        let years = read_years(file.years, &mut errors);
        let regions: BTreeMap<_, _> =
            file.regions.into_iter().map(|(code, years)| (code, read_years(years, &mut errors))).collect();
        let weekend: Vec<Weekday> = file.weekend.into_iter().map(Weekday::from).collect();
        let calendar = Calendar::new(file.calendar, file.version, &file.timezone, &weekend, years);
        let region_errors = region_errors(&regions, &weekend);
        match calendar {
            Ok(calendar) if errors.is_empty() && region_errors.is_empty() => calendar.with_regions(regions),
            calendar => {
                errors.extend(calendar.err().into_iter().flat_map(|CalendarErrors(more)| more));
                errors.extend(region_errors);
                Err(CalendarErrors(errors))
            }
        }
    }
}

impl From<WeekdayName> for Weekday {
    fn from(name: WeekdayName) -> Self {
        match name {
            WeekdayName::Mon => Weekday::Monday,
            WeekdayName::Tue => Weekday::Tuesday,
            WeekdayName::Wed => Weekday::Wednesday,
            WeekdayName::Thu => Weekday::Thursday,
            WeekdayName::Fri => Weekday::Friday,
            WeekdayName::Sat => Weekday::Saturday,
            WeekdayName::Sun => Weekday::Sunday,
        }
    }
}

fn read_years(years: BTreeMap<i16, YearFile>, errors: &mut Vec<CalendarError>) -> BTreeMap<i16, Year> {
    years.into_iter().map(|(year, entries)| (year, read_year(year, entries, errors))).collect()
}

/// Reads what can be read; entries with an impossible date are left out and reported.
fn read_year(year: i16, file: YearFile, errors: &mut Vec<CalendarError>) -> Year {
    let issued = file.issued.and_then(|text| read_date(year, "issued".to_owned(), &text, errors));
    let mut holidays = Vec::new();
    for HolidayFile { from, to, name } in file.holidays {
        let from = read_date(year, format!("holidays/{name}/from"), &from, errors);
        let to = read_date(year, format!("holidays/{name}/to"), &to, errors);
        if let (Some(from), Some(to)) = (from, to) {
            holidays.push(Holiday { from, to, name });
        }
    }
    let makeup = file.makeup.iter().filter_map(|text| read_date(year, "makeup".to_owned(), text, errors)).collect();
    Year { notice: file.notice, issued, holidays, makeup }
}

fn read_date(year: i16, entry: String, text: &str, errors: &mut Vec<CalendarError>) -> Option<Date> {
    // jiff also reads dates with a time or in compact form; the file knows one spelling only.
    let date = text.parse::<Date>().ok().filter(|date| date.to_string() == text);
    if date.is_none() {
        errors.push(CalendarError::ImpossibleDate { year, entry, text: text.to_owned() });
    }
    date
}

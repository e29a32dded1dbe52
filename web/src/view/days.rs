//! Calendars as people read them.

use super::shapes::Ref;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};
use mingjing_clock::{Calendar, DayKind};
use mingjing_model::definition::Text;
use mingjing_runtime::store::read::Organ;
use serde::Serialize;

/// A calendar in force.
#[derive(Debug, Serialize)]
pub struct CalendarLine {
    id: String,
    version: String,
    filed_at: Timestamp,
    timezone: String,
    /// Years whose schedule is announced.
    years: Vec<Announced>,
    /// Regions with exceptions of their own.
    regions: Vec<RegionLine>,
    /// The region of the viewer's organ.
    region: Option<String>,
}

/// A year that is announced.
#[derive(Debug, Serialize)]
pub struct Announced {
    year: i16,
    notice: String,
    issued: Option<Date>,
}

/// A region with exceptions of its own.
#[derive(Debug, Serialize)]
pub struct RegionLine {
    code: String,
    /// The organs in it.
    organs: Vec<Ref>,
    years: Vec<i16>,
}

/// A year of a calendar.
#[derive(Debug, Serialize)]
pub struct Year {
    id: String,
    version: String,
    region: Option<String>,
    year: i16,
    /// Whether its schedule is announced; else it is the plain week, and dates that rest on it are provisional.
    announced: bool,
    notice: Option<String>,
    issued: Option<Date>,
    /// Weekly days off, 1 = Monday.
    weekend: Vec<i8>,
    /// Days that differ from the plain week, in order.
    marks: Vec<Mark>,
    /// Working days of each month.
    workdays: Vec<u32>,
}

/// A day that differs from the plain week.
#[derive(Debug, Serialize)]
pub struct Mark {
    day: Date,
    kind: DayKind,
    name: Option<String>,
    /// Only in this region.
    local: bool,
}

/// A calendar in the list.
pub fn line(calendar: &Calendar, filed_at: Timestamp, organs: &[Organ], own: Option<&Organ>) -> CalendarLine {
    let years = calendar.years().iter();
    CalendarLine {
        id: calendar.id().to_owned(),
        version: calendar.version().to_owned(),
        filed_at,
        timezone: calendar.zone_name().to_owned(),
        years: years
            .map(|(year, told)| Announced { year: *year, notice: told.notice.clone(), issued: told.issued })
            .collect(),
        regions: calendar
            .regions()
            .iter()
            .map(|(code, years)| RegionLine {
                code: code.clone(),
                organs: organs.iter().filter(|organ| lies_in(&organ.region, code)).map(titled).collect(),
                years: years.keys().copied().collect(),
            })
            .collect(),
        region: own.map(|organ| organ.region.clone()).filter(|region| !region.is_empty()),
    }
}

/// `330225` lies in `330200`, and that in `330000`.
fn lies_in(region: &str, code: &str) -> bool {
    let around = code.trim_end_matches("00");
    !around.is_empty() && region.starts_with(around)
}

fn titled(organ: &Organ) -> Ref {
    Ref { id: organ.id.clone(), title: Text { zh: organ.title_zh.clone(), en: organ.title_en.clone() } }
}

/// A year, in a region where one is given: `local` is the calendar as it holds there.
pub fn year(whole: &Calendar, local: Option<&Calendar>, region: Option<String>, year: i16) -> Year {
    let calendar = local.unwrap_or(whole);
    let told = calendar.years().get(&year);
    let (mut marks, mut workdays) = (Vec::new(), vec![0; 12]);
    let first = jiff::civil::date(year, 1, 1);
    for day in first.series(1.day()).take_while(|day| day.year() == year) {
        let said = calendar.day(day);
        if let (DayKind::Holiday | DayKind::Makeup, here) = (said.kind, whole.day(day)) {
            let local = here.kind != said.kind || here.name != said.name;
            marks.push(Mark { day, kind: said.kind, name: said.name.map(str::to_owned), local });
        }
        let month = usize::try_from(day.month()).unwrap_or(1) - 1;
        workdays[month] += u32::from(calendar.is_workday(day));
    }
    Year {
        id: calendar.id().to_owned(),
        version: calendar.version().to_owned(),
        region,
        year,
        announced: told.is_some(),
        notice: told.map(|told| told.notice.clone()),
        issued: told.and_then(|told| told.issued),
        weekend: calendar.weekend().iter().copied().map(Weekday::to_monday_one_offset).collect(),
        marks,
        workdays,
    }
}

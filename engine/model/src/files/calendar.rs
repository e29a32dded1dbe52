//! `calendars/NAME.calendar.yaml`: working days as data. The crate `clock` knows what is wrong with them; this finds
//! the place.

use super::read::Reading;
use crate::diagnostic::Diagnostics;
use crate::source::{Sources, Span};
use crate::yaml::{self, Fields, Key, Node};
use mingjing_clock::{Calendar, CalendarError, CalendarErrors, CalendarFile, HolidayFile, Lang, WeekdayName, YearFile};
use std::collections::BTreeMap;

/// The days of the week with their spelling.
const WEEKDAYS: [(&str, WeekdayName); 7] = [
    ("mon", WeekdayName::Mon),
    ("tue", WeekdayName::Tue),
    ("wed", WeekdayName::Wed),
    ("thu", WeekdayName::Thu),
    ("fri", WeekdayName::Fri),
    ("sat", WeekdayName::Sat),
    ("sun", WeekdayName::Sun),
];

/// Reads one calendar file by itself: the calendar, or everything that is wrong in it.
pub fn read_calendar(path: &str, text: &str) -> (Option<CalendarFile>, Sources, Diagnostics) {
    let (mut sources, mut report) = (Sources::new(), Diagnostics::new());
    let file = sources.add(path, text);
    let root = yaml::parse(file, text, &mut report);
    let read = root.and_then(|root| load(&root, &mut Reading { report: &mut report, both_languages: false }));
    (read.filter(|_| !report.has_errors()), sources, report)
}

/// Reads a calendar.
pub(super) fn load(root: &Node, read: &mut Reading) -> Option<CalendarFile> {
    let top = read.fields(root, &["calendar", "version", "timezone", "weekend", "years", "regions"])?;
    let calendar = read.required(&top, "calendar").and_then(|node| read.id(node));
    let version = text(&top, "version", read);
    let timezone = text(&top, "timezone", read);
    let weekend = read.required(&top, "weekend").map(|node| {
        let days = read.items(node);
        days.iter().filter_map(|day| read.word(day, &WEEKDAYS)).collect()
    });
    let published = read.required(&top, "years").map(|node| years(node, read));
    let regions = top.get("regions").map(|node| regions(node, read)).unwrap_or_default();
    let file = CalendarFile {
        calendar: calendar?,
        version: version?,
        timezone: timezone?,
        weekend: weekend?,
        years: published?,
        regions,
    };
    let Err(CalendarErrors(errors)) = Calendar::try_from(file.clone()) else {
        return Some(file);
    };
    for error in errors {
        let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
        read.report.foreign(error.code(), place(&error, &top), zh, en);
    }
    None
}

fn text(fields: &Fields, key: &str, read: &mut Reading) -> Option<String> {
    read.required(fields, key)?.text(read.report).map(str::to_owned)
}

fn years(node: &Node, read: &mut Reading) -> BTreeMap<i16, YearFile> {
    let mut years = BTreeMap::new();
    for (key, entry) in node.map(read.report).unwrap_or_default() {
        years.extend(number(key, read).zip(year(entry, read)));
    }
    years
}

fn regions(node: &Node, read: &mut Reading) -> BTreeMap<String, BTreeMap<i16, YearFile>> {
    let entries = node.map(read.report).unwrap_or_default();
    entries.iter().map(|(key, entry)| (key.text.clone(), years(entry, read))).collect()
}

fn number(key: &Key, read: &mut Reading) -> Option<i16> {
    let number = key.text.parse().ok();
    if number.is_none() {
        let diagnostic = read.report.error(crate::messages::code::NOT_WHOLE, key.span);
        diagnostic.with("found", &key.text);
        diagnostic.with("from", mingjing_clock::YEAR_MIN).with("to", mingjing_clock::YEAR_MAX);
    }
    number
}

fn year(node: &Node, read: &mut Reading) -> Option<YearFile> {
    let fields = read.fields(node, &["notice", "issued", "holidays", "makeup"])?;
    let notice = text(&fields, "notice", read);
    let issued = fields.get("issued").and_then(|node| node.text(read.report)).map(str::to_owned);
    let holidays = fields.get("holidays").map_or(&[][..], |node| read.items(node));
    let holidays = holidays.iter().filter_map(|node| holiday(node, read)).collect();
    let makeup = fields.get("makeup").map_or(Vec::new(), |node| read.texts(node));
    let makeup = makeup.into_iter().map(|(text, _)| text.to_owned()).collect();
    Some(YearFile { notice: notice?, issued, holidays, makeup })
}

fn holiday(node: &Node, read: &mut Reading) -> Option<HolidayFile> {
    let fields = read.fields(node, &["from", "to", "name"])?;
    let (from, to, name) = (text(&fields, "from", read), text(&fields, "to", read), text(&fields, "name", read));
    Some(HolidayFile { from: from?, to: to?, name: name? })
}

/// Where the text that an error speaks of stands: in its year, else at the year.
fn place(error: &CalendarError, top: &Fields) -> Span {
    let at = |key: &str| top.get(key).map_or(top.span, |node| node.span);
    let regions = top.get("regions").and_then(Node::as_map).unwrap_or_default();
    let (year, text) = match error {
        CalendarError::UnknownZone { .. } => return at("timezone"),
        CalendarError::NoWorkingDay => return at("weekend"),
        CalendarError::ImpossibleDate { year, text, .. } => (year, text.clone()),
        CalendarError::Reversed { year, from, .. } => (year, from.to_string()),
        CalendarError::OutsideYear { year, date }
        | CalendarError::HolidayAndMakeup { year, date, .. }
        | CalendarError::MakeupOnWeekday { year, date }
        | CalendarError::ListedTwice { year, date } => (year, date.to_string()),
        CalendarError::YearOutOfRange { year } => (year, String::new()),
        CalendarError::RegionCode { code } => {
            let of = |(key, _): &&(Key, Node)| key.text == *code;
            return regions.iter().find(of).map_or(top.span, |(key, _)| key.span);
        }
    };
    let whole = top.get("years").and_then(Node::as_map).unwrap_or_default();
    let local = regions.iter().filter_map(|(_, years)| years.as_map()).flatten();
    let years: Vec<_> = whole.iter().chain(local).filter(|(key, _)| key.text == year.to_string()).collect();
    let found = years.iter().rev().find_map(|(_, node)| last_with(node, &text));
    found.or_else(|| years.first().map(|(key, _)| key.span)).unwrap_or(top.span)
}

/// The last scalar with this text: of two equal dates the second is the one too many.
fn last_with(node: &Node, text: &str) -> Option<Span> {
    if let Some(found) = node.as_text() {
        return (found == text).then_some(node.span);
    }
    let inner = node.as_seq().unwrap_or_default().iter();
    let entries = node.as_map().unwrap_or_default().iter().map(|(_, node)| node);
    inner.chain(entries).rev().find_map(|node| last_with(node, text))
}

//! The calendar and the limits that the project ships are whole.

mod support;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use mingjing_clock::DayKind;
use support::{cn, rows};

#[test]
fn the_published_years_have_as_many_days_off_make_up_and_working_days_as_the_notices_say() {
    let calendar = cn();
    for (year, off, makeup, worked) in [(2024, 28, 8, 251), (2025, 28, 5, 248), (2026, 33, 6, 248)] {
        let days = || date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(move |day| day.year() == year);
        let count = |kind| days().filter(|day: &Date| calendar.day(*day).kind == kind).count();
        assert_eq!(count(DayKind::Holiday), off, "days off in {year}");
        assert_eq!(count(DayKind::Makeup), makeup, "make-up days in {year}");
        assert_eq!(days().filter(|day| calendar.is_workday(*day)).count(), worked, "working days in {year}");
    }
}

#[test]
fn a_year_without_a_notice_is_unknown_and_answered_with_the_plain_week() {
    let calendar = cn();
    assert!(!calendar.is_known(2027));
    let new_year = calendar.day(date(2027, 1, 1));
    assert_eq!((new_year.kind, new_year.known), (DayKind::Workday, false));
}

#[test]
fn every_day_off_names_its_holiday() {
    let calendar = cn();
    assert_eq!(calendar.day(date(2026, 2, 17)).name, Some("春节"));
    assert_eq!(calendar.day(date(2026, 2, 14)).kind, DayKind::Makeup);
    assert_eq!(calendar.years()[&2026].notice, "国办发明电〔2025〕7号");
}

#[test]
fn every_limit_is_countable_or_openly_without_a_number() {
    let mut ids = BTreeSet::new();
    for row in rows() {
        assert!(ids.insert(row.id.clone()), "{} stands twice", row.id);
        assert_eq!(row.n.is_some(), row.unit.is_some(), "{}", row.id);
        if let Some(limit) = row.limit() {
            assert_eq!(row.roll.is_some(), limit.unit.can_roll(), "{}: roll belongs to its unit", row.id);
        }
        for extension in &row.extensions {
            assert_eq!(Some(extension.unit), row.unit, "{}: extensions add up only in one unit", row.id);
        }
    }
}

#[test]
fn every_limit_has_both_titles_an_article_and_words_from_the_lists() {
    let kinds = ["deadline", "right", "wait", "window", "bar", "deemed", "period"];
    let actors = ["agency", "party", "police", "court", "superior", "reviewing_body", "system"];
    for row in rows() {
        let languages: Vec<&str> = row.title.keys().map(String::as_str).collect();
        assert_eq!(languages, ["en", "zh"], "{}", row.id);
        assert!(kinds.contains(&row.kind.as_str()), "{}", row.id);
        assert!(actors.contains(&row.actor.as_str()), "{}", row.id);
        assert!(["verified", "partial", "knowledge"].contains(&row.provenance.as_str()), "{}", row.id);
        assert!(row.article.is_some() || row.provenance == "knowledge", "{}: no article", row.id);
        assert!(matches!(row.direction.as_deref(), None | Some("before")), "{}", row.id);
        assert!(!row.scope.is_empty() && !row.from.is_empty() && !row.until.is_empty(), "{}", row.id);
        assert!(row.extensions.iter().all(|extension| !extension.by.is_empty()), "{}", row.id);
    }
}

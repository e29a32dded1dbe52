//! Midnights, remaining days, and the bounds of time.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod support;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday, date};
use mingjing_clock::moments::{
    civil_date_of, day_after, first_with_remaining, last_workday_before, midnight, share, workdays_remaining,
};
use mingjing_clock::{Calendar, ClockError, Lang, Limit, Unit, due, due_at, earliest_after, latest_before};
use support::cn;

fn plain(zone: &str) -> Calendar {
    Calendar::new("plain", "1", zone, &[Weekday::Saturday, Weekday::Sunday], BTreeMap::new()).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn limit(text: &str) -> Limit {
    text.parse().unwrap()
}

#[test]
fn a_limit_lapses_at_the_midnight_that_ends_its_last_day_in_the_zone_of_the_calendar() {
    let found = due(date(2026, 4, 30), &limit("5 workdays"), &cn()).unwrap();
    assert_eq!(found.last_day, Some(date(2026, 5, 11)));
    assert_eq!(found.lapses_at, at("2026-05-12T00:00:00+08:00"));
}

#[test]
fn the_first_day_with_so_many_working_days_left_is_that_of_counting_forward() {
    for few in 0..30 {
        for day in 1..=28 {
            let due = date(2026, 10, day);
            let first = first_with_remaining(due, few, &cn()).unwrap();
            assert!(workdays_remaining(first, due, &cn()).unwrap() <= few, "{due} {few}");
            let before = workdays_remaining(first.yesterday().unwrap(), due, &cn()).unwrap();
            assert_eq!(before, few + 1, "{due} {few}");
        }
    }
}

#[test]
fn midnight_follows_the_clock_changes_of_a_zone() {
    let new_york = plain("America/New_York");
    assert_eq!(midnight(date(2026, 3, 8), &new_york), Ok(at("2026-03-08T00:00:00-05:00")));
    assert_eq!(midnight(date(2026, 3, 9), &new_york), Ok(at("2026-03-09T00:00:00-04:00")));
    // In 2018 the clocks of São Paulo went from 23:59:59 on 3 November straight to 01:00.
    assert_eq!(midnight(date(2018, 11, 4), &plain("America/Sao_Paulo")), Ok(at("2018-11-04T01:00:00-02:00")));
}

#[test]
fn hours_run_from_the_moment_through_clock_changes_and_days_off() {
    let found = due_at(at("2026-03-07T18:00:00-05:00"), &limit("24 hours"), &plain("America/New_York")).unwrap();
    assert_eq!(found.lapses_at, at("2026-03-08T19:00:00-04:00"));
    assert_eq!((found.last_day, found.provisional), (None, false));
}

#[test]
fn a_moment_counts_from_its_day_in_the_zone_of_the_calendar() {
    let evening_in_utc = at("2026-04-29T17:00:00Z");
    assert_eq!(civil_date_of(evening_in_utc, &cn()), date(2026, 4, 30));
    let found = due_at(evening_in_utc, &limit("5 workdays"), &cn()).unwrap();
    assert_eq!(found.last_day, Some(date(2026, 5, 11)));
}

#[test]
fn the_last_workday_before_a_day_skips_holidays_and_takes_make_up_days() {
    assert_eq!(last_workday_before(date(2026, 10, 8), &cn()), Ok(date(2026, 9, 30)));
    assert_eq!(last_workday_before(date(2026, 5, 11), &cn()), Ok(date(2026, 5, 9)));
}

#[test]
fn remaining_workdays_leave_out_today_and_include_the_due_day() {
    let remaining = |today, due| workdays_remaining(today, due, &cn());
    assert_eq!(remaining(date(2026, 5, 8), date(2026, 5, 11)), Ok(2));
    assert_eq!(remaining(date(2026, 5, 11), date(2026, 5, 11)), Ok(0));
    assert_eq!(remaining(date(2026, 5, 12), date(2026, 5, 11)), Ok(0));
}

#[test]
fn a_share_of_a_span_is_exact() {
    let (start, end) = (at("2026-01-01T00:00:00Z"), at("2026-01-02T00:00:00Z"));
    assert_eq!(share(start, end, 0), Ok(start));
    assert_eq!(share(start, end, 75), Ok(at("2026-01-01T18:00:00Z")));
    assert_eq!(share(start, end, 90), Ok(at("2026-01-01T21:36:00Z")));
    assert_eq!(share(start, end, 100), Ok(end));
    assert_eq!(share(start, end, 101), Err(ClockError::PercentOutOfRange { percent: 101 }));
    assert_eq!(share(end, start, 50), Err(ClockError::EndBeforeStart { start: end, end: start }));
}

#[test]
fn hours_cannot_be_counted_from_a_day() {
    let hours = limit("24 hours");
    assert_eq!(due(date(2026, 1, 1), &hours, &cn()).unwrap_err(), ClockError::HoursNeedMoment);
    assert_eq!(latest_before(date(2026, 1, 1), &hours, &cn()).unwrap_err(), ClockError::HoursNeedMoment);
    assert_eq!(earliest_after(date(2026, 1, 1), &hours, &cn()).unwrap_err(), ClockError::HoursNeedMoment);
}

#[test]
fn dates_beyond_the_bounded_years_are_refused_everywhere() {
    let calendar = plain("UTC");
    let last = date(2200, 12, 31);
    let out = |found: Result<Date, ClockError>| assert_eq!(found.unwrap_err().code(), "MJ4501");
    for text in ["1 day", "1 workday", "10000 workdays", "1 month", "10000 years"] {
        assert_eq!(due(last, &limit(text), &calendar).unwrap_err().code(), "MJ4501", "{text}");
        let first = latest_before(date(1900, 1, 1), &limit(text), &calendar);
        assert_eq!(first.unwrap_err().code(), "MJ4501", "{text}");
    }
    out(day_after(last));
    out(last_workday_before(date(1900, 1, 1), &calendar));
    out(due(Date::MAX, &limit("1 day"), &calendar).map(|_| last));
    out(due(Date::MIN, &limit("1 day"), &calendar).map(|_| last));
    out(due_at(Timestamp::MAX, &limit("1 hour"), &calendar).map(|_| last));
    out(due_at(at("2200-12-31T23:30:00Z"), &limit("1 hour"), &calendar).map(|_| last));
    out(midnight(Date::MAX, &calendar).map(|_| last));
    out(workdays_remaining(Date::MIN, last, &calendar).map(|_| last));
    let unchecked = Limit { n: u32::MAX, unit: Unit::Years, roll: true };
    out(due(date(2026, 1, 1), &unchecked, &calendar).map(|_| last));
}

#[test]
fn every_error_of_counting_speaks_both_languages() {
    let error = ClockError::OutOfRange { near: date(2200, 12, 31) };
    assert_eq!(error.to_string(), "the date leaves the years 1900 to 2200 (near 2200-12-31)");
    assert_eq!(error.message(Lang::Zh), "日期超出 1900 至 2200 年的范围（在 2200-12-31 附近）");
}

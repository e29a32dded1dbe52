//! Moments that come again: each once, at the end of months, through changes of the clocks, and the expressions refused.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use jiff::Timestamp;
use jiff::tz::TimeZone;
use mingjing_clock::{Lang, Recurrence, RecurrenceError};
use proptest::prelude::*;

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The occurrences after a moment.
fn occurrences(text: &str, after: &str, name: &str, count: usize) -> Vec<Timestamp> {
    let (recurrence, zone) = (text.parse::<Recurrence>().unwrap(), zone(name));
    let first = recurrence.next_after(at(after), &zone);
    std::iter::successors(first, |moment| recurrence.next_after(*moment, &zone)).take(count).collect()
}

#[test]
fn occurrences_follow_the_civil_time_of_the_organ() {
    for (text, after, name, expected) in [
        (
            "0 0 9 * * MON-FRI",
            "2026-03-06T09:00:00+08:00",
            "Asia/Shanghai",
            ["2026-03-09T09:00:00+08:00", "2026-03-10T09:00:00+08:00"],
        ),
        (
            "0 30 8 1 * *",
            "2026-01-31T00:00:00Z",
            "Asia/Shanghai",
            ["2026-02-01T08:30:00+08:00", "2026-03-01T08:30:00+08:00"],
        ),
        // A month without a thirty-first has no such day; `L` is the last one of any month.
        (
            "0 0 9 31 * *",
            "2026-01-31T09:00:00+08:00",
            "Asia/Shanghai",
            ["2026-03-31T09:00:00+08:00", "2026-05-31T09:00:00+08:00"],
        ),
        (
            "0 0 9 L * *",
            "2028-01-31T09:00:00+08:00",
            "Asia/Shanghai",
            ["2028-02-29T09:00:00+08:00", "2028-03-31T09:00:00+08:00"],
        ),
        (
            "0 0 0 29 2 *",
            "2026-01-01T00:00:00Z",
            "Asia/Shanghai",
            ["2028-02-29T00:00:00+08:00", "2032-02-29T00:00:00+08:00"],
        ),
        // Both days must match, unlike in a crontab of Unix.
        (
            "0 0 9 13 * FRI",
            "2026-03-14T00:00:00Z",
            "Asia/Shanghai",
            ["2026-11-13T09:00:00+08:00", "2027-08-13T09:00:00+08:00"],
        ),
        // On 8 March 2026 the clocks of New York go from 02:00 to 03:00, on 1 November from 02:00 back to 01:00.
        (
            "0 30 2 * * *",
            "2026-03-07T12:00:00Z",
            "America/New_York",
            ["2026-03-08T03:30:00-04:00", "2026-03-09T02:30:00-04:00"],
        ),
        (
            "0 30 1 * * *",
            "2026-10-31T12:00:00Z",
            "America/New_York",
            ["2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"],
        ),
        (
            "0 0,30 * * * *",
            "2026-11-01T05:15:00Z",
            "America/New_York",
            ["2026-11-01T01:30:00-04:00", "2026-11-01T02:00:00-05:00"],
        ),
        (
            "0 0,30 2-3 * * *",
            "2026-03-08T06:00:00Z",
            "America/New_York",
            ["2026-03-08T03:00:00-04:00", "2026-03-08T03:30:00-04:00"],
        ),
    ] {
        assert_eq!(occurrences(text, after, name, 2), expected.map(at), "{text}");
    }
}

#[test]
fn an_expression_of_years_past_has_no_further_occurrence() {
    let recurrence: Recurrence = "0 0 9 1 1 * 2020-2022".parse().unwrap();
    assert_eq!(recurrence.next_after(at("2026-01-01T00:00:00Z"), &zone("Asia/Shanghai")), None);
}

#[test]
fn expressions_that_say_nothing_useful_are_refused() {
    let malformed = |text: &str| RecurrenceError::Malformed { text: text.to_owned() };
    let refused = |text: &str| text.parse::<Recurrence>().unwrap_err();
    for text in ["", "daily", "0 9 * * MON", "0 0 25 * * *", "0 0 9 32 * *", "0 0 9 * * 8", "0 0 9 * * * * *"] {
        assert_eq!(refused(text), malformed(text));
    }
    for text in ["0 0 0 30 2 *", "0 0 0 31 4,6,9,11 *"] {
        assert_eq!(refused(text), RecurrenceError::Never { text: text.to_owned() });
    }
    for text in ["* * * * * *", "0/30 0 9 * * *", "0,1 0 9 * * *"] {
        assert_eq!(refused(text), RecurrenceError::TooOften { text: text.to_owned() });
    }
    let error = refused("* * * * * *");
    assert!(error.message(Lang::Zh).contains("一分钟") && error.message(Lang::En).contains("once a minute"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Each minute is asked whether it is one of the occurrences, as a reader with a watch would.
    #[test]
    fn occurrences_are_those_that_a_watch_shows(hours in 0u8..24, step in 1u8..30, weekday in 1u8..8, start in 0i64..2_000) {
        let text = format!("0 0/{step} {hours}-23 * * {weekday}");
        let (recurrence, zone) = (text.parse::<Recurrence>().unwrap(), zone("America/New_York"));
        let mut moment = at("2026-03-07T00:00:00Z") + jiff::SignedDuration::from_mins(start);
        let next = recurrence.next_after(moment, &zone).unwrap();
        loop {
            moment += jiff::SignedDuration::from_mins(1);
            let civil = zone.to_datetime(moment);
            let shown = civil.hour() >= i8::try_from(hours).unwrap()
                && civil.minute() % i8::try_from(step).unwrap() == 0
                && civil.weekday().to_sunday_one_offset() == i8::try_from(weekday).unwrap();
            // The hour that the clocks skip comes later; its minutes are not on the watch.
            let skipped = civil.date() == jiff::civil::date(2026, 3, 8) && civil.hour() == 3;
            prop_assert!(!shown || moment >= next, "{civil} was left out");
            if moment == next {
                prop_assert!(shown || skipped, "{civil} is none");
                break;
            }
        }
    }
}

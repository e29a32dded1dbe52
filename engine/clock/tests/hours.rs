//! Hours of working days.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod support;

use jiff::Timestamp;
use jiff::civil::time;
use mingjing_clock::hours::{first_at, first_within};
use support::cn;

fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

#[test]
fn people_are_told_in_the_hours_of_a_working_day_or_at_the_next_opening() {
    for (raised, told) in [
        ("2026-03-02T09:00", "2026-03-02T09:00"),
        ("2026-03-02T17:29", "2026-03-02T17:29"),
        // The hours end with their last minute.
        ("2026-03-02T17:30", "2026-03-03T08:30"),
        ("2026-03-03T00:00", "2026-03-03T08:30"),
        // A Friday night, and the night before the May holidays: 9 May is a Saturday that is worked.
        ("2026-03-06T20:00", "2026-03-09T08:30"),
        ("2026-05-01T00:00", "2026-05-06T08:30"),
        ("2026-05-09T10:00", "2026-05-09T10:00"),
    ] {
        let found = first_within(at(raised), time(8, 30, 0, 0), time(17, 30, 0, 0), &cn()).unwrap();
        assert_eq!(found, at(told), "raised at {raised}");
    }
}

#[test]
fn a_digest_comes_at_its_time_on_working_days() {
    for (now, digest) in [
        ("2026-03-02T08:40", "2026-03-02T08:40"),
        ("2026-03-02T08:41", "2026-03-03T08:40"),
        ("2026-03-06T12:00", "2026-03-09T08:40"),
        ("2026-05-08T12:00", "2026-05-09T08:40"),
    ] {
        assert_eq!(first_at(at(now), time(8, 40, 0, 0), &cn()).unwrap(), at(digest), "after {now}");
    }
}

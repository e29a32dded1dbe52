//! The crate against a calculator that knows nothing but the next day.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod support;

use mingjing_clock::moments::{last_workday_before, workdays_remaining};
use mingjing_clock::{Limit, Unit, due, earliest_after, latest_before};
use proptest::prelude::*;
use support::naive::{NaiveDay, calendars, limits, starts};

proptest! {
    #[test]
    fn a_due_date_is_what_counting_day_by_day_gives((calendar, naive) in calendars(), start in starts(), limit in limits()) {
        let found = due(start, &limit, &calendar).unwrap();
        let (last, provisional) = naive.due(NaiveDay::of(start), limit);
        prop_assert_eq!(found.last_day.map(NaiveDay::of), Some(last));
        prop_assert_eq!(found.provisional, provisional);
        let next = found.last_day.unwrap().tomorrow().unwrap();
        let midnight = format!("{next}T00:00:00+08:00").parse().unwrap();
        prop_assert_eq!(found.lapses_at, midnight);
    }

    #[test]
    fn the_latest_day_before_an_event_leaves_the_full_limit_and_the_next_day_does_not(
        (calendar, naive) in calendars(), event in starts(), limit in limits(),
    ) {
        let latest = latest_before(event, &limit, &calendar).unwrap().last_day.unwrap();
        let ends_before = |day: NaiveDay| naive.unrolled(day, limit) < NaiveDay::of(event);
        prop_assert!(ends_before(NaiveDay::of(latest)));
        prop_assert!(!ends_before(NaiveDay::of(latest).next()));
    }

    #[test]
    fn the_first_day_after_a_wait_is_the_day_after_it_ends((calendar, naive) in calendars(), start in starts(), limit in limits()) {
        let opening = earliest_after(start, &limit, &calendar).unwrap();
        let (last, provisional) = naive.due(NaiveDay::of(start), limit);
        prop_assert_eq!(NaiveDay::of(opening.first_day), last.next());
        prop_assert_eq!(opening.provisional, provisional);
    }

    #[test]
    fn a_longer_limit_or_a_later_start_never_ends_earlier((calendar, _) in calendars(), start in starts(), limit in limits()) {
        let last = |start, limit: &Limit| due(start, limit, &calendar).unwrap().last_day.unwrap();
        let longer = Limit { n: limit.n + 1, ..limit };
        prop_assert!(last(start, &limit) <= last(start, &longer));
        prop_assert!(last(start, &limit) <= last(start.tomorrow().unwrap(), &limit));
    }

    #[test]
    fn as_many_workdays_remain_as_were_counted((calendar, _) in calendars(), start in starts(), n in 1u32..150) {
        let limit = Limit::new(n, Unit::Workdays).unwrap();
        let last = due(start, &limit, &calendar).unwrap().last_day.unwrap();
        prop_assert_eq!(workdays_remaining(start, last, &calendar), Ok(n));
        prop_assert!(last_workday_before(last, &calendar).unwrap() < last);
    }

    #[test]
    fn any_text_is_read_or_refused_and_what_is_read_prints_back(text in "P?T?[0-9]{0,6} ?[a-zDMYH日]{0,9}") {
        if let Ok(limit) = text.parse::<Limit>() {
            prop_assert_eq!(limit.to_string().parse(), Ok(limit));
        }
    }
}

//! The crate against a calculator that knows nothing but the next day.
//!
//! The naive calculator has its own days: plain numbers, its own month lengths, its own weekday. It asks one question a
//! day and never jumps.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday, date};
use mingjing_clock::moments::{last_workday_before, workdays_remaining};
use mingjing_clock::{Calendar, Holiday, Limit, Unit, Year, due, earliest_after, latest_before};
use proptest::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct NaiveDay {
    year: i16,
    month: i8,
    day: i8,
}

/// Days off and worked by notice, the published years; the weekend is Saturday and Sunday.
#[derive(Debug, Clone, Default)]
struct NaiveCalendar {
    off: BTreeSet<NaiveDay>,
    worked: BTreeSet<NaiveDay>,
    known: BTreeSet<i16>,
}

fn month_length(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl NaiveDay {
    fn next(self) -> Self {
        let Self { year, month, day } = self;
        match (month, day) {
            (12, 31) => Self { year: year + 1, month: 1, day: 1 },
            _ if day == month_length(year, month) => Self { month: month + 1, day: 1, ..self },
            _ => Self { day: day + 1, ..self },
        }
    }

    /// Counted in days from Monday 1 January 1900.
    fn is_weekend(self) -> bool {
        let years: u32 = (1900..self.year).map(|year| 337 + month_length(year, 2) as u32).sum();
        let months: u32 = (1..self.month).map(|month| month_length(self.year, month) as u32).sum();
        (years + months + self.day as u32 - 1) % 7 >= 5
    }

    fn months_later(self, n: u32) -> Self {
        let (mut year, mut month) = (self.year, self.month);
        for _ in 0..n {
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        Self { year, month, day: self.day.min(month_length(year, month)) }
    }

    fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl NaiveCalendar {
    fn is_workday(&self, day: NaiveDay) -> bool {
        self.worked.contains(&day) || (!self.off.contains(&day) && !day.is_weekend())
    }

    /// The last day before any roll.
    fn unrolled(&self, start: NaiveDay, limit: Limit) -> NaiveDay {
        let mut day = start;
        let mut left = limit.n;
        match limit.unit {
            Unit::Months => return start.months_later(limit.n),
            Unit::Years => return start.months_later(limit.n * 12),
            Unit::Hours => unreachable!("hours have no last day"),
            Unit::Days | Unit::Workdays => {}
        }
        while left > 0 {
            day = day.next();
            if limit.unit == Unit::Days || self.is_workday(day) {
                left -= 1;
            }
        }
        day
    }

    fn due(&self, start: NaiveDay, limit: Limit) -> (NaiveDay, bool) {
        let mut last = self.unrolled(start, limit);
        while limit.roll && !self.is_workday(last) {
            last = last.next();
        }
        let asks = limit.roll || limit.unit == Unit::Workdays;
        let mut provisional = false;
        let mut day = start;
        while day < last {
            day = day.next();
            provisional |= asks && !self.known.contains(&day.year);
        }
        (last, provisional)
    }
}

/// Exceptions as seeds: a number picks a day of the known years; weekends become worked days, weekdays days off.
fn calendars() -> impl Strategy<Value = (Calendar, NaiveCalendar)> {
    let years = prop::collection::btree_set(2018i16..2036, 0..14);
    let picks = prop::collection::vec((0u32..366, any::<u8>(), 1i64..9), 0..60);
    (years, picks).prop_map(|(known, picks)| {
        let mut naive = NaiveCalendar { known: known.clone(), ..NaiveCalendar::default() };
        let mut years: BTreeMap<i16, Year> = known.iter().map(|year| (*year, Year::default())).collect();
        let list: Vec<i16> = known.into_iter().collect();
        for (offset, pick, length) in picks {
            let Some(year) = list.get(usize::from(pick) % list.len().max(1)).copied() else {
                continue;
            };
            mark(year, offset, length, &mut naive, years.get_mut(&year).unwrap());
        }
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        (Calendar::new("random", "1", "Asia/Shanghai", &weekend, years).unwrap(), naive)
    })
}

fn mark(year: i16, offset: u32, length: i64, naive: &mut NaiveCalendar, into: &mut Year) {
    let first = date(year, 1, 1).checked_add(jiff::Span::new().days(i64::from(offset))).unwrap();
    let free = |day: &Date| {
        let plain = NaiveDay::of(*day);
        day.year() == year && !naive.off.contains(&plain) && !naive.worked.contains(&plain)
    };
    let days: Vec<Date> = first.series(jiff::Span::new().days(1)).take(length as usize).take_while(free).collect();
    match days.as_slice() {
        [only] if NaiveDay::of(*only).is_weekend() => {
            naive.worked.insert(NaiveDay::of(*only));
            into.makeup.push(*only);
        }
        [from, ..] => {
            naive.off.extend(days.iter().map(|day| NaiveDay::of(*day)));
            into.holidays.push(Holiday { from: *from, to: days[days.len() - 1], name: "节".to_owned() });
        }
        [] => {}
    }
}

fn starts() -> impl Strategy<Value = Date> {
    (2016i16..2036, 1i8..=12, 1i8..=31)
        .prop_map(|(year, month, day)| date(year, month, day.min(month_length(year, month))))
}

fn limits() -> impl Strategy<Value = Limit> {
    let sized = prop_oneof![
        (1u32..200, Just(Unit::Days)),
        (1u32..150, Just(Unit::Workdays)),
        (1u32..30, Just(Unit::Months)),
        (1u32..6, Just(Unit::Years)),
    ];
    (sized, any::<bool>()).prop_map(|((n, unit), roll)| {
        let limit = Limit::new(n, unit).unwrap();
        if roll { limit } else { limit.without_roll() }
    })
}

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

//! A calculator that knows nothing but the next day.
//!
//! It has its own days: plain numbers, its own month lengths, its own weekday. It asks one question a day and never
//! jumps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday, date};
use mingjing_clock::{Calendar, Holiday, Limit, Unit, Year};
use proptest::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NaiveDay {
    year: i16,
    month: i8,
    day: i8,
}

/// Days off and worked by notice, the published years; the weekend is Saturday and Sunday.
#[derive(Debug, Clone, Default)]
pub struct NaiveCalendar {
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
    pub fn next(self) -> Self {
        let Self { year, month, day } = self;
        match (month, day) {
            (12, 31) => Self { year: year + 1, month: 1, day: 1 },
            _ if day == month_length(year, month) => Self { month: month + 1, day: 1, ..self },
            _ => Self { day: day + 1, ..self },
        }
    }

    /// Counted in days from Monday 1 January 1900.
    pub fn is_weekend(self) -> bool {
        let years: u32 = (1900..self.year).map(|year| 337 + month_length(year, 2) as u32).sum();
        let months: u32 = (1..self.month).map(|month| month_length(self.year, month) as u32).sum();
        (years + months + self.day as u32 - 1) % 7 >= 5
    }

    pub fn months_later(self, n: u32) -> Self {
        let (mut year, mut month) = (self.year, self.month);
        for _ in 0..n {
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        Self { year, month, day: self.day.min(month_length(year, month)) }
    }

    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl NaiveCalendar {
    pub fn is_workday(&self, day: NaiveDay) -> bool {
        self.worked.contains(&day) || (!self.off.contains(&day) && !day.is_weekend())
    }

    /// The last day before any roll.
    pub fn unrolled(&self, start: NaiveDay, limit: Limit) -> NaiveDay {
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

    pub fn due(&self, start: NaiveDay, limit: Limit) -> (NaiveDay, bool) {
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
pub fn calendars() -> impl Strategy<Value = (Calendar, NaiveCalendar)> {
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

pub fn starts() -> impl Strategy<Value = Date> {
    (2016i16..2036, 1i8..=12, 1i8..=31)
        .prop_map(|(year, month, day)| date(year, month, day.min(month_length(year, month))))
}

pub fn limits() -> impl Strategy<Value = Limit> {
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

//! What grows on an unpaid sum: by hand, and against counting day by day.
#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use jiff::ToSpan;
use jiff::civil::{Date, date};
use mingjing_clock::{Accrual, Growth, Share};
use proptest::prelude::*;

const FINE: Accrual = Accrual { rate: Share(300), cap: Share::WHOLE };

fn on(facts: &[(Date, Growth)], day: Date) -> i64 {
    FINE.at(facts, day).unwrap().amount
}

#[test]
fn three_per_cent_a_day_reach_the_fine_on_day_34() {
    let facts = [(date(2026, 4, 2), Growth::Started { base: 5_000_000 })];
    for (day, expected) in [
        (date(2026, 4, 1), 0),
        (date(2026, 4, 2), 150_000),
        (date(2026, 4, 3), 300_000),
        (date(2026, 5, 4), 4_950_000),
        (date(2026, 5, 5), 5_000_000),
        (date(2027, 5, 5), 5_000_000),
    ] {
        assert_eq!(on(&facts, day), expected, "{day}");
    }
    let end = FINE.at(&facts, date(2026, 5, 5)).unwrap();
    assert_eq!((end.days, end.capped), (34, true));
}

#[test]
fn each_day_is_rounded_down_to_the_fen() {
    let facts = [(date(2026, 4, 2), Growth::Started { base: 133 })];
    assert_eq!(on(&facts, date(2026, 4, 2)), 3);
    assert_eq!(on(&facts, date(2026, 4, 11)), 30);
}

#[test]
fn a_part_payment_lowers_what_grows_and_leaves_what_has_grown() {
    let mut facts = vec![(date(2026, 4, 2), Growth::Started { base: 100_000 })];
    facts.push((date(2026, 4, 12), Growth::Base { base: 40_000 }));
    // Ten days of 3,000, then 1,200 a day.
    assert_eq!(on(&facts, date(2026, 4, 11)), 30_000);
    assert_eq!(on(&facts, date(2026, 4, 12)), 31_200);
    // 40,000 is the cap now.
    assert_eq!(on(&facts, date(2026, 12, 31)), 40_000);
    // What has grown beyond a lower cap stays.
    facts.push((date(2026, 4, 13), Growth::Base { base: 10_000 }));
    assert_eq!(on(&facts, date(2026, 12, 31)), 31_200);
}

#[test]
fn the_first_and_the_last_day_of_a_remedy_carry_nothing() {
    let facts = [
        (date(2026, 4, 2), Growth::Started { base: 100_000 }),
        (date(2026, 4, 4), Growth::Frozen),
        (date(2026, 4, 10), Growth::Thawed),
    ];
    assert_eq!(on(&facts, date(2026, 4, 3)), 6_000);
    assert_eq!(on(&facts, date(2026, 4, 10)), 6_000);
    assert_eq!(on(&facts, date(2026, 4, 11)), 9_000);
    assert!(FINE.at(&facts, date(2026, 4, 10)).unwrap().frozen);
    assert!(!FINE.at(&facts, date(2026, 4, 11)).unwrap().frozen);
}

#[test]
fn two_remedies_that_overlap_are_left_out_once_until_the_last_ends() {
    let facts = [
        (date(2026, 4, 1), Growth::Frozen),
        (date(2026, 4, 2), Growth::Started { base: 100_000 }),
        (date(2026, 4, 5), Growth::Frozen),
        (date(2026, 4, 6), Growth::Thawed),
        (date(2026, 4, 9), Growth::Thawed),
    ];
    assert_eq!(on(&facts, date(2026, 4, 9)), 0);
    assert_eq!(on(&facts, date(2026, 4, 10)), 3_000);
}

#[test]
fn a_stop_ends_the_growth_and_a_void_decision_ends_the_debt() {
    let started = (date(2026, 4, 2), Growth::Started { base: 100_000 });
    assert_eq!(on(&[started, (date(2026, 4, 4), Growth::Stopped)], date(2026, 6, 1)), 6_000);
    assert_eq!(on(&[started, (date(2026, 4, 4), Growth::Voided)], date(2026, 4, 3)), 6_000);
    assert_eq!(on(&[started, (date(2026, 4, 4), Growth::Voided)], date(2026, 4, 4)), 0);
}

#[test]
fn shares_are_read_and_printed() {
    for (text, parts, printed) in [
        ("3 %", 300, "3 %"),
        ("3%", 300, "3 %"),
        ("0.05 %", 5, "0.05 %"),
        ("0.5 %", 50, "0.5 %"),
        ("100 %", 10_000, "100 %"),
    ] {
        let share = Share::parse(text).unwrap();
        assert_eq!((share, share.to_string().as_str()), (Share(parts), printed));
    }
    for wrong in ["3", "%", "-3 %", "0 %", "0.001 %", "3,5 %", "x %", "999999999 %"] {
        assert_eq!(Share::parse(wrong), None, "{wrong}");
    }
}

/// Day by day, as one would count on paper.
fn naive(accrual: Accrual, facts: &[(Date, Growth)], day: Date) -> i64 {
    let share = |share: Share, base: i64| base.max(0) * i64::from(share.0) / 10_000;
    let first = facts.iter().filter(|(_, fact)| matches!(fact, Growth::Started { .. })).map(|(on, _)| *on).min();
    let Some(mut today) = first else { return 0 };
    let mut total = 0;
    while today <= day {
        let mut base = (Date::MIN, 0);
        let (mut open, mut over) = (0, false);
        for (at, fact) in facts {
            match fact {
                Growth::Started { base: sum } | Growth::Base { base: sum } if *at <= today && *at >= base.0 => {
                    base = (*at, *sum)
                }
                Growth::Frozen if *at <= today => open += 1,
                Growth::Thawed if *at < today => open -= 1,
                Growth::Stopped if *at <= today => over = true,
                Growth::Voided if *at <= today => return 0,
                _ => {}
            }
        }
        if open <= 0 && !over {
            let room = (share(accrual.cap, base.1) - total).max(0);
            total += share(accrual.rate, base.1).min(room);
        }
        today = today.tomorrow().unwrap();
    }
    total
}

fn fact() -> impl Strategy<Value = (i64, Growth)> {
    let growth = prop_oneof![
        (0_i64..200_000).prop_map(|base| Growth::Started { base }),
        (0_i64..200_000).prop_map(|base| Growth::Base { base }),
        Just(Growth::Frozen),
        Just(Growth::Thawed),
        Just(Growth::Frozen),
        Just(Growth::Thawed),
    ];
    let end = prop_oneof![9 => growth, 1 => prop_oneof![Just(Growth::Stopped), Just(Growth::Voided)]];
    (0_i64..60, end)
}

proptest! {
    #[test]
    fn stretches_give_what_counting_day_by_day_gives(
        facts in prop::collection::vec(fact(), 0..9), asked in 0_i64..90, rate in 1_u32..900, cap in 1_u32..12_000,
    ) {
        let begin = date(2026, 3, 1);
        let facts: Vec<_> = facts.into_iter().map(|(after, fact)| (begin.checked_add(after.days()).unwrap(), fact)).collect();
        let accrual = Accrual { rate: Share(rate), cap: Share(cap) };
        let day = begin.checked_add(asked.days()).unwrap();
        prop_assert_eq!(accrual.at(&facts, day).unwrap().amount, naive(accrual, &facts, day));
    }
}

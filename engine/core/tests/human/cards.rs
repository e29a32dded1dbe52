//! Cards: each moment raises one card, once, whenever somebody looks.

use crate::driver::{Case, at, code, map};
use jiff::{SignedDuration, Timestamp};
use mingjing_core::event::Subject;
use mingjing_model::definition::{CardLevel, CardMoment, CardRule, CardTrigger, LimitKind, Near, RuleIx};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Filed, with an hour clock running as well.
fn case() -> Case {
    let mut case = Case::filed();
    let found = map([("ground", "报告".into()), ("found_at", at("2026-03-02T08:00").into())]);
    case.act("zhang", "suspend", found).expect("asks");
    case
}

/// The moments that a case has planned.
fn planned(case: &Case) -> Vec<(Subject, LimitKind, RuleIx, Timestamp)> {
    let limits = case.instance.limits();
    let mut moments: Vec<_> = limits
        .flat_map(|(subject, limit)| limit.pending.iter().map(move |(rule, at)| (subject, limit.kind, *rule, *at)))
        .collect();
    moments.sort();
    moments
}

fn raised(case: &Case) -> Vec<(Subject, LimitKind, RuleIx, Timestamp)> {
    let mut cards: Vec<_> =
        case.instance.cards.values().map(|card| (card.subject, card.limit, card.rule, card.event_at)).collect();
    cards.sort();
    cards
}

proptest! {
    #[test]
    fn every_moment_raises_one_card_whatever_the_times_at_which_one_looks(hours in prop::collection::vec(0i64..400, 1..12)) {
        let mut case = case();
        let plan = planned(&case);
        for hours in hours {
            case.now = case.now.checked_add(SignedDuration::from_hours(hours)).expect("in range");
            let before = case.instance.cards.len();
            let result = case.raise_cards();
            let (due, to_come): (Vec<_>, Vec<_>) = plan.iter().copied().partition(|(.., at)| *at <= case.now);
            prop_assert_eq!(code(&result) == "done", due.len() > before);
            prop_assert_eq!(raised(&case), due);
            prop_assert_eq!(planned(&case), to_come);
            let again = case.raise_cards();
            prop_assert_eq!(code(&again), "MJ4016");
            prop_assert!(the_highest_stand(&case));
        }
    }
}

/// A red supersedes its yellow: on each limit only cards of the highest level stand.
fn the_highest_stand(case: &Case) -> bool {
    let mut standing: BTreeMap<_, Vec<CardLevel>> = BTreeMap::new();
    let mut highest: BTreeMap<_, CardLevel> = BTreeMap::new();
    for card in case.instance.cards.values() {
        let limit = (card.subject, card.limit);
        let top = highest.entry(limit).or_insert(card.level);
        *top = card.level.max(*top);
        if card.superseded_by.is_none() {
            standing.entry(limit).or_default().push(card.level);
        }
    }
    highest.iter().all(|(limit, level)| {
        standing.get(limit).is_some_and(|standing| standing.iter().all(|standing| standing == level))
    })
}

#[test]
fn a_card_shows_on_the_case_its_clock_and_its_task() {
    let mut case = case();
    case.now = at("2026-03-06T08:00");
    case.raise_cards().expect("raises");
    let rows = case.rows();
    assert_eq!(rows.case.as_ref().and_then(|case| case.level), Some(CardLevel::Red), "the hour clock is over");
    let report = rows.clocks.iter().find(|clock| clock.clock == "report").expect("the hour clock");
    assert_eq!((report.level, report.next_card_at), (Some(CardLevel::Red), None));
    let check = rows.tasks.iter().find(|task| task.node == "check").expect("the check");
    assert_eq!(
        (check.level, check.next_card_at),
        (Some(CardLevel::Red), Some(at("2026-03-10T00:00"))),
        "its own yellow and the red of a running clock"
    );
    assert_eq!(rows.case.and_then(|case| case.next_card_at), Some(at("2026-05-15T00:00")), "the promise is the next");
}

#[test]
fn any_step_raises_what_is_due() {
    let mut case = case();
    case.now = at("2026-03-03T02:00");
    case.claim("zhang", "check").expect("claims");
    assert_eq!(case.instance.cards.len(), 1);
}

#[test]
fn a_limit_is_near_from_the_first_day_with_few_working_days_left() {
    let near = Near { percent: 20, least: 3, short: 7, of_short: 2 };
    for (limit, expected) in [
        // A fifth of ninety days is eighteen; the five days of the holiday in May are no working days.
        ("90 days", Some("2026-05-06T00:00")),
        ("3 months", Some("2026-05-07T00:00")),
        ("15 workdays", Some("2026-03-18T00:00")),
        ("5 workdays", Some("2026-03-05T00:00")),
        ("7 days", Some("2026-03-05T00:00")),
        ("2 workdays", None),
        ("24 hours", None),
    ] {
        let mut case = Case::new();
        let trigger = CardTrigger::Limit { on: vec![LimitKind::Statutory], moment: CardMoment::Near(near), min: 0 };
        case.def.cards = vec![CardRule { trigger, level: CardLevel::Prompt, ..case.def.cards[0].clone() }];
        case.def.clocks.truncate(1);
        case.def.clocks[0].statutory = Some(limit.parse().expect("a limit"));
        case.def.clocks[0].promised = None;
        case.start(map([("source", "inspection".into()), ("unit", "food".into())])).expect("starts");
        case.claim("head", "file").expect("claims");
        case.complete("head", "file", map([])).expect("completes");
        let moments: Vec<_> = planned(&case).into_iter().map(|(.., moment)| moment).collect();
        assert_eq!(moments, expected.map(at).into_iter().collect::<Vec<_>>(), "{limit}");
    }
}

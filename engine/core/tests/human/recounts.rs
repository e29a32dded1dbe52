//! Another version of the calendar, and facts that come late: dates move, each with an entry; cards that lose their ground
//! are cancelled, those that were right stay.

use crate::driver::{Case, at, code, map};
use mingjing_core::{
    command::{Actor, What},
    event::{CancelCause, CardEvent, Event},
    ids::Key,
    state::CardStage,
};

fn recount(case: &mut Case) -> String {
    code(&case.run(Actor::System, What::Recount)).to_owned()
}

fn last_days(case: &Case) -> Vec<String> {
    let limits = case.instance.limits();
    limits.filter_map(|(_, limit)| limit.last_day).map(|day| day.to_string()).collect()
}

fn cancelled(case: &Case) -> Vec<Key> {
    let over = case.instance.lives.iter().filter(|(_, life)| life.stage == CardStage::Cancelled);
    over.map(|(key, _)| *key).collect()
}

#[test]
fn a_new_version_moves_what_runs_once_with_the_date_before() {
    let mut case = Case::filed();
    assert_eq!(recount(&mut case), "MJ4016", "the calendar is the same");
    let before = last_days(&case);
    case.world.close("2", "2026-03-04");
    let events = case.run(Actor::System, What::Recount).expect("moves");
    let moved =
        events.iter().filter(|event| matches!(event, Event::LimitRecalculated { before, .. } if before == "2026.1"));
    assert!(moved.count() > 0);
    assert_ne!(last_days(&case), before);
    assert_eq!(case.instance.calendar.as_deref(), Some("2"));
    assert_eq!(recount(&mut case), "MJ4016", "once");
}

#[test]
fn a_card_that_only_the_version_before_caused_is_cancelled_and_comes_at_its_new_moment() {
    let mut case = Case::filed();
    case.now = at("2026-03-10T00:00");
    case.raise_cards().expect("the check is late");
    let late = *case.instance.cards.keys().last().expect("a card");
    case.world.close("2", "2026-03-04");
    let events = case.run(Actor::System, What::Recount).expect("moves");
    let cause = events.iter().find_map(|event| match event {
        Event::Card(CardEvent::Cancelled { card, cause, instead }) if *card == late => Some((cause.clone(), *instead)),
        _ => None,
    });
    let version = "2".to_owned();
    assert_eq!(cause, Some((CancelCause::Calendar { version }, Some(at("2026-03-11T00:00")))));
    case.now = at("2026-03-11T00:00");
    case.raise_cards().expect("now it is late");
    assert!(case.instance.stands(*case.instance.cards.keys().last().expect("a card")));
}

#[test]
fn due_work_counts_by_the_version_in_force_before_it_fires() {
    let mut case = Case::filed();
    case.world.close("2", "2026-03-04");
    case.now = at("2026-03-10T00:00");
    let events = case.run(Actor::System, What::RaiseCards).expect("counts anew");
    assert!(events.iter().any(|event| matches!(event, Event::LimitRecalculated { .. })));
    assert!(cancelled(&case).is_empty(), "nothing was raised too early");
}

#[test]
fn an_act_in_time_that_is_entered_late_cancels_the_cards_of_the_time_after_it() {
    for (reported, left) in [("2026-03-03T01:59", 0), ("2026-03-03T05:36", 2), ("2026-03-03T09:00", 3)] {
        let mut case = Case::filed();
        let found = map([("ground", "报告".into()), ("found_at", at("2026-03-02T08:00").into())]);
        case.act("zhang", "suspend", found).expect("the day runs");
        case.now = at("2026-03-04T09:00");
        case.raise_cards().expect("it is over");
        let raised: Vec<_> = case.instance.cards.keys().copied().collect();
        let told = map([("ground", "报告".into()), ("reported_at", at(reported).into())]);
        case.act("zhang", "suspend", told).expect("entered late");
        let over = cancelled(&case);
        assert_eq!(raised.iter().filter(|card| !over.contains(card)).count(), left, "{reported}");
    }
}

//! Moments under pauses, resumptions and new calendars: each is carded once, and none before its time.

use crate::{
    driver::{Case, at, map},
    fixture::{DECISION_CLOCK, path, text},
};
use jiff::SignedDuration;
use mingjing_core::{
    command::{Actor, What},
    event::{Event, Subject},
};
use mingjing_model::definition::{Moment, Pause, PauseIx};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Days around the ends of the limits.
const DAYS_OFF: [&str; 5] = ["2026-05-08", "2026-05-12", "2026-05-26", "2026-05-27", "2026-05-29"];

#[derive(Clone, Copy, Debug)]
enum Op {
    /// So many hours pass.
    Wait(i64),
    /// Somebody looks what is due.
    Look,
    Pause,
    Resume,
    /// A calendar comes that has another of the days off.
    Calendar(usize),
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let one = prop_oneof![
        4 => (1i64..400).prop_map(Op::Wait),
        2 => Just(Op::Look),
        2 => Just(Op::Pause),
        2 => Just(Op::Resume),
        1 => (0..DAYS_OFF.len()).prop_map(Op::Calendar),
    ];
    prop::collection::vec(one, 1..30)
}

/// Filed, with a pause that an act of the case begins and ends; the clock that runs in hours is left out.
fn case() -> Case {
    let mut case = Case::new();
    case.def.pauses = vec![Pause {
        id: "off".to_owned(),
        title: text("off"),
        act: "suspend".to_owned(),
        from: Moment::Field(path(4, "found_at")),
        to: vec![Moment::Field(path(4, "reported_at"))],
        until_day_before: false,
    }];
    case.def.clocks.truncate(1);
    case.def.clocks[0].pauses = vec![PauseIx(0)];
    case.start(map([("source", "inspection".into()), ("unit", "food".into())])).expect("starts");
    case.claim("head", "file").expect("claims");
    case.complete("head", "file", map([("handlers", crate::driver::people(["zhang", "li"]))])).expect("completes");
    case
}

fn tell(case: &mut Case, field: &str) -> Vec<Event> {
    let found = map([("ground", "中止".into()), (field, case.now.into())]);
    case.act("zhang", "suspend", found).expect("asks")
}

fn carry_out(case: &mut Case, op: Op) -> Vec<Event> {
    match op {
        Op::Wait(hours) => {
            case.now += SignedDuration::from_hours(hours);
            Vec::new()
        }
        Op::Look => case.raise_cards().unwrap_or_default(),
        Op::Pause => tell(case, "found_at"),
        Op::Resume => tell(case, "reported_at"),
        Op::Calendar(which) => {
            case.world.close(&format!("2026.{}", which + 2), DAYS_OFF[which]);
            case.run(Actor::System, What::Recount).unwrap_or_default()
        }
    }
}

/// The cards on the limits of the clock that were not cancelled, counted.
fn cards(case: &Case) -> BTreeMap<(String, String), usize> {
    let mut cards = BTreeMap::new();
    let of_clock = |card: &&mingjing_core::state::CardState| card.subject == Subject::Clock(DECISION_CLOCK);
    let standing = case.instance.cards.iter().filter(|(key, _)| !case.instance.is_cancelled(**key));
    for card in standing.map(|(_, card)| card).filter(of_clock) {
        let rule = case.def.cards[card.rule.index()].id.clone();
        *cards.entry((format!("{:?}", card.limit), rule)).or_default() += 1;
    }
    cards
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn each_moment_is_carded_once_and_never_early_whatever_pauses_and_calendars_come(ops in ops()) {
        let mut case = case();
        for op in ops {
            let paused = case.instance.pauses.values().any(|pause| pause.last.is_none());
            for event in carry_out(&mut case, op) {
                let Event::CardRaised { subject: Subject::Clock(_), event_at, .. } = event else { continue };
                prop_assert!(event_at <= case.now, "early: {event_at} at {}", case.now);
                prop_assert!(!paused || matches!(op, Op::Resume), "a paused clock is silent");
            }
            prop_assert!(cards(&case).values().all(|count| *count == 1), "{:?}", cards(&case));
        }
        if case.instance.pauses.values().any(|pause| pause.last.is_none()) {
            tell(&mut case, "reported_at");
        }
        // Several acts may have paused at once; every one of them ends.
        while case.instance.pauses.values().any(|pause| pause.last.is_none()) {
            tell(&mut case, "reported_at");
        }
        case.now = case.now.max(at("2026-03-02T09:00")) + SignedDuration::from_hours(24 * 800);
        let _ = case.raise_cards();
        let expected = [("Promised", "last_day"), ("Promised", "node_over"), ("Statutory", "last_day"), ("Statutory", "statutory_over")];
        let expected = expected.map(|(limit, rule)| ((limit.to_owned(), rule.to_owned()), 1));
        prop_assert_eq!(cards(&case), BTreeMap::from(expected));
    }
}

#[test]
fn a_new_calendar_does_not_move_a_paused_clock_and_the_next_run_counts_by_it() {
    let mut case = case();
    tell(&mut case, "found_at");
    let paused: Vec<_> = case.instance.clocks[&DECISION_CLOCK].limits.iter().map(|limit| limit.last_day).collect();
    case.now += SignedDuration::from_hours(24 * 10);
    let moved = carry_out(&mut case, Op::Calendar(1));
    let of_clock = |event: &Event| matches!(event, Event::LimitRecalculated { subject: Subject::Clock(_), .. });
    assert!(!moved.iter().any(of_clock), "time moves it, not the calendar: {moved:?}");
    assert_eq!(
        case.instance.clocks[&DECISION_CLOCK].limits.iter().map(|limit| limit.last_day).collect::<Vec<_>>(),
        paused
    );
    let resumed = tell(&mut case, "reported_at");
    let by_new = |event: &Event| matches!(event, Event::LimitMoved { limit, .. } if limit.calendar == "2026.3");
    assert!(resumed.iter().any(by_new));
}

//! Limits and clocks: when they start and stop, when they lapse, which cards they plan; numbers and their year.

use crate::{
    driver::{Case, at, map, people},
    fixture::{DECISION_CLOCK, FILED, REPORT_CLOCK},
};
use jiff::civil::date;
use mingjing_core::event::{Event, EventTime, Subject};
use mingjing_expr::Value;
use mingjing_model::definition::{LimitKind, RuleIx};

const LAST_DAY: RuleIx = RuleIx(0);
const OVER: RuleIx = RuleIx(1);
const STATUTORY_OVER: RuleIx = RuleIx(2);

fn file(case: &mut Case, submission: Value) -> Vec<Event> {
    case.claim("head", "file").expect("claims");
    case.complete("head", "file", submission).expect("completes")
}

/// What happened to clocks, in words.
fn clock_events(events: &[Event]) -> Vec<String> {
    let word = |event: &Event| match event {
        Event::ClockStarted { clock, .. } => Some(format!("start {}", clock.0)),
        Event::ClockStopped { clock, .. } => Some(format!("stop {}", clock.0)),
        Event::CardRaised { level, .. } => Some(format!("{level:?}")),
        _ => None,
    };
    events.iter().filter_map(word).collect()
}

fn report(case: &mut Case, fields: &[(&str, &str)]) -> Vec<String> {
    let times = fields.iter().map(|(name, time)| (*name, Value::Instant(at(time))));
    let submission = Value::map(times.chain([("ground", "报告".into())]));
    clock_events(&case.act("zhang", "suspend", submission).expect("asks"))
}

#[test]
fn a_clock_counts_from_the_event_time_of_the_fact_that_starts_it() {
    let mut case = Case::started();
    file(&mut case, map([("filed_on", date(2026, 2, 27).into())]));
    assert_eq!(case.instance.milestones[&FILED], EventTime::On(date(2026, 2, 27)));
    let clock = &case.instance.clocks[&DECISION_CLOCK];
    assert_eq!(clock.started, EventTime::On(date(2026, 2, 27)));
    let [statutory, promised] = &clock.limits[..] else { panic!("two limits") };

    assert_eq!((statutory.kind, statutory.last_day), (LimitKind::Statutory, Some(date(2026, 5, 28))));
    assert_eq!(statutory.lapses_at, at("2026-05-29T00:00"));
    assert_eq!(statutory.pending, [(LAST_DAY, at("2026-05-27T00:00")), (STATUTORY_OVER, at("2026-05-29T00:00"))]);

    assert_eq!((promised.kind, promised.last_day), (LimitKind::Promised, Some(date(2026, 5, 13))));
    assert_eq!(promised.pending, [(LAST_DAY, at("2026-05-12T00:00")), (OVER, at("2026-05-14T00:00"))]);
    assert!(!statutory.provisional && !promised.provisional);
}

#[test]
fn a_task_with_a_limit_counts_from_the_day_it_is_created() {
    let case = Case::filed();
    let limit =
        case.instance.elements[&case.task("check").key].task().and_then(|task| task.limit.clone()).expect("a limit");
    assert_eq!(
        (limit.kind, limit.last_day, limit.lapses_at),
        (LimitKind::Node, Some(date(2026, 3, 9)), at("2026-03-10T00:00"))
    );
    assert_eq!(limit.pending, [(LAST_DAY, at("2026-03-06T00:00")), (OVER, at("2026-03-10T00:00"))]);
}

#[test]
fn a_day_off_in_the_region_of_the_organ_is_left_out_there_and_nowhere_else() {
    for (region, last_day) in [("330225", date(2026, 3, 10)), ("330200", date(2026, 3, 9))] {
        let mut case = Case::new();
        case.def.region = Some(region.to_owned());
        case.start(map([("source", "inspection".into()), ("unit", "food".into())])).expect("starts");
        file(&mut case, map([("handlers", people(["zhang", "li"]))]));
        let key = case.task("check").key;
        let limit = case.instance.elements[&key].task().and_then(|task| task.limit.clone()).expect("a limit");
        assert_eq!(limit.last_day, Some(last_day), "{region}");
    }
}

#[test]
fn a_limit_into_a_year_that_is_not_announced_is_provisional() {
    let mut case = Case::new();
    case.now = at("2026-11-02T09:00");
    case.start(map([("source", "report".into())])).expect("starts");
    file(&mut case, map([]));
    let rows = case.rows();
    assert!(rows.clocks.iter().all(|clock| clock.provisional));
    assert!(!rows.case.expect("a case").due_provisional, "the task's own limit comes first and lies in this year");
}

#[test]
fn a_clock_stops_at_the_date_of_its_field() {
    let mut case = Case::filed();
    crate::tasks::finish_check(&mut case);
    case.claim("head", "decide").expect("claims");
    let events = case.complete("head", "decide", map([("dated_on", date(2026, 3, 2).into())])).expect("completes");
    assert!(events.contains(&Event::ClockStopped { clock: DECISION_CLOCK, event_at: EventTime::On(date(2026, 3, 2)) }));
    let rows = case.rows();
    assert!(rows.clocks.iter().all(|clock| !clock.running && clock.next_card_at.is_none()));
}

#[test]
fn a_clock_starts_once_while_it_runs_and_anew_after_a_stop() {
    let mut case = Case::filed();
    for (fields, expected) in [
        (&[("found_at", "2026-03-02T08:00")][..], &["start 1"][..]),
        (&[("found_at", "2026-03-02T08:30")], &[]),
        (&[("reported_at", "2026-03-02T08:40")], &["stop 1"]),
        (&[("reported_at", "2026-03-02T08:50")], &[]),
        (&[("found_at", "2026-03-02T08:45"), ("reported_at", "2026-03-02T08:50")], &["start 1", "stop 1"]),
    ] {
        assert_eq!(report(&mut case, fields), expected, "{fields:?}");
    }
}

#[test]
fn an_hour_limit_runs_from_the_moment_and_warns_by_share() {
    let mut case = Case::filed();
    report(&mut case, &[("found_at", "2026-03-02T08:00")]);
    let limit = &case.instance.clocks[&REPORT_CLOCK].limits[0];
    assert_eq!((limit.last_day, limit.lapses_at), (None, at("2026-03-03T08:00")));
    let moments: Vec<_> = limit.pending.iter().map(|(_, at)| *at).collect();
    assert_eq!(moments, [at("2026-03-03T02:00"), at("2026-03-03T05:36"), at("2026-03-03T08:00")]);
}

#[test]
fn a_late_fact_raises_its_past_cards_in_the_same_step() {
    let mut case = Case::filed();
    assert_eq!(report(&mut case, &[("found_at", "2026-03-01T02:00")]), ["start 1", "Prompt", "Yellow", "Red"]);
    let cards: Vec<_> = case.rows().cards.iter().map(|card| (card.event_at, card.superseded)).collect();
    assert_eq!(
        cards,
        [(at("2026-03-01T20:00"), true), (at("2026-03-01T23:36"), true), (at("2026-03-02T02:00"), false)]
    );
}

#[test]
fn a_stop_that_was_late_does_not_spare_the_cards_and_one_that_was_in_time_raises_none() {
    for (reported, expected) in [
        ("2026-03-03T01:59", &["stop 1"][..]),
        ("2026-03-03T02:00", &["Prompt", "stop 1"]),
        ("2026-03-03T09:00", &["Prompt", "Yellow", "Red", "stop 1"]),
    ] {
        let mut case = Case::filed();
        report(&mut case, &[("found_at", "2026-03-02T08:00")]);
        case.now = at("2026-03-04T09:00");
        assert_eq!(report(&mut case, &[("reported_at", reported)]), expected, "{reported}");
    }
}

#[test]
fn a_task_finished_late_gets_its_card_and_one_finished_in_time_none() {
    for (finished, expected) in [("2026-03-05T23:59", 0), ("2026-03-06T00:00", 1), ("2026-03-12T09:00", 2)] {
        let mut case = Case::filed();
        let key = case.task("check").key;
        case.now = at(finished);
        crate::tasks::finish_check(&mut case);
        let cards = case.rows().cards;
        assert_eq!(
            cards.iter().filter(|card| card.subject == Subject::Task(key) && card.about == "check").count(),
            expected,
            "{finished}"
        );
    }
}

#[test]
fn the_year_of_a_number_is_that_of_the_act_in_the_zone_of_the_organ() {
    for (now, filed_on, expected) in [
        ("2026-01-05T09:00", Some(date(2025, 12, 31)), "案〔2025〕042号"),
        ("2026-01-05T09:00", None, "案〔2026〕042号"),
        ("2027-01-01T00:00", None, "案〔2027〕042号"),
        ("2026-12-31T23:59", None, "案〔2026〕042号"),
    ] {
        let mut case = Case::new();
        case.now = at(now);
        case.start(map([("source", "report".into())])).expect("starts");
        let fields = filed_on.map(|day| ("filed_on", Value::Date(day)));
        file(&mut case, Value::map(fields));
        assert_eq!(case.rows().case.and_then(|case| case.number).as_deref(), Some(expected));
    }
}

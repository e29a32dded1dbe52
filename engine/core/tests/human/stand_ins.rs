//! Stand-ins: who acts in whose place, and what separation of duties makes of it.

use crate::{
    driver::{Case, code, map, people},
    fixture::HANDLER,
    tasks::finish_check,
};
use mingjing_core::{event::Event, ids::PersonId};
use mingjing_expr::Value;

fn check(officers: Value) -> Value {
    map([("officers", officers), ("video", "v1".into())])
}

fn stood_in(events: &[Event]) -> Vec<(&str, &str)> {
    let pair = |event| match event {
        &Event::StoodIn { ref person, ref absent, .. } => Some((person.as_str(), absent.as_str())),
        _ => None,
    };
    events.iter().filter_map(pair).collect()
}

#[test]
fn a_stand_in_acts_with_the_roles_that_were_lent_and_the_history_names_both() {
    let mut case = Case::started();
    case.world.stand_in("ops", "head", &["decider"]);
    assert_eq!(code(&case.claim("ops", "file")), "done");
    let events = case.complete("ops", "file", map([])).expect("files");
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::LaneActed { people, .. } if *people == [PersonId::new("ops")]))
    );
    assert_eq!(stood_in(&events), [("ops", "head")]);
    assert!(
        events.iter().any(|event| matches!(event, Event::TaskCompleted { person, .. } if person.as_str() == "ops"))
    );

    let mut case = Case::started();
    case.world.stand_in("ops", "deputy", &["handler"]);
    assert_eq!(code(&case.claim("ops", "file")), "MJ4101", "the role of decider was not lent");
}

#[test]
fn who_holds_the_lane_in_their_own_right_stands_in_for_nobody() {
    let mut case = Case::started();
    case.world.stand_in("head", "deputy", &["decider"]);
    case.claim("head", "file").expect("claims");
    assert_eq!(stood_in(&case.complete("head", "file", map([])).expect("files")), []);
}

#[test]
fn a_stand_in_takes_the_place_of_a_member_of_the_team_and_of_no_other() {
    for (absent, expected) in [("zhang", "done"), ("deputy", "MJ4102")] {
        let mut case = Case::filed();
        case.world.stand_in("wang", absent, &["handler"]);
        assert_eq!(code(&case.claim("wang", "check")), expected, "in place of {absent}");
    }
    let mut case = Case::filed();
    case.world.stand_in("deputy", "zhang", &["handler"]);
    case.claim("li", "check").expect("claims");
    let events = case.complete("li", "check", check(people(["li", "deputy"]))).expect("completes");
    assert_eq!(stood_in(&events), [("deputy", "zhang")], "who takes part stands in, too");
}

#[test]
fn separation_counts_the_act_of_a_stand_in_as_theirs_and_binds_the_absent_too() {
    let mut case = Case::started();
    case.claim("head", "file").expect("claims");
    case.complete("head", "file", map([])).expect("files without a team");
    case.world.stand_in("ops", "li", &["handler"]);
    case.claim("ops", "check").expect("claims");
    case.complete("ops", "check", check(people(["zhang", "deputy"]))).expect("completes");
    let acted: Vec<_> = case.instance.acted[&HANDLER].iter().map(PersonId::as_str).collect();
    assert_eq!(acted, ["deputy", "li", "ops", "zhang"]);
    for who in ["ops", "li"] {
        case.world.grant(who, "decider", None);
        assert_eq!(code(&case.claim(who, "decide")), "MJ4103", "{who}");
    }
    let row = case.rows().tasks.into_iter().find(|row| row.node == "decide").expect("a task");
    assert!(["li", "ops"].iter().all(|who| row.excluded.contains(&PersonId::new(*who))));
}

#[test]
fn a_stand_in_of_somebody_who_acted_in_a_separated_lane_is_excluded_whatever_role_they_use() {
    for (person, role) in [("head", "handler"), ("ops", "handler")] {
        let mut case = Case::filed();
        finish_check(&mut case);
        case.world.grant(person, "decider", None);
        case.world.stand_in(person, "zhang", &[role]);
        assert_eq!(code(&case.claim(person, "decide")), "MJ4107", "{person}");
        assert_eq!(case.instance.refusals.len(), 1, "the attempt is on record");
        assert_eq!(code(&case.claim("deputy", "decide")), "done");
    }
    let mut case = Case::started();
    case.claim("head", "file").expect("claims");
    case.world.stand_in("host", "zhang", &["handler"]);
    let both = map([("handlers", people(["zhang", "li"])), ("host", "host".into())]);
    assert_eq!(code(&case.complete("head", "file", both)), "MJ4107", "nor are both named by one form");
}

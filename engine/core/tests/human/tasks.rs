//! Claim, release, complete: who may, in which order, at which revision; separation of duties.

use crate::driver::{Case, at, code, map, people, person};
use mingjing_core::{command::What, event::Event, ids::PersonId, needs::Pointer, outcome::RejectionKind};
use mingjing_model::definition::PolicyRule;

#[test]
fn only_a_member_of_the_named_team_with_the_role_in_reach_claims_a_task() {
    for (who, expected) in [
        ("clerk", "MJ4101"),
        ("qian", "MJ4101"),
        ("nobody", "MJ4101"),
        ("wang", "MJ4102"),
        ("deputy", "MJ4102"),
        ("zhang", "done"),
        ("li", "done"),
    ] {
        assert_eq!(code(&Case::filed().claim(who, "check")), expected, "{who}");
    }
}

#[test]
fn before_a_team_is_named_the_whole_role_in_the_unit_and_organ_claims() {
    let mut case = Case::started();
    case.claim("head", "file").expect("claims");
    case.complete("head", "file", map([])).expect("files without a team");
    for (who, expected) in [("qian", "MJ4101"), ("wang", "done")] {
        assert_eq!(code(&case.claim(who, "check")), expected, "{who}");
    }
}

#[test]
fn a_command_on_a_task_that_is_not_as_the_caller_thinks_changes_nothing() {
    let mut case = Case::filed();
    assert_eq!(code(&case.claim("zhang", "no such node")), "MJ4002");
    assert_eq!(code(&case.release("zhang", "check")), "MJ4007");
    assert_eq!(code(&case.complete("zhang", "check", map([]))), "MJ4008");

    let seen = case.task("check");
    case.claim("zhang", "check").expect("claims");
    let stale = case.run(person("li"), What::ClaimTask(seen)).expect_err("stale");
    assert_eq!((stale.code.as_str(), stale.kind), ("MJ4004", RejectionKind::Stale));
    assert_eq!(code(&case.claim("li", "check")), "MJ4005");
    assert_eq!(code(&case.claim("zhang", "check")), "MJ4006");
    assert_eq!(code(&case.release("li", "check")), "MJ4007");
    assert_eq!(code(&case.complete("li", "check", map([]))), "MJ4008");

    case.release("zhang", "check").expect("releases");
    assert_eq!(code(&case.claim("li", "check")), "done");
}

#[test]
fn the_engine_itself_never_acts_for_a_person() {
    let mut case = Case::filed();
    let task = case.task("check");
    let result = case.run(mingjing_core::command::Actor::System, What::ClaimTask(task));
    assert_eq!(code(&result), "MJ4015");
}

#[test]
fn who_lost_the_role_after_the_claim_does_not_complete() {
    let mut case = Case::started();
    case.claim("head", "file").expect("claims");
    case.world.revoke("head");
    assert_eq!(code(&case.complete("head", "file", map([]))), "MJ4101");
}

#[test]
fn completion_records_the_person_the_values_and_what_follows() {
    let mut case = Case::started();
    case.claim("head", "file").expect("claims");
    let events = case
        .complete("head", "file", map([("handlers", people(["zhang", "li"])), ("host", "host".into())]))
        .expect("completes");
    let head = PersonId::new("head");
    assert!(matches!(&events[0], Event::LaneActed { people, .. } if *people == [head.clone()]));
    assert!(matches!(&events[1], Event::FormSubmitted { by: Some(by), .. } if *by == head));
    assert!(matches!(&events[2], Event::TeamNamed { people, .. } if people.len() == 2));
    assert!(matches!(&events[3], Event::TeamNamed { people, .. } if *people == [PersonId::new("host")]));
    assert!(matches!(&events[4], Event::TaskCompleted { person, .. } if *person == head));
    assert!(
        events.iter().any(|event| matches!(event, Event::NumberAllotted { text, .. } if text == "案〔2026〕042号"))
    );
}

#[test]
fn whoever_acted_in_a_lane_never_acts_in_a_separated_one() {
    let mut case = Case::filed();
    case.world.grant("zhang", "decider", None);
    finish_check(&mut case);
    assert_eq!(code(&case.claim("zhang", "decide")), "MJ4103");
    assert_eq!(code(&case.claim("deputy", "decide")), "done");
}

#[test]
fn to_be_named_counts_as_acting_and_the_acting_leader_cannot_name_themselves() {
    for (who, handlers, expected) in [("head", ["zhang", "deputy"], "done"), ("deputy", ["zhang", "deputy"], "MJ4103")]
    {
        let mut case = Case::started();
        case.claim(who, "file").expect("claims");
        assert_eq!(code(&case.complete(who, "file", map([("handlers", people(handlers))]))), expected, "{who}");
    }
    let mut case = Case::started();
    case.claim("head", "file").expect("claims");
    case.world.grant("zhang", "host", None);
    let both = map([("handlers", people(["zhang", "li"])), ("host", "zhang".into())]);
    assert_eq!(code(&case.complete("head", "file", both)), "MJ4103", "one form names both teams");
}

#[test]
fn who_was_named_once_stays_apart_when_others_take_their_place() {
    let mut case = Case::filed();
    let lane = case.def.lane_by_id("handler").expect("a lane");
    for team in [["deputy", "li"], ["zhang", "li"]] {
        let people = team.map(PersonId::new).to_vec();
        case.instance.apply(&Event::TeamNamed { lane, people }, Pointer { seq: case.instance.seq, event: 99 });
    }
    finish_check(&mut case);
    assert_eq!(code(&case.claim("deputy", "decide")), "MJ4103");
}

#[test]
fn a_team_is_of_people_who_hold_the_role() {
    let mut case = Case::started();
    case.claim("head", "file").expect("claims");
    assert_eq!(code(&case.complete("head", "file", map([("handlers", people(["zhang", "qian"]))]))), "MJ4111");
    assert_eq!(code(&case.complete("head", "file", map([("host", "nobody".into())]))), "MJ4111");
}

#[test]
fn a_refusal_is_recorded_once_a_rule_actor_task_and_day_where_policy_says_so() {
    let mut case = Case::filed();
    case.world.grant("zhang", "decider", None);
    finish_check(&mut case);
    for (day, recorded) in [("2026-03-03T09:00", 1), ("2026-03-03T23:59", 1), ("2026-03-04T00:00", 2)] {
        case.now = at(day);
        assert_eq!(code(&case.claim("zhang", "decide")), "MJ4103");
        assert_eq!(case.instance.refusals.len(), recorded, "{day}");
    }
    let row = &case.rows().refusals[0];
    assert_eq!(
        (row.rule, row.actor.as_str(), row.task),
        (PolicyRule::Separation, "zhang", Some(case.task("decide").key))
    );

    let moved = case.rows().case.expect("a case").updated_at;
    assert!(moved < at("2026-03-03T00:00"), "a refusal moves nothing");
    assert_eq!(code(&case.claim("clerk", "decide")), "MJ4101");
    assert_eq!(case.instance.refusals.len(), 2, "authority is filed as `reject`");
}

#[test]
fn an_act_of_the_case_is_open_to_the_people_of_its_lane() {
    let ground = || map([("ground", "等待裁判".into())]);
    for (who, submission, expected) in [
        ("head", ground(), "MJ4101"),
        ("wang", ground(), "MJ4102"),
        ("zhang", map([]), "MJ4201"),
        ("zhang", ground(), "done"),
    ] {
        assert_eq!(code(&Case::filed().act(who, "suspend", submission)), expected, "{who}");
    }
    let mut case = Case::filed();
    assert_eq!(code(&case.act("zhang", "no_such_act", map([]))), "MJ4009");
    let events = case.act("zhang", "suspend", ground()).expect("asks");
    let asked = events.iter().position(|event| matches!(event, Event::ActRequested { act, .. } if act == "suspend"));
    let submitted = events.iter().position(|event| matches!(event, Event::FormSubmitted { .. }));
    assert!(submitted < asked);
    assert_eq!(case.rows().tasks.len(), 2, "the hearing waits beside the check");
}

pub fn finish_check(case: &mut Case) {
    case.claim("zhang", "check").expect("claims");
    case.complete("zhang", "check", map([("officers", people(["zhang", "li"])), ("video", "v1".into())]))
        .expect("completes");
}

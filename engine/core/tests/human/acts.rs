//! What the law demands of an act, on the day of the act.

use crate::driver::{Case, code, faults, map, people};
use mingjing_core::event::{Event, EventTime};
use mingjing_expr::Value;

const SEEN: &str = "2026-03-02";

fn check(officers: Value, video: &str, acted_on: &str) -> Value {
    map([("officers", officers), ("video", video.into()), ("acted_on", acted_on.into())])
}

/// No team is named, so that the whole lane may act; `wang` has a certificate until the end of February.
fn case() -> Case {
    let mut case = Case::started();
    case.claim("head", "file").expect("claims");
    case.complete("head", "file", map([])).expect("files");
    case.claim("zhang", "check").expect("claims");
    case
}

#[test]
fn an_act_needs_enough_different_certified_people_of_the_lane_and_the_recording() {
    let none = Value::List(Vec::new());
    let no_video = |officers| map([("officers", officers), ("acted_on", SEEN.into())]);
    for (submission, expected) in [
        (check(people(["zhang", "li"]), "v1", SEEN), &[][..]),
        (check(people(["li", "wang"]), "v1", "2026-02-28"), &[]),
        (check(people(["li", "wang"]), "v1", "2026-03-01"), &["MJ4112"]),
        (check(people(["zhang"]), "v1", SEEN), &["MJ4110"]),
        (check(people(["zhang", "zhang"]), "v1", SEEN), &["MJ4110"]),
        (check(none, "v1", SEEN), &["MJ4110"]),
        (check(people(["zhang", "qian"]), "v1", SEEN), &["MJ4111"]),
        (check(people(["zhang", "head"]), "v1", SEEN), &["MJ4111", "MJ4103", "MJ4112"]),
        (check(people(["zhang", "stranger"]), "v1", SEEN), &["MJ4206"]),
        (no_video(people(["zhang", "li"])), &["MJ4113"]),
        (no_video(people(["wang"])), &["MJ4110", "MJ4112", "MJ4113"]),
        (check(people(["zhang", "li"]), "v1", "2026-03-03"), &["MJ4207"]),
    ] {
        let mut case = case();
        let result = case.complete("zhang", "check", submission.clone());
        let codes: Vec<_> = faults(&result).into_iter().map(|(_, code)| code).collect();
        assert_eq!(codes, expected, "{submission:?}");
        assert_eq!(code(&result), expected.first().copied().unwrap_or("done"));
        let recorded = expected.first().is_some_and(|code| code.starts_with("MJ411"));
        assert_eq!(!case.instance.refusals.is_empty(), recorded, "{submission:?}");
    }
}

#[test]
fn a_refused_act_names_person_and_day_and_leaves_the_task_where_it_was() {
    let mut case = case();
    let before = case.rows().tasks;
    let refused = case.complete("zhang", "check", check(people(["li", "wang"]), "v1", SEEN)).expect_err("refused");
    assert_eq!((refused.params["person"].as_str(), refused.params["day"].as_str()), ("wang", SEEN));
    assert_eq!(case.rows().tasks, before);
    let Some((events, values)) = case.world.history.last() else { panic!("nothing recorded") };
    assert!(
        matches!(&events[..], [Event::ActRefused { facts, .. }] if facts.contains(&("person".to_owned(), "wang".to_owned())))
    );
    assert!(values.is_empty(), "what was handed in is not kept");
}

#[test]
fn whoever_enters_the_act_need_not_have_taken_part_and_all_who_did_have_acted() {
    let mut case = case();
    case.complete("zhang", "check", check(people(["li", "deputy"]), "v1", SEEN)).expect("completes");
    let acted: Vec<_> =
        case.instance.acted[&crate::fixture::HANDLER].iter().map(|person| person.as_str().to_owned()).collect();
    assert_eq!(acted, ["deputy", "li", "zhang"]);
    assert_eq!(code(&case.claim("deputy", "decide")), "MJ4103", "the deputy took part in the check");
}

#[test]
fn once_a_team_is_named_only_its_people_act() {
    let mut case = Case::filed();
    case.claim("zhang", "check").expect("claims");
    assert_eq!(code(&case.complete("zhang", "check", check(people(["zhang", "deputy"]), "v1", SEEN))), "MJ4111");
    assert_eq!(code(&case.complete("zhang", "check", check(people(["zhang", "li"]), "v1", SEEN))), "done");
}

#[test]
fn a_fact_bears_the_time_of_the_act_or_else_of_its_entry() {
    let mut case = case();
    let events =
        case.complete("zhang", "check", check(people(["zhang", "li"]), "v1", "2026-02-27")).expect("completes");
    let time =
        |events: &[Event]| {
            events.iter().find_map(|event| {
                if let Event::FormSubmitted { event_at, .. } = event { Some(*event_at) } else { None }
            })
        };
    assert_eq!(time(&events), Some(EventTime::On("2026-02-27".parse().expect("a day"))));

    case.claim("head", "decide").expect("claims");
    let events = case.complete("head", "decide", map([("dated_on", SEEN.into())])).expect("completes");
    assert_eq!(time(&events), Some(EventTime::At(case.now)));
}

#[test]
fn a_dry_run_names_everything_at_once_and_what_would_be_on_record() {
    let mut case = case();
    let stranger = check(people(["zhang", "head", "stranger"]), "v1", "2026-03-03");
    for (who, submission, expected) in [
        ("zhang", map([]), &[("/officers", "MJ4201", false), ("/video", "MJ4113", true)][..]),
        (
            "zhang",
            stranger,
            &[
                ("/acted_on", "MJ4207", false),
                ("/officers", "MJ4206", false),
                ("/officers", "MJ4111", true),
                ("/officers", "MJ4103", true),
                ("/officers", "MJ4112", true),
            ],
        ),
        (
            "zhang",
            check(people(["wang", "head"]), "v1", SEEN),
            &[
                ("/officers", "MJ4112", true),
                ("/officers", "MJ4111", true),
                ("/officers", "MJ4103", true),
                ("/officers", "MJ4112", true),
            ],
        ),
    ] {
        let obstacles = case.obstacles(who, "check", submission.clone());
        let told: Vec<_> = obstacles
            .iter()
            .map(|each| (each.fault.pointer.as_str(), each.fault.code.as_str(), each.recorded))
            .collect();
        assert_eq!(told, expected, "{submission:?}");
    }
    assert!(case.instance.refusals.is_empty(), "a dry run is not on record");
    case.world.revoke("zhang");
    let told = case.obstacles("zhang", "check", check(people(["zhang"]), "v1", SEEN));
    let codes: Vec<_> = told.iter().map(|each| each.fault.code.as_str()).collect();
    assert_eq!(codes, ["MJ4206", "MJ4101", "MJ4110"], "form, authority and law in one answer");
}

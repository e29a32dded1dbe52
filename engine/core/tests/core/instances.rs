//! Beginning and end of an instance, assignments, tables, and flows that demand reasons.

use crate::{
    driver::{Case, code, map, zhang},
    support::{expr, message_ref, process},
};
use mingjing_core::{
    command::{Actor, TaskRef, What},
    event::Event,
    ids::Key,
};
use mingjing_expr::{Type, Value};
use mingjing_model::definition::{Definition, LaneRef, MilestoneIx, NodeKind, PolicyRule, RuleMode, SeriesIx, TableIx};

fn one_task() -> Definition {
    process(|p| {
        p.task("a");
        p.end("e");
        p.path("s a e");
    })
}

#[test]
fn the_start_commands_id_is_the_instances_id_and_an_instance_starts_once() {
    let mut case = Case::started(one_task());
    assert_eq!(case.sent[0].id.0, case.instance.id.uuid);
    let start = case.sent[0].clone();
    assert_eq!(code(&case.repeat(start)), "MJ4003");
}

#[test]
fn commands_to_what_does_not_exist_are_turned_down() {
    let mut case = Case::new(one_task());
    assert_eq!(code(&case.send(Actor::System, What::Continue)), "MJ4001");
    case.start().expect("starts");
    let task = TaskRef { key: Key(4711), revision: 1 };
    assert_eq!(code(&case.send(zhang(), What::ClaimTask(task))), "MJ4002");
    assert_eq!(code(&case.send(Actor::System, What::FireTimer { timer: Key(4711), occurrence: 1 })), "MJ4010");
    assert_eq!(code(&case.correlate(Key(4711))), "MJ4011");
    case.complete("a");
    assert!(case.has_ended());
    assert_eq!(code(&case.send(Actor::System, What::Continue)), "MJ4003", "an ended instance is never revived");
}

#[test]
fn a_message_start_event_is_started_by_its_message_only() {
    let def = process(|p| {
        p.form("report", &["x"]);
        let into = p.def.name_by_id("report");
        p.def.nodes[0].form = None;
        p.def.nodes[0].kind =
            NodeKind::StartMessage(mingjing_model::definition::MessageRef { into, ..message_ref("reported") });
        p.task("a");
        p.end("e");
        p.path("s a e");
    });
    for (message, expected) in [(None, "MJ4017"), (Some("other"), "MJ4017"), (Some("reported"), "done")] {
        let mut case = Case::new(def.clone());
        let start = case.start_command(message, map([("x", 1)]));
        assert_eq!(code(&case.send(Actor::System, start)), expected);
        if expected == "done" {
            assert_eq!(case.value("report"), Some(map([("x", 1)])));
        }
    }
    let mut case = Case::new(def);
    let start = case.start_command(Some("reported"), map([("x", 1)]));
    assert_eq!(code(&case.send(zhang(), start)), "MJ4017", "nobody sends it by hand");
    let mut case = Case::new(one_task());
    let start = case.start_command(Some("reported"), Value::Null);
    assert_eq!(code(&case.send(Actor::System, start)), "MJ4017");
}

#[test]
fn people_start_only_where_the_start_event_has_a_lane() {
    let mut def = one_task();
    def.nodes[0].lane = None;
    let mut case = Case::new(def);
    assert_eq!(code(&case.start()), "MJ4018");
    let start = case.start_command(None, Value::Null);
    assert_eq!(code(&case.send(Actor::System, start)), "done");
}

#[test]
fn assignments_run_in_order_and_see_each_other() {
    let def = process(|p| {
        p.task("a");
        p.end("e");
        p.path("s a e");
        p.set("a", "x", "20");
        p.set("a", "y", "x + 1");
        p.set("e", "z", "x + y");
    });
    let mut case = Case::started(def);
    case.complete("a");
    assert_eq!(["x", "y", "z"].map(|name| case.value(name)), [20, 21, 41].map(|number| Some(Value::from(number))));
}

#[test]
fn completion_reaches_the_milestone_and_allots_the_number() {
    let def = process(|p| {
        let task = p.task("a");
        task.milestone = Some(MilestoneIx(0));
        task.number = Some(SeriesIx(0));
        p.end("e");
        p.path("s a e");
    });
    let mut case = Case::started(def);
    case.complete("a");
    assert!(case.instance.milestones.contains_key(&MilestoneIx(0)));
    assert_eq!(case.instance.numbers[&SeriesIx(0)], "2026-1");
}

fn authority() -> mingjing_expr::Table {
    use mingjing_expr::{HitPolicy, Input, Output, Rule, Test};
    let rule = |test, lane: &str| Rule { when: vec![test], then: vec![expr(&format!("\"{lane}\""))] };
    mingjing_expr::Table {
        inputs: vec![Input { name: "amount".into(), ty: Type::Number }],
        outputs: vec![Output { name: "lane".into(), ty: Type::Text }],
        hit: HitPolicy::First,
        rules: vec![
            rule(Test::parse("> 100").expect("a test"), "leader"),
            rule(Test::parse("> 0").expect("a test"), "officer"),
            rule(Test::Any, "nobody"),
        ],
    }
}

#[test]
fn a_decision_table_says_who_acts_and_in_which_queue() {
    let def = process(|p| {
        p.form("f", &["x"]);
        let name = p.variable("decided");
        p.def.tables.push(("approval_authority".to_owned(), authority()));
        let with = vec![("amount".to_owned(), expr("f.x"))];
        p.node("r", NodeKind::RuleTask { table: TableIx(0), with: with.clone(), out: vec![("lane".to_owned(), name)] });
        p.task("a").lane = Some(LaneRef::Table { table: TableIx(0), with });
        p.end("e");
        p.path("s r a e");
    });
    for (x, lane, unit) in [(500, "leader", None), (50, "officer", Some("unit"))] {
        let mut case = Case::new(def.clone());
        let start = case.start_command(None, map([("x", x)]));
        case.send(zhang(), start).expect("starts");
        let task = case.instance.elements[&case.tasks("a")[0]].task().expect("a task");
        assert_eq!((case.def.lane(task.lane).id.as_str(), task.unit.as_deref()), (lane, unit));
        assert_eq!(case.value("decided"), Some(Value::text(lane)));
    }
    let mut case = Case::new(def);
    let start = case.start_command(None, map([("x", 0)]));
    case.send(zhang(), start).expect("starts");
    assert_eq!((case.open().as_str(), case.incidents()), ("a!", vec!["MJ4907"]), "the table names no lane");
}

#[test]
fn a_flow_that_demands_reasons_is_not_taken_without_them() {
    let def = |mode| {
        let mut def = process(|p| {
            p.task("a");
            p.node("a_choice", NodeKind::Exclusive);
            p.end("e");
            p.path("s a a_choice");
            p.flow("a_choice", "e", None, false).explain = true;
        });
        def.policy.rules.insert(PolicyRule::Explain, mode);
        def
    };
    for (mode, recorded) in [(RuleMode::Reject, 0), (RuleMode::Recorded, 1)] {
        let mut case = Case::started(def(mode));
        assert_eq!(code(&case.complete_with("a", Value::Null)), "MJ4105");
        assert_eq!(case.open(), "a", "nothing moved");
        assert_eq!(case.instance.refusals.len(), recorded);
        case.reason = Some("当事人已整改".to_owned());
        assert_eq!(code(&case.complete_with("a", Value::Null)), "done");
        assert!(case.has_ended());
    }
}

#[test]
fn events_survive_their_stored_form() {
    let mut case = Case::started(one_task());
    case.complete("a");
    for (_, events, _) in &case.history {
        let text = serde_json::to_string(events).expect("writes");
        assert_eq!(serde_json::from_str::<Vec<Event>>(&text).expect("reads"), *events);
    }
}

#[test]
fn time_never_runs_backwards_in_a_case() {
    let mut case = Case::started(one_task());
    let started = case.instance.now;
    case.now = "2020-01-01T00:00:00Z".parse().expect("a moment");
    case.complete("a");
    assert_eq!(case.instance.now, started);
}

#[test]
fn a_milestone_on_a_flow_is_reached_when_the_flow_is_taken() {
    let def = process(|p| {
        p.tasks("a b");
        p.end("e");
        p.path("s a");
        p.flow("a", "b", None, false).milestone = Some(MilestoneIx(0));
        p.path("b e");
    });
    let mut case = Case::started(def);
    assert!(case.instance.milestones.is_empty());
    case.complete("a");
    assert!(case.instance.milestones.contains_key(&MilestoneIx(0)));
}

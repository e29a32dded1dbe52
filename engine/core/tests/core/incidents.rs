//! What is stuck, how operators resolve it, and the bounds against big steps and circles.

use crate::{
    driver::{Case, code, map, zhang},
    support::{Build, after, message, message_ref, process, timer},
};
use mingjing_core::{
    command::{Actor, What},
    ids::Key,
};
use mingjing_expr::{Expr, ExprKind, Value};
use mingjing_model::definition::{NodeIx, NodeKind, Path, Timer, TimerWhen, Trigger};

/// Task `a` sets `y := 1 / f.x` when it completes; at 0 it cannot leave.
fn fragile() -> mingjing_model::definition::Definition {
    process(|p| {
        p.form("f", &["x"]);
        p.def.nodes[0].form = None;
        p.task("a");
        let form = p.def.name_by_id("f").map(|_| mingjing_model::definition::FormIx(0));
        let at = p.ix("a").index();
        p.def.nodes[at].form = form;
        p.set("a", "y", "1 / f.x");
        p.boundary("t", "a", timer("1 day"), true);
        p.task("b");
        p.end("e");
        p.path("s a b e");
        p.path("t e");
    })
}

#[test]
fn an_element_that_cannot_leave_keeps_what_was_handed_in_and_waits_for_an_operator() {
    let mut case = Case::started(fragile());
    case.complete_with("a", map([("x", 0)])).expect("accepted");
    assert_eq!((case.open().as_str(), case.incidents()), ("a!", vec!["MJ4901"]));
    assert!(case.instance.timers.is_empty(), "its work is done: its boundary events are off");
    assert_eq!(case.value("f"), Some(map([("x", 0)])));
    case.script(
        "retry => a!
         resolve b => b
         complete b => ended",
    );
    assert_eq!(case.value("y"), None);
}

#[test]
fn incident_commands_need_an_incident_reasons_and_a_possible_target() {
    let mut case = Case::started(fragile());
    case.complete_with("a", map([("x", 0)])).expect("accepted");
    let incident = case.incident();
    assert_eq!(code(&case.send(zhang(), What::RetryIncident { incident: Key(4711) })), "MJ4013");
    assert_eq!(code(&case.send(zhang(), What::RetryIncident { incident })), "MJ4106");
    assert_eq!(code(&case.deal(Some("e"))), "MJ4014");
    case.reason = Some("r".to_owned());
    assert_eq!(code(&case.send(zhang(), What::ResolveIncident { incident, to: NodeIx(999) })), "MJ4014");
    case.reason = Some("r".to_owned());
    assert_eq!(code(&case.send(Actor::System, What::RetryIncident { incident })), "MJ4015");
}

#[test]
fn incidents_vanish_with_their_element() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.node("g", NodeKind::Exclusive);
            p.end("ae");
            p.path("body_s g");
            p.when("g", "ae", "1 = 2");
        });
        p.boundary("t", "body", timer("1 day"), true);
        p.end("e");
        p.path("s body e");
        p.path("t e");
    });
    let mut case = Case::started(def);
    assert_eq!(case.incidents(), ["MJ4902"]);
    case.script("fire t => ended");
    assert_eq!(case.instance.incidents.len(), 0);
}

#[test]
fn a_big_step_is_cut_and_goes_on() {
    let def = process(|p| {
        let mut path = "s".to_owned();
        for number in 0..1_200 {
            let id = format!("n{number}");
            p.node(&id, NodeKind::Exclusive);
            path.push(' ');
            path.push_str(&id);
        }
        p.end("e");
        p.path(&format!("{path} e"));
    });
    let mut case = Case::started(def);
    assert!(case.unfinished);
    assert_eq!(case.continue_on(), 2);
    assert!(case.has_ended());
}

#[test]
fn what_is_left_over_goes_on_with_any_other_command_too() {
    let def = process(|p| {
        p.parallel("split");
        p.task("a");
        p.end("e");
        let mut path = "split".to_owned();
        for number in 0..600 {
            let id = format!("n{number}");
            p.node(&id, NodeKind::Exclusive);
            path.push(' ');
            path.push_str(&id);
        }
        p.path("s split a e");
        p.path(&format!("{path} e"));
    });
    let mut case = Case::started(def);
    assert!(case.unfinished);
    case.complete("a");
    assert!(!case.unfinished && case.has_ended());
}

#[test]
fn a_circle_without_outside_input_is_an_incident() {
    let def = process(|p| {
        p.node("merge", NodeKind::Exclusive);
        p.node("g", NodeKind::Exclusive);
        p.end("e");
        p.path("s merge g");
        p.when("g", "e", "1 = 2");
        p.otherwise("g", "merge");
    });
    let mut case = Case::started(def);
    assert_eq!(case.continue_on(), 19, "20 steps of 500 nodes");
    assert_eq!(case.incidents(), ["MJ4905"]);
}

#[test]
fn continuing_what_is_done_is_turned_down() {
    let mut case = Case::started(process(|p| {
        p.task("a");
        p.end("e");
        p.path("s a e");
    }));
    assert_eq!(code(&case.send(Actor::System, What::Continue)), "MJ4019");
}

#[test]
fn a_large_collection_is_no_circle_and_is_cut_into_steps() {
    let items = 4_000;
    let def = process(|p| {
        p.sub("body", |p| {
            p.node("g", NodeKind::Exclusive);
            p.task("a");
            p.end("ae");
            p.path("body_s g a ae");
        });
        p.multi("body", "[]", "item", None, &[]);
        let at = p.ix("body").index();
        let list = ExprKind::Literal(Value::List(vec![Value::text("item"); items]));
        p.def.nodes[at].multi.as_mut().expect("a multi-instance").list = Expr { kind: list, span: 0..0 };
        p.boundary("t", "body", timer("1 day"), true);
        p.end("e");
        p.path("s body e");
        p.path("t e");
    });
    let mut case = Case::started(def);
    assert!(case.unfinished);
    assert!(case.continue_on() > 10);
    assert_eq!((case.tasks("a").len(), case.incidents().len()), (items, 0));
    case.script("fire t => ended");
}

#[test]
fn a_long_road_of_conditions_needs_few_rounds_of_answers() {
    let def = process(|p| {
        let mut roads = Vec::new();
        for number in 0..20 {
            let (task, gateway, form) = (format!("t{number}"), format!("g{number}"), format!("f{number}"));
            p.task(&task);
            p.form_of(&form, &["x"], &task);
            p.node(&gateway, NodeKind::Exclusive);
            roads.push((task, gateway, form));
        }
        p.end("e");
        p.node("off", NodeKind::EndNone);
        let tasks: Vec<&str> = roads.iter().map(|(task, ..)| task.as_str()).collect();
        p.path(&format!("s {} g0", tasks.join(" ")));
        for number in 0..20 {
            let next = roads.get(number + 1).map_or("e", |(_, gateway, _)| gateway.as_str());
            p.when(&roads[number].1, next, &format!("{}.x = 1", roads[number].2));
            p.otherwise(&roads[number].1, "off");
        }
    });
    let mut case = Case::started(def);
    for number in 0..20 {
        case.complete_with(&format!("t{number}"), map([("x", 1)])).expect("completes");
    }
    assert!(case.has_ended());
    assert!(case.last_trail().ends_with("g19 e"));
}

/// A timer that counts from the start form's date, which may be missing.
fn from_date(p: &mut Build) -> Timer {
    let name = p.def.name_by_id("f").expect("a name");
    let mut timer = after("3 days");
    if let TimerWhen::After { from, .. } = &mut timer.when {
        *from = Some(Path { name, fields: vec!["x".to_owned()] });
    }
    timer
}

#[test]
fn entering_is_taken_back_as_a_whole_when_its_last_part_fails() {
    let def = process(|p| {
        p.form("f", &["x"]);
        p.task("a");
        p.boundary("soon", "a", timer("1 day"), true);
        let trigger = Trigger::Timer(from_date(p));
        p.boundary("late", "a", trigger, true);
        p.end("e");
        p.path("s a e");
        p.path("soon e");
        p.path("late e");
    });
    let mut case = Case::started(def);
    assert_eq!((case.open().as_str(), case.incidents()), ("a!", vec!["MJ4906"]));
    assert!(case.instance.timers.is_empty(), "the timer that was armed before is taken back");
    case.script(
        "retry => a!
         resolve e => ended",
    );
}

#[test]
fn an_event_sub_process_that_cannot_begin_is_stuck_in_place_of_what_it_interrupted() {
    let def = process(|p| {
        p.form("f", &["x"]);
        p.task("a");
        p.end("e");
        p.path("s a e");
        let inner = Trigger::Timer(from_date(p));
        p.on("es", message("stop"), true, |p| {
            p.task("b");
            p.end("be");
            p.path("es_s b be");
            p.on("inner", inner, true, |p| {
                p.end("ie");
                p.path("inner_s ie");
            });
        });
    });
    Case::started(def).script(
        "message stop => es!
         retry => es!
         resolve es => ended",
    );
}

#[test]
fn a_winner_that_cannot_go_on_is_stuck_behind_its_race() {
    let def = process(|p| {
        p.node("w", NodeKind::EventBased);
        p.node("m", NodeKind::CatchMessage(message_ref("paid")));
        p.node("t", NodeKind::CatchTimer(after("1 day")));
        p.set("m", "y", "1 / 0");
        p.end("e");
        p.path("s w m e");
        p.path("w t e");
    });
    let mut case = Case::started(def);
    case.script(
        "message paid => m!
         retry => m!",
    );
    assert!(case.instance.timers.is_empty(), "the race is over");
    case.script("resolve e => ended");
}

//! Timers, messages, boundary events, event sub-processes and acts (BPMN §10.5, §13.5).

use crate::{
    driver::{Case, code, map, zhang},
    support::{Build, after, message, message_ref, process, timer},
};
use mingjing_core::{
    act_is_open,
    command::{Actor, What},
};
use mingjing_expr::{Type, Value};
use mingjing_model::definition::{ActIx, Definition, NameKind, NodeKind, Path, TimerWhen, Trigger};

/// Task `a` with one boundary event `x` that leads to task `b`.
fn guarded(trigger: Trigger, interrupting: bool) -> Definition {
    process(|p| {
        p.tasks("a b");
        p.end("e");
        p.boundary("x", "a", trigger, interrupting);
        p.path("s a e");
        p.path("x b e");
    })
}

#[test]
fn an_intermediate_event_waits_for_its_message_or_its_moment() {
    let def = process(|p| {
        p.node("m", NodeKind::CatchMessage(message_ref("paid")));
        p.node("t", NodeKind::CatchTimer(after("2 days")));
        p.end("e");
        p.path("s m t e");
    });
    Case::new(def).script(
        "start => m
         message paid => t
         fire t => ended",
    );
}

#[test]
fn a_timer_does_not_fire_before_its_time_nor_twice() {
    let def = process(|p| {
        p.node("t", NodeKind::CatchTimer(after("2 days")));
        p.task("a");
        p.end("e");
        p.path("s t a e");
    });
    let mut case = Case::started(def);
    let (timer, occurrence) = (*case.instance.timers.keys().next().expect("armed"), 1);
    assert_eq!(code(&case.send(Actor::System, What::FireTimer { timer, occurrence })), "MJ4010");
    case.script("fire t => a");
    assert_eq!(code(&case.send(Actor::System, What::FireTimer { timer, occurrence })), "MJ4010");
}

#[test]
fn civil_limits_lapse_at_midnight_and_skip_days_off() {
    let def = process(|p| {
        p.node("t", NodeKind::CatchTimer(after("5 workdays")));
        p.end("e");
        p.path("s t e");
    });
    let case = Case::started(def);
    let at = case.instance.timers.values().next().expect("armed").at;
    assert_eq!(at.to_string(), "2026-03-09T16:00:00Z", "24:00 of Monday, 9 March, in Shanghai");
}

#[test]
fn a_timer_counts_from_a_date_in_the_data() {
    let def = process(|p| {
        p.form("f", &[]);
        let name = p.def.name_by_id("f").expect("a name");
        p.def.names[name.index()].ty = Type::record([("on", Type::Date)]);
        p.def.forms[0].fields = vec![mingjing_model::definition::Field {
            id: "on".to_owned(),
            title: crate::support::text("on"),
            kind: mingjing_model::definition::FieldKind::Date,
            required: false,
            personal: false,
            list: None,
        }];
        let mut timer = after("3 days");
        if let TimerWhen::After { from, .. } = &mut timer.when {
            *from = Some(Path { name, fields: vec!["on".to_owned()] });
        }
        p.node("t", NodeKind::CatchTimer(timer));
        p.end("e");
        p.path("s t e");
    });
    let mut case = Case::new(def.clone());
    let start = case.start_command(None, Value::map([("on", Value::text("2026-03-10"))]));
    case.send(zhang(), start).expect("starts");
    assert_eq!(
        case.instance.timers.values().next().expect("armed").at.to_string(),
        "2026-03-13T16:00:00Z",
        "24:00 of 13 March"
    );
    let mut case = Case::started(def);
    assert_eq!((case.open().as_str(), case.incidents()), ("t!", vec!["MJ4906"]), "the date is not given");
    assert_eq!(code(&case.deal(None)), "done");
    case.script("resolve e => ended");
}

#[test]
fn an_interrupting_boundary_event_ends_its_activity() {
    for (trigger, command) in [(timer("2 days"), "fire x"), (message("stop"), "message stop")] {
        let mut case = Case::started(guarded(trigger, true));
        case.script(&format!(
            "{command} => b
             complete b => ended"
        ));
    }
}

#[test]
fn completing_the_activity_disarms_its_boundary_events() {
    for trigger in [timer("2 days"), message("stop")] {
        Case::started(guarded(trigger, true)).script("complete a => ended");
    }
}

#[test]
fn a_non_interrupting_timer_fires_once_and_the_activity_goes_on() {
    let mut case = Case::started(guarded(timer("2 days"), false));
    case.script("fire x => a b");
    assert!(case.instance.timers.is_empty());
    case.script(
        "complete b => a
         complete a => ended",
    );
}

#[test]
fn a_non_interrupting_message_stays_subscribed_while_the_activity_lives() {
    let mut case = Case::started(guarded(message("more"), false));
    case.script(
        "message more => a b
         message more => a b b
         complete a => b b",
    );
    assert!(case.instance.subscriptions.is_empty());
    case.script("complete b b => ended");
}

#[test]
fn the_first_interrupting_timer_removes_the_others_and_re_entry_arms_anew() {
    let def = process(|p| {
        p.node("merge", NodeKind::Exclusive);
        p.tasks("a b");
        p.end("e");
        p.boundary("t1", "a", timer("1 day"), true);
        p.boundary("t2", "a", timer("2 days"), true);
        p.path("s merge a e");
        p.path("t1 merge");
        p.path("t2 b e");
    });
    let mut case = Case::started(def);
    case.script("fire t1 => a");
    assert_eq!(case.instance.timers.len(), 2);
    case.script("fire t2 => b");
    assert!(case.instance.timers.is_empty());
}

#[test]
fn a_path_from_a_non_interrupting_boundary_event_can_join_the_main_path() {
    let def = process(|p| {
        p.tasks("a b");
        p.parallel("join");
        p.end("e");
        p.boundary("t", "a", timer("1 day"), false);
        p.path("s a join e");
        p.path("t b join");
    });
    Case::new(def).script(
        "start => a
         fire t => a b
         complete a => b
         complete b => ended",
    );
}

/// Main task `a`; an event sub-process `es` with task `b`.
fn watched(trigger: Trigger, interrupting: bool) -> Definition {
    process(|p| {
        p.task("a");
        p.end("e");
        p.path("s a e");
        p.on("es", trigger, interrupting, |p| {
            p.task("b");
            p.end("be");
            p.path("es_s b be");
        });
    })
}

#[test]
fn an_interrupting_event_sub_process_ends_the_rest_of_its_scope_first() {
    for (trigger, command) in [(timer("2 days"), "fire es_s"), (message("stop"), "message stop")] {
        let mut case = Case::started(watched(trigger, true));
        case.script(&format!("{command} => b"));
        assert!(case.instance.subscriptions.is_empty() && case.instance.timers.is_empty());
        case.script("complete b => ended");
    }
}

#[test]
fn an_event_sub_process_that_does_not_interrupt_may_be_triggered_again() {
    let mut case = Case::started(watched(message("more"), false));
    case.script(
        "message more => a b
         message more => a b b
         complete b => a b
         complete a => b
         message more => b b
         complete b b => ended",
    );
}

#[test]
fn the_case_ends_when_main_flow_and_event_sub_process_are_done_in_either_order() {
    for order in ["a b", "b a"] {
        let mut case = Case::started(watched(timer("2 days"), false));
        case.script("fire es_s => a b");
        case.complete(order);
        assert!(case.has_ended(), "in order {order}");
    }
}

fn with_act(interrupting: bool) -> Definition {
    process(|p| {
        p.node("before", NodeKind::UserTask).lane =
            Some(mingjing_model::definition::LaneRef::Fixed(mingjing_model::definition::LaneIx(0)));
        p.sub("body", |p| {
            p.task("a");
            p.end("ae");
            p.path("body_s a ae");
            p.act("suspend", interrupting, |p: &mut Build| {
                p.task("b");
                p.end("be");
                p.path("suspend_s b be");
            });
        });
        p.end("e");
        p.path("s before body e");
    })
}

#[test]
fn an_act_is_possible_while_its_scope_lives() {
    let mut case = Case::started(with_act(false));
    assert!(case.instance.subscriptions.is_empty(), "an act is no subscription for the outside");
    assert_eq!(code(&case.act("suspend")), "MJ4012");
    assert!(!act_is_open(&case.def, &case.instance, ActIx(0)));
    case.script("complete before => a");
    assert!(act_is_open(&case.def, &case.instance, ActIx(0)));
    case.script(
        "act suspend => a b
         act suspend => a b b
         complete a b => b",
    );
    case.script("complete b => ended");
}

#[test]
fn an_interrupting_act_is_not_possible_twice() {
    let mut case = Case::started(with_act(true));
    case.script(
        "complete before => a
         act suspend => b",
    );
    assert_eq!(code(&case.act("suspend")), "MJ4012");
    case.script("complete b => ended");
}

#[test]
fn a_message_is_stored_under_the_name_of_its_form() {
    let def = process(|p| {
        p.form("f", &["x"]);
        p.def.nodes[0].form = None;
        let into = p.def.name_by_id("f");
        p.node("m", NodeKind::CatchMessage(mingjing_model::definition::MessageRef { into, ..message_ref("paid") }));
        p.node("g", NodeKind::Exclusive);
        p.tasks("a b");
        p.end("e");
        p.path("s m g");
        p.when("g", "a", "f.x = 7");
        p.otherwise("g", "b");
        p.path("a e");
        p.path("b e");
    });
    assert!(matches!(def.names[0].kind, NameKind::Form(_)));
    let mut case = Case::started(def);
    let subscription = *case.instance.subscriptions.keys().next().expect("open");
    let what = What::CorrelateMessage { subscription, message: "m1".to_owned(), body: map([("x", 7)]), from: None };
    case.send(Actor::System, what.clone()).expect("correlates");
    assert_eq!(case.open(), "a");
    assert_eq!(code(&case.send(Actor::System, what)), "MJ4011", "one message, one subscription");
}

//! Exclusive, parallel and event-based gateways (BPMN §13.4).

use crate::{
    driver::{Case, map},
    support::{after, message_ref, process},
};
use mingjing_model::definition::{Definition, NodeKind};

/// A form on the start event gives `f.x`; the gateway `g` leads to tasks `a`, `b`, `c`.
fn choice(draw: impl FnOnce(&mut crate::support::Build)) -> Definition {
    process(|p| {
        p.form("f", &["x"]);
        let form = p.def.forms.len() - 1;
        assert_eq!(form, 0);
        p.node("g", NodeKind::Exclusive);
        p.tasks("a b c");
        p.end("e");
        p.path("s g");
        p.path("a e");
        p.path("b e");
        p.path("c e");
        draw(p);
    })
}

fn started_with(def: Definition, x: i64) -> Case {
    let mut case = Case::new(def);
    let start = case.start_command(None, map([("x", x)]));
    case.send(crate::driver::zhang(), start).expect("starts");
    case
}

#[test]
fn an_exclusive_gateway_takes_the_first_true_flow_in_document_order() {
    let def = || {
        choice(|p| {
            p.when("g", "a", "f.x > 10");
            p.when("g", "b", "f.x > 1");
            p.otherwise("g", "c");
        })
    };
    for (x, open) in [(11, "a"), (5, "b"), (1, "c")] {
        assert_eq!(started_with(def(), x).open(), open, "x = {x}");
    }
}

#[test]
fn conditions_behind_the_first_true_one_are_not_evaluated() {
    let def = choice(|p| {
        p.when("g", "a", "f.x > 10");
        p.when("g", "b", "1 / 0 > f.x");
        p.otherwise("g", "c");
    });
    assert_eq!(started_with(def.clone(), 11).open(), "a");
    assert_eq!(started_with(def, 1).incidents(), ["MJ4901"]);
}

#[test]
fn without_a_true_flow_and_a_default_the_case_is_stuck_until_an_operator_moves_it() {
    let def = choice(|p| {
        p.when("g", "a", "f.x > 10");
        p.when("g", "b", "f.x > 5");
    });
    let mut case = started_with(def, 1);
    assert_eq!((case.open().as_str(), case.incidents()), ("g!", vec!["MJ4902"]));
    case.script(
        "retry => g!
         resolve b => b
         complete b => ended",
    );
}

#[test]
fn three_tokens_through_a_merge_give_three_tasks() {
    let def = process(|p| {
        p.parallel("split");
        p.node("merge", NodeKind::Exclusive);
        p.task("a");
        p.end("e");
        p.path("s split merge a e");
        p.path("split merge");
        p.path("split merge");
    });
    Case::new(def).script(
        "start => a a a
         complete a => a a
         complete a a => ended",
    );
}

#[test]
fn a_parallel_join_takes_one_token_from_each_flow() {
    let def = process(|p| {
        p.parallel("split join");
        p.tasks("a b c");
        p.end("e");
        p.path("s split a join c e");
        p.path("split b join");
    });
    Case::new(def).script(
        "start => a b
         complete b => a
         complete a => c
         complete c => ended",
    );
}

#[test]
fn an_unbalanced_join_meets_the_third_branch_later() {
    let def = process(|p| {
        p.parallel("split join_two join_all");
        p.tasks("a b c");
        p.end("e");
        p.path("s split a join_two join_all e");
        p.path("split b join_two");
        p.path("split c join_all");
    });
    Case::new(def).script(
        "start => a b c
         complete a c => b
         complete b => ended",
    );
}

#[test]
fn surplus_tokens_stay_at_the_join() {
    let def = process(|p| {
        p.parallel("twice split join");
        p.node("merge", NodeKind::Exclusive);
        p.tasks("a b c");
        p.end("e");
        p.path("s split b join c e");
        p.path("split twice merge a join");
        p.path("twice merge");
    });
    Case::new(def).script(
        "start => a a b
         complete a a => b
         complete b => c
         complete c => join!",
    );
}

#[test]
fn nested_splits_and_joins_close_together() {
    let def = process(|p| {
        p.parallel("outer inner inner_join outer_join");
        p.tasks("a b c d");
        p.end("e");
        p.path("s outer a inner b inner_join outer_join e");
        p.path("inner c inner_join");
        p.path("outer d outer_join");
    });
    Case::new(def).script(
        "start => a d
         complete d => a
         complete a => b c
         complete c b => ended",
    );
}

#[test]
fn several_flows_out_of_a_task_are_all_taken() {
    let def = process(|p| {
        p.tasks("a b c");
        p.end("e1");
        p.end("e2");
        p.path("s a b e1");
        p.path("a c e2");
    });
    Case::new(def).script(
        "start => a
         complete a => b c
         complete b => c
         complete c => ended",
    );
}

#[test]
fn tokens_that_wait_for_ever_at_a_join_are_an_incident() {
    let def = process(|p| {
        p.form("f", &["x"]);
        p.node("g", NodeKind::Exclusive);
        p.parallel("join");
        p.tasks("a b");
        p.end("e");
        p.path("s g");
        p.when("g", "a", "f.x > 1");
        p.otherwise("g", "b");
        p.path("a join e");
        p.path("b join");
    });
    let mut case = started_with(def, 5);
    case.script("complete a => join!");
    assert_eq!(case.incidents(), ["MJ4903"]);
    assert_eq!(crate::driver::code(&case.deal(None)), "MJ4003", "to try it again cannot help");
    case.script("resolve e => ended");
}

#[test]
fn the_winner_behind_an_event_based_gateway_removes_the_others() {
    let def = || {
        process(|p| {
            p.node("w", NodeKind::EventBased);
            p.node("m1", NodeKind::CatchMessage(message_ref("m1")));
            p.node("m2", NodeKind::CatchMessage(message_ref("m2")));
            p.node("t", NodeKind::CatchTimer(after("5 workdays")));
            p.tasks("a b c");
            p.end("e");
            p.path("s w m1 a e");
            p.path("w m2 b e");
            p.path("w t c e");
        })
    };
    for (command, open) in [("message m1", "a"), ("message m2", "b"), ("fire t", "c")] {
        let mut case = Case::started(def());
        assert_eq!((case.instance.subscriptions.len(), case.instance.timers.len()), (2, 1));
        case.script(&format!("{command} => {open}"));
        assert!(case.instance.subscriptions.is_empty() && case.instance.timers.is_empty(), "after `{command}`");
    }
}

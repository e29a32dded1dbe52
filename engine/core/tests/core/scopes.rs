//! Sub-processes, terminate ends and what ends with a scope (BPMN §13.3.4, §13.5.6).

use crate::{
    driver::Case,
    support::{message, process, timer},
};
use mingjing_model::definition::NodeKind;

#[test]
fn a_sub_process_completes_when_no_token_is_left_in_it() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.parallel("split");
            p.tasks("a b");
            p.end("e1");
            p.end("e2");
            p.path("body_s split a e1");
            p.path("split b e2");
        });
        p.task("c");
        p.end("e");
        p.path("s body c e");
    });
    Case::new(def).script(
        "start => a b
         complete a => b
         complete b => c
         complete c => ended",
    );
}

#[test]
fn a_sub_process_left_by_two_flows_to_two_ends_finishes_the_instance() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.task("a");
            p.end("ae");
            p.path("body_s a ae");
        });
        p.end("e1");
        p.end("e2");
        p.path("s body e1");
        p.path("body e2");
    });
    Case::new(def).script(
        "start => a
         complete a => ended",
    );
}

#[test]
fn a_terminate_end_ends_its_own_scope_only() {
    let def = process(|p| {
        p.parallel("split");
        p.sub("body", |p| {
            p.parallel("inner");
            p.tasks("a b");
            p.node("stop", NodeKind::EndTerminate);
            p.end("be");
            p.path("body_s inner a stop");
            p.path("inner b be");
        });
        p.tasks("c after");
        p.end("e1");
        p.end("e2");
        p.path("s split body after e1");
        p.path("split c e2");
    });
    Case::new(def).script(
        "start => a b c
         complete a => after c
         complete after c => ended",
    );
}

#[test]
fn a_terminate_end_of_the_process_ends_everything() {
    let def = process(|p| {
        p.parallel("split");
        p.sub("body", |p| {
            p.task("a");
            p.end("ae");
            p.boundary("t", "a", timer("1 day"), false);
            p.path("body_s a ae");
            p.path("t ae");
        });
        p.task("b");
        p.node("stop", NodeKind::EndTerminate);
        p.end("e");
        p.path("s split body e");
        p.path("split b stop");
        p.on("es", message("more"), false, |p| {
            p.end("ese");
            p.path("es_s ese");
        });
    });
    Case::new(def).script(
        "start => a b
         complete b => terminated",
    );
}

#[test]
fn a_terminate_end_in_an_event_sub_process_ends_just_that() {
    let def = process(|p| {
        p.task("a");
        p.end("e");
        p.path("s a e");
        p.on("es", message("more"), false, |p| {
            p.parallel("split");
            p.tasks("b c");
            p.node("stop", NodeKind::EndTerminate);
            p.end("ce");
            p.path("es_s split b stop");
            p.path("split c ce");
        });
    });
    Case::new(def).script(
        "start => a
         message more => a b c
         complete b => a
         complete a => ended",
    );
}

#[test]
fn interrupting_a_sub_process_ends_all_inside_and_what_hangs_on_it() {
    let def = process(|p| {
        p.sub("outer", |p| {
            p.sub("inner", |p| {
                p.task("a");
                p.end("ae");
                p.boundary("t", "a", timer("1 day"), true);
                p.path("inner_s a ae");
                p.path("t ae");
                p.on("es", message("more"), false, |p| {
                    p.task("b");
                    p.end("be");
                    p.path("es_s b be");
                });
            });
            p.end("oe");
            p.path("outer_s inner oe");
        });
        p.boundary("x", "outer", message("stop"), true);
        p.task("c");
        p.end("e");
        p.path("s outer e");
        p.path("x c e");
    });
    let mut case = Case::started(def);
    case.script(
        "message more => a b
         message stop => c",
    );
    assert!(case.instance.timers.is_empty() && case.instance.subscriptions.is_empty());
}

#[test]
fn nested_boundary_messages_work_in_an_awkward_order() {
    let def = || {
        process(|p| {
            p.sub("outer", |p| {
                p.sub("inner", |p| {
                    p.task("a");
                    p.end("ae");
                    p.path("inner_s a ae");
                });
                p.boundary("soft", "inner", message("soft"), false);
                p.task("b");
                p.end("oe");
                p.path("outer_s inner oe");
                p.path("soft b oe");
            });
            p.boundary("hard", "outer", message("hard"), true);
            p.task("c");
            p.end("e");
            p.path("s outer e");
            p.path("hard c e");
        })
    };
    Case::started(def()).script(
        "message soft => a b
         complete a => b
         message hard => c",
    );
    Case::started(def()).script(
        "message soft => a b
         complete b a => ended",
    );
}

#[test]
fn after_a_branch_destroyed_the_scope_the_other_branch_does_not_move() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.parallel("split");
            p.node("stop", NodeKind::EndTerminate);
            p.task("never");
            p.end("ne");
            p.path("body_s split stop");
            p.path("split never ne");
        });
        p.task("c");
        p.end("e");
        p.path("s body c e");
    });
    let mut case = Case::new(def);
    case.script("start => c");
    assert!(!case.last_trail().contains("never"), "{}", case.last_trail());
}

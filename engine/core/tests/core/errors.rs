//! BPMN errors: nearest handler outward, event sub-process before boundary, exact code before catch-all (§10.5.6).

use crate::{
    driver::Case,
    support::{Build, error, process, throws},
};
use mingjing_model::definition::Definition;

/// A sub-process `body` that throws `boom` behind task `a`; `inside` adds handlers in it, `outside` around it.
fn thrower(inside: impl FnOnce(&mut Build), outside: impl FnOnce(&mut Build)) -> Definition {
    process(|p| {
        p.sub("body", |p| {
            p.parallel("split");
            p.tasks("a other");
            p.node("x", throws("boom"));
            p.end("oe");
            p.path("body_s split a x");
            p.path("split other oe");
            inside(p);
        });
        p.end("e");
        p.path("s body e");
        outside(p);
    })
}

/// A boundary event `id` of `body` that leads to the task `<id>_task`.
fn on_boundary(p: &mut Build, id: &str, code: &str) {
    let task = format!("{id}_task");
    p.boundary(id, "body", error(code), true);
    p.task(&task);
    p.path(&format!("{id} {task} e"));
}

/// An event sub-process `id` with the task `<id>_task`, behind which it may throw again.
fn on_event(p: &mut Build, id: &str, code: &str, rethrow: Option<&str>) {
    p.on(id, error(code), true, |p| {
        let (task, end) = (format!("{id}_task"), format!("{id}_e"));
        p.task(&task);
        match rethrow {
            Some(code) => drop(p.node(&end, throws(code)).id.clone()),
            None => drop(p.end(&end).id.clone()),
        }
        p.path(&format!("{id}_s {task} {end}"));
    });
}

#[test]
fn a_boundary_event_catches_the_error_and_ends_the_activity() {
    let def = thrower(|_| {}, |p| on_boundary(p, "b", "boom"));
    Case::new(def).script(
        "start => a other
         complete a => b_task
         complete b_task => ended",
    );
}

#[test]
fn an_event_sub_process_goes_before_a_boundary_event() {
    let def = thrower(|p| on_event(p, "es", "any", None), |p| on_boundary(p, "b", "boom"));
    Case::new(def).script(
        "start => a other
         complete a => es_task
         complete es_task => ended",
    );
}

#[test]
fn the_exact_code_goes_before_the_catch_all() {
    let def = thrower(
        |_| {},
        |p| {
            on_boundary(p, "all", "any");
            on_boundary(p, "exact", "boom");
        },
    );
    Case::started(def).script("complete a => exact_task");
    let def = thrower(
        |p| {
            on_event(p, "all", "any", None);
            on_event(p, "exact", "boom", None);
        },
        |_| {},
    );
    Case::started(def).script("complete a => exact_task");
}

#[test]
fn another_code_is_not_caught() {
    let def = thrower(|p| on_event(p, "es", "bang", None), |p| on_boundary(p, "b", "bust"));
    let mut case = Case::started(def);
    case.script("complete a => other x!");
    assert_eq!(case.incidents(), ["MJ4904"]);
    case.script(
        "retry => other x!
         resolve x => other
         complete other => ended",
    );
}

#[test]
fn an_error_thrown_by_its_own_handler_is_not_caught_there_again() {
    let def = thrower(|p| on_event(p, "es", "any", Some("boom")), |p| on_boundary(p, "b", "boom"));
    Case::started(def).script(
        "complete a => es_task
         complete es_task => b_task",
    );
}

#[test]
fn an_error_from_an_event_sub_process_in_an_event_sub_process_reaches_the_outer_boundary() {
    let def = thrower(
        |p| {
            p.on("outer", error("boom"), true, |p| {
                p.node("again", throws("bang"));
                p.path("outer_s again");
                on_event(p, "inner", "bang", Some("bust"));
            });
        },
        |p| on_boundary(p, "b", "bust"),
    );
    Case::started(def).script(
        "complete a => inner_task
         complete inner_task => b_task",
    );
}

#[test]
fn an_error_climbs_through_scopes_that_do_not_handle_it() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.sub("inner", |p| {
                p.task("a");
                p.node("x", throws("boom"));
                p.path("inner_s a x");
            });
            p.end("ie");
            p.path("body_s inner ie");
        });
        p.end("e");
        p.path("s body e");
        on_boundary(p, "b", "boom");
    });
    Case::started(def).script("complete a => b_task");
}

#[test]
fn an_error_in_one_of_a_multi_instance_ends_them_all() {
    let mut def = thrower(|_| {}, |p| on_boundary(p, "b", "boom"));
    let body = def.node_by_id("body").expect("a node");
    let multi = process(|p| {
        p.sub("body", |_| {});
        p.multi("body", "[\"1\", \"2\", \"3\"]", "it", None, &[]);
    });
    def.names = multi.names.clone();
    def.nodes[body.index()].multi = multi.nodes[multi.node_by_id("body").expect("a node").index()].multi.clone();
    def.scopes[1].data = mingjing_model::definition::ScopeIx(1);
    Case::started(def).script(
        "complete other => a a a other other
         complete a => b_task",
    );
}

#[test]
fn an_error_of_the_main_flow_starts_the_event_sub_process_of_the_process() {
    let def = process(|p| {
        p.task("a");
        p.node("x", throws("boom"));
        p.path("s a x");
        on_event(p, "es", "boom", None);
    });
    Case::started(def).script(
        "complete a => es_task
         complete es_task => ended",
    );
}

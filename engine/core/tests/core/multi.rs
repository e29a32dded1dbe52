//! Multi-instances of user tasks and sub-processes (BPMN §13.3.7).

use crate::{
    driver::{Case, code, map, zhang},
    support::{Build, message, process, text, timer},
};
use mingjing_core::{command::EnteredDocument, event::Event};
use mingjing_expr::Value;
use mingjing_model::definition::{
    Definition, DocumentIx, Field, FieldKind, NodeDocument, NodeKind, Risk, RiskMode, Titled,
};

const THREE: &str = "[\"甲\", \"乙\", \"丙\"]";

/// Tasks `a`, one an item, each with the form `vote`.
fn votes(list: &str, done: Option<&str>, more: impl FnOnce(&mut Build)) -> Definition {
    process(|p| {
        p.task("a");
        p.form_of("vote", &["yes"], "a");
        p.multi("a", list, "party", done, &[("votes", "vote.yes"), ("parties", "party")]);
        p.task("b");
        p.end("e");
        p.path("s a b e");
        more(p);
    })
}

fn numbers(numbers: &[i64]) -> Value {
    Value::List(numbers.iter().map(|number| Value::from(*number)).collect())
}

#[test]
fn each_item_gets_a_task_and_the_lists_are_collected_in_item_order() {
    let mut case = Case::started(votes(THREE, None, |_| {}));
    assert_eq!(case.open(), "a a a");
    let tasks = case.tasks("a");
    for (task, vote) in [(tasks[2], 3), (tasks[0], 1), (tasks[1], 2)] {
        assert_eq!(case.value("votes"), None, "set when the whole completes");
        case.complete_task(task, map([("yes", vote)])).expect("completes");
    }
    assert_eq!(case.open(), "b");
    assert_eq!(case.value("votes"), Some(numbers(&[1, 2, 3])));
    assert_eq!(case.value("parties"), Some(Value::List(["甲", "乙", "丙"].map(Value::text).to_vec())));
    assert_eq!(case.value("vote"), None, "a form inside belongs to its item");
}

#[test]
fn an_empty_collection_passes_at_once() {
    let mut case = Case::new(votes("[]", None, |_| {}));
    case.script("start => b");
    assert_eq!(case.value("votes"), Some(numbers(&[])));
}

#[test]
fn the_completion_condition_ends_the_rest_and_what_they_gave_counts_not() {
    let mut case = Case::started(votes(THREE, Some("count(votes) >= 2"), |_| {}));
    let tasks = case.tasks("a");
    case.complete_task(tasks[2], map([("yes", 3)])).expect("completes");
    assert_eq!(case.open(), "a a");
    case.complete_task(tasks[1], map([("yes", 2)])).expect("completes");
    assert_eq!(case.open(), "b");
    assert_eq!(case.value("votes"), Some(numbers(&[2, 3])));
    assert_eq!(code(&case.complete_task(tasks[0], map([("yes", 1)]))), "MJ4002");
}

#[test]
fn one_boundary_timer_stands_for_the_whole() {
    let mut case = Case::started(votes(THREE, None, |p| {
        p.boundary("t", "a", timer("2 days"), true);
        p.task("late");
        p.path("t late e");
    }));
    assert_eq!(case.instance.timers.len(), 1);
    case.script(
        "fire t => late
         complete late => ended",
    );
}

#[test]
fn a_boundary_timer_inside_stands_for_each_item() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.task("a");
            p.end("ae");
            p.boundary("t", "a", timer("2 days"), true);
            p.task("late");
            p.path("body_s a ae");
            p.path("t late ae");
        });
        p.multi("body", THREE, "party", None, &[]);
        p.end("e");
        p.path("s body e");
    });
    let mut case = Case::started(def);
    assert_eq!(case.instance.timers.len(), 3);
    case.script(
        "fire t => a a late
         complete a late a => ended",
    );
}

#[test]
fn a_terminate_end_ends_only_its_own_instance() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.parallel("split");
            p.tasks("a b");
            p.node("stop", NodeKind::EndTerminate);
            p.end("be");
            p.path("body_s split a stop");
            p.path("split b be");
        });
        p.multi("body", THREE, "party", None, &[("parties", "party")]);
        p.end("e");
        p.path("s body e");
    });
    let mut case = Case::started(def);
    case.script(
        "complete a a => a b
         complete b => a
         complete a => ended",
    );
    assert_eq!(case.value("parties"), Some(Value::List(["甲", "乙", "丙"].map(Value::text).to_vec())));
}

#[test]
fn each_instance_has_event_sub_processes_of_its_own() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.task("a");
            p.end("ae");
            p.path("body_s a ae");
            p.on("es", message("more"), false, |p| {
                p.task("b");
                p.end("be");
                p.path("es_s b be");
            });
        });
        p.multi("body", THREE, "party", None, &[]);
        p.end("e");
        p.path("s body e");
    });
    let mut case = Case::started(def);
    assert_eq!(case.instance.subscriptions.len(), 3);
    case.script("message more => a a a b");
    let first = case.tasks("a")[0];
    case.complete_task(first, Value::Null).expect("completes");
    assert_eq!(case.instance.subscriptions.len(), 3, "its event sub-process keeps the first instance alive");
    case.script("complete b => a a");
    assert_eq!(case.instance.subscriptions.len(), 2, "gone with its scope");
}

#[test]
fn nested_multi_instances_keep_their_data_apart() {
    let def = process(|p| {
        p.sub("body", |p| {
            p.task("a");
            p.form_of("vote", &["yes"], "a");
            p.multi("a", "[\"1\", \"2\"]", "round", None, &[("votes", "vote.yes")]);
            p.end("ae");
            p.path("body_s a ae");
        });
        p.multi("body", "[\"甲\", \"乙\"]", "party", None, &[("sums", "sum(votes)")]);
        p.end("e");
        p.path("s body e");
    });
    let mut case = Case::started(def);
    for (task, vote) in case.tasks("a").into_iter().zip([1, 2, 10, 20]) {
        case.complete_task(task, map([("yes", vote)])).expect("completes");
    }
    assert!(case.has_ended());
    assert_eq!(case.value("sums"), Some(numbers(&[3, 30])));
}

#[test]
fn an_item_that_cannot_leave_is_stuck_alone() {
    let mut case = Case::started(process(|p| {
        p.task("a");
        p.form_of("vote", &["yes"], "a");
        p.multi("a", "[\"1\", \"2\"]", "party", None, &[("ratios", "1 / vote.yes")]);
        p.end("e");
        p.path("s a e");
    }));
    let tasks = case.tasks("a");
    case.complete_task(tasks[0], map([("yes", 0)])).expect("completes");
    assert_eq!((case.open().as_str(), case.incidents()), ("a a!", vec!["MJ4901"]));
    case.complete_task(tasks[1], map([("yes", 1)])).expect("completes");
    case.script(
        "retry => a!
         resolve a => ended",
    );
    assert_eq!(case.value("ratios"), Some(numbers(&[1])));
}

#[test]
fn personal_data_in_a_list_stands_in_no_event_and_neither_do_the_items_made_of_it() {
    let field = |id: &str, kind, personal| Field {
        id: id.to_owned(),
        title: text(id),
        kind,
        required: false,
        personal,
        list: None,
    };
    let def = process(|p| {
        p.form("filing", &[]);
        let party = vec![field("kind", FieldKind::Text, false), field("address", FieldKind::Text, true)];
        let parties = field("parties", FieldKind::List(Box::new(FieldKind::Record(party))), false);
        p.def.forms[0].fields = vec![parties, field("place", FieldKind::Text, false)];
        p.task("a");
        p.multi("a", "filing.parties", "party", None, &[]);
        p.end("e");
        p.path("s a e");
    });
    let party = |address: &str| Value::map([("kind", "company".into()), ("address", address.into())]);
    let parties = Value::List(["甲路1号", "乙路2号"].map(party).to_vec());
    let submission = Value::map([("parties", parties), ("place", "丙路3号".into())]);
    let mut case = Case::new(def);
    let start = case.start_command(None, submission.clone());
    let events = case.send(zhang(), start).expect("starts");
    let written = serde_json::to_string(&events).expect("JSON");
    assert!(!written.contains("甲路") && !written.contains("乙路"), "{written}");
    assert!(written.contains("丙路"), "what is not personal stays inline");
    assert_eq!(case.value("filing"), Some(submission), "who reads the value gets all of it");
    let items = events.iter().filter_map(Event::stored).skip(1);
    assert_eq!(items.filter(|item| item.personal.is_some()).count(), 2, "each item has a row of its own");
    for task in case.tasks("a") {
        case.complete_task(task, map([])).expect("completes");
    }
    assert!(case.has_ended());
}

/// `a` of each item may make the receipt; `b` of the item and `c` behind all are controlled by it.
fn receipts() -> Definition {
    let mut def = process(|p| {
        p.sub("body", |p| {
            p.tasks("a b");
            p.end("be");
            p.path("body_s a b be");
        });
        p.multi("body", THREE, "party", None, &[]);
        p.task("c");
        p.end("e");
        p.path("s body c e");
    });
    let text = |zh: &str| mingjing_model::definition::Text { zh: zh.to_owned(), en: None };
    let receipt = DocumentIx(0);
    def.documents = vec![Titled { id: "receipt".to_owned(), title: text("回证") }];
    for (id, mode) in [("b", RiskMode::Warn), ("c", RiskMode::Block)] {
        let node = def.node_by_id(id).expect("a node").index();
        def.nodes[node].duty.risk = Some(Risk { point: text("虚假送达"), document: receipt, mode });
    }
    let made = NodeDocument { document: receipt, when: Some(crate::support::expr("party = \"乙\"")) };
    let a = def.node_by_id("a").expect("a node").index();
    def.nodes[a].duty.documents = vec![made];
    def
}

#[test]
fn a_document_of_one_item_is_not_its_neighbours_and_stays_when_the_items_are_over() {
    let mut case = Case::started(receipts());
    for (position, task) in case.tasks("a").into_iter().enumerate() {
        if position == 1 {
            assert_eq!(code(&case.complete_task(task, map([]))), "MJ4121", "due for this item");
            let dated_on = jiff::civil::date(2026, 3, 2);
            case.documents = vec![EnteredDocument { document: "receipt".to_owned(), number: None, dated_on }];
        }
        case.complete_task(task, map([])).expect("completes");
    }
    let mut left = Vec::new();
    for task in case.tasks("b").into_iter().rev() {
        let events = case.complete_task(task, map([])).expect("a risk that warns stops nobody");
        left.push(events.iter().any(|event| matches!(event, Event::RiskLeftUncontrolled { .. })));
    }
    assert_eq!(left, [true, false, true]);
    case.complete("c");
    assert!(case.has_ended());
}

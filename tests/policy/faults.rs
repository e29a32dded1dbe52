//! Faults planted in the filed data: each is found by some run within a bound, as a breach of the law that it breaks. An edit
//! that no longer finds its place fails: then the process has changed, and the edit has to follow.

use crate::{
    days::Days,
    house::House,
    law::names::THRESHOLDS,
    runs::{number, run},
    support::filed::{Filed, departments},
};
use mingjing_model::folder::Folder;
use serde_json::{Value, json};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Runs within which a fault is found where `MJ_RUNS` says nothing.
const RUNS_MAX: u64 = 60;
const THREADS: usize = 2;

/// Seeds that found a fault, tried first: the search begins anew where they no longer do.
const FOUND: &[(&str, u64)] = &[
    ("a review that objects lets the report pass", 7),
    ("the second review passes whatever it says", 29),
    ("nobody is kept apart", 4),
    ("one party is enough to be notified", 7),
    ("one party is enough to be done with", 21),
    ("one officer serves the notice", 1),
    ("investigation needs no recording", 4),
    ("nothing needs reasons", 7),
    ("a handler decides", 4),
    ("a handler terminates", 0),
    ("nobody needs a certificate to investigate", 160),
    ("what is reported counts as notified", 4),
    ("the heads never need to discuss", 4),
    ("nobody has a right to a hearing", 13),
    ("a hearing that is asked for is not held", 22),
    ("the defence lapses after five days", 4),
    ("a refused termination ends the case", 19),
    ("anybody of the role handles the case", 4),
    ("one handler is enough", 4),
    ("a party may be left out of the decision", 2),
    ("a filing is cancelled against the legal review", 9),
    ("a refused transfer lets the case go", 2),
    ("the second review is skipped", 17),
    ("any content is within the notice", 69),
    ("a changed cause or tier changes nothing", 70),
    ("a hearing follows its notice in three days", 151),
    ("a review may be dated before the hearing", 34),
    ("a case that was not filed is reopened for investigation", 247),
    ("a case is closed whatever its parts have come to", 15),
];

const PROCESS: &str = "general_penalty.process.yaml";

/// A fault: the file, the edit, which gives how many places it changed, and the law that is broken.
struct Fault {
    name: &'static str,
    file: &'static str,
    edit: Edit,
    breaks: &'static str,
    /// The nodes where it lies, if few runs get there: those that look for it are after them.
    on: &'static [&'static str],
}

impl Fault {
    const fn on(self, on: &'static [&'static str]) -> Self {
        Self { on, ..self }
    }
}

/// An edit, of the tree of a file or of its text (tables, whose inputs have an order). Both say how many places changed.
enum Edit {
    Tree(fn(&mut Value) -> usize),
    Text(fn(&str) -> (String, usize)),
}

const fn fault(name: &'static str, file: &'static str, edit: fn(&mut Value) -> usize, breaks: &'static str) -> Fault {
    Fault { name, file, edit: Edit::Tree(edit), breaks, on: &[] }
}

const fn table(
    name: &'static str,
    file: &'static str,
    edit: fn(&str) -> (String, usize),
    breaks: &'static str,
) -> Fault {
    Fault { name, file, edit: Edit::Text(edit), breaks, on: &[] }
}

const FAULTS: &[Fault] = &[
    fault(
        "a review that objects lets the report pass",
        PROCESS,
        |file| when(file, "review", "investigate", "false"),
        "reviewed",
    )
    .on(&["decide"]),
    fault(
        "the second review is skipped",
        PROCESS,
        |file| when(file, "hearing", "legal_review_2", "false"),
        "reviewed after the hearing",
    )
    .on(&["hearing_write", "decide"]),
    fault(
        "the second review passes whatever it says",
        PROCESS,
        |file| when(file, "legal_review_2", "collective_rule", "true"),
        "reviewed",
    )
    .on(&["hearing_write", "legal_review_2", "decide"]),
    fault("nobody is kept apart", PROCESS, |file| drop_key(file, "separate"), "apart"),
    fault(
        "one party is enough to be notified",
        PROCESS,
        |file| at(file, "notice_parties", |node| set(&mut node["for_each"], "done", json!("true"))),
        "notified",
    ),
    fault(
        "one party is enough to be done with",
        PROCESS,
        |file| when(file, "part_counted", "part_awaited", "false"),
        "closed when all is done",
    ),
    fault(
        "one officer serves the notice",
        "forms/notice.form.yaml",
        |file| set(&mut file["act"], "people", json!(1)),
        "two certified officers",
    ),
    fault(
        "nobody needs a certificate to investigate",
        "forms/investigation.form.yaml",
        |file| drop_key(&mut file["act"], "certified"),
        "two certified officers",
    ),
    fault(
        "investigation needs no recording",
        "forms/investigation.form.yaml",
        |file| drop_key(&mut file["act"], "recording"),
        "recorded",
    ),
    fault("nothing needs reasons", PROCESS, drop_explain, "explained"),
    table(
        "a handler decides",
        "tables/approval_authority.table.yaml",
        |file| answer(file, "decide", "handler"),
        "decided by heads",
    ),
    table(
        "a handler terminates",
        "tables/approval_authority.table.yaml",
        |file| answer(file, "terminate", "handler"),
        "decided by heads",
    )
    .on(&["terminate"]),
    fault(
        "any content is within the notice",
        PROCESS,
        |file| at(file, "decide", |node| set(&mut node["set"], "within_notice", json!("true"))),
        "not heavier",
    )
    .on(&["decide"]),
    fault(
        "what is reported counts as notified",
        PROCESS,
        |file| at(file, "investigation_report", |node| set(&mut node["set"], "noticed", json!("true"))),
        "notified",
    ),
    table(
        "the heads never need to discuss",
        "tables/need_collective.table.yaml",
        |file| all(file, "then: [\"true\"]", "then: [\"false\"]"),
        "discussed",
    ),
    table(
        "nobody has a right to a hearing",
        "tables/need_hearing.table.yaml",
        |file| all(file, "then: [\"true\"]", "then: [\"false\"]"),
        "hearing offered",
    ),
    fault(
        "a hearing that is asked for is not held",
        PROCESS,
        |file| when(file, "notice_parties", "hearing", "false"),
        "hearing held",
    )
    .on(&["hearing_request", "decide"]),
    fault(
        "the defence lapses after five days",
        PROCESS,
        |file| at(file, "hear_defense", |node| shorten(node, "5 days")),
        "defence",
    ),
    fault(
        "a hearing follows its notice in three days",
        PROCESS,
        |file| {
            at(file, "hearing_wait", |node| set(&mut node["to"][0]["timer"], "limit", json!("3 days")))
                + when(file, "hearing_notice", "hearing_notice", "false")
                + when(file, "hearing_hold", "hearing_hold", "false")
        },
        "hearing held",
    ),
    fault(
        "a refused termination ends the case",
        PROCESS,
        |file| when(file, "terminate", "terminated", "true"),
        "exits approved",
    )
    .on(&["terminate"]),
    fault(
        "anybody of the role handles the case",
        PROCESS,
        |file| drop_key(&mut file["lanes"]["handler"], "team"),
        "of the lane",
    ),
    fault(
        "one handler is enough",
        "forms/filing.form.yaml",
        |file| set(&mut file["fields"]["handlers"], "min_items", json!(1)),
        "filed first",
    ),
    fault(
        "a party may be left out of the decision",
        PROCESS,
        |file| {
            at(file, "decide", |node| {
                set(&mut node["set"], "all_parties", json!("true"))
                    + set(&mut node["set"], "within_notice", json!("true"))
            })
        },
        "every party decided",
    )
    .on(&["decide"]),
    fault(
        "a filing is cancelled against the legal review",
        PROCESS,
        |file| when(file, "review_cancellation", "decide_cancellation", "true"),
        "exits approved",
    )
    .on(&["decide_cancellation"]),
    fault(
        "a refused transfer lets the case go",
        PROCESS,
        |file| when(file, "decide_case_transfer", "transfer_approved", "true"),
        "exits approved",
    )
    .on(&["decide_case_transfer"]),
    fault(
        "a changed cause or tier changes nothing",
        PROCESS,
        |file| {
            at(file, "cause_changed", |node| drop_key(node, "set"))
                + at(file, "tier_changed", |node| drop_key(node, "set"))
        },
        "not stale",
    )
    .on(&["investigation_report", "decide_change_cause", "decide"]),
    fault(
        "a review may be dated before the hearing",
        PROCESS,
        |file| when(file, "legal_review_2", "collective_rule", "legal_review_2.opinion = \"passed\""),
        "reviewed after the hearing",
    )
    .on(&["hearing_write", "legal_review_2", "decide"]),
    fault(
        "a case that was not filed is reopened for investigation",
        PROCESS,
        |file| {
            when(file, "resume", "filing_decision", "resume_at = \"filing_decision\"")
                + at(file, "reopened_case", |node| set(&mut node["set"], "case_filed", json!("true")))
        },
        "filed first",
    )
    .on(&["investigate"]),
    fault(
        "a case is closed whatever its parts have come to",
        PROCESS,
        |file| when(file, "part_counted", "part_awaited", "false"),
        "closed when all is done",
    )
    .on(&["close_request", "close"]),
];

// --- edits ------------------------------------------------------------------------------------------------------------

/// Sets a key of a record; nothing where there is no record.
fn set(record: &mut Value, key: &str, value: Value) -> usize {
    let known = record.as_object_mut().filter(|record| record.get(key) != Some(&value));
    known.map_or(0, |record| {
        record.insert(key.to_owned(), value);
        1
    })
}

fn drop_key(record: &mut Value, key: &str) -> usize {
    record.as_object_mut().map_or(0, |record| usize::from(record.remove(key).is_some()))
}

/// Edits the node with this id, wherever it stands.
fn at(value: &mut Value, node: &str, edit: impl Fn(&mut Value) -> usize + Copy) -> usize {
    let mut edited = 0;
    if let Some(found) = value.get_mut("nodes").and_then(|nodes| nodes.get_mut(node)) {
        edited += edit(found);
    }
    for inner in
        value.as_object_mut().into_iter().flat_map(|record| record.values_mut()).filter(|inner| inner.is_object())
    {
        edited += at(inner, node, edit);
    }
    edited
}

/// Changes the condition of the flows of a choice to a target.
fn when(file: &mut Value, node: &str, target: &str, condition: &str) -> usize {
    at(file, node, |node| {
        let flows = node["to"].as_array_mut().into_iter().flatten().filter(|flow| flow["to"] == target);
        flows.map(|flow| set(flow, "when", json!(condition))).sum()
    })
}

fn drop_explain(value: &mut Value) -> usize {
    let own = drop_key(value, "explain");
    let inner = match value {
        Value::Object(record) => record.values_mut().map(drop_explain).sum(),
        Value::Array(items) => items.iter_mut().map(drop_explain).sum(),
        _ => 0,
    };
    own + inner
}

/// Makes a table answer a lane for an act.
fn answer(table: &str, act: &str, lane: &str) -> (String, usize) {
    let (table, known) = all(table, "lane: {choice: [", &format!("lane: {{choice: [{lane}, "));
    let asked = format!("['\"{act}\"'");
    let changed = |line: &str| match line.split_once("then:") {
        Some((when, _)) if when.contains(&asked) => (format!("{when}then: ['\"{lane}\"']}}"), known),
        _ => (line.to_owned(), 0),
    };
    let lines: Vec<_> = table.lines().map(changed).collect();
    let text: Vec<_> = lines.iter().map(|(line, _)| line.as_str()).collect();
    (text.join("\n"), lines.iter().map(|(_, count)| count).sum())
}

fn all(text: &str, old: &str, new: &str) -> (String, usize) {
    (text.replace(old, new), text.matches(old).count())
}

fn shorten(node: &mut Value, limit: &str) -> usize {
    let timers = node["on"].as_array_mut().into_iter().flatten().filter(|on| on["timer"].is_object());
    timers.map(|on| set(&mut on["timer"], "limit", json!(limit))).sum()
}

// --- finding ----------------------------------------------------------------------------------------------------------

/// The department with the fault in its own file, or in that of the standard where it has none.
fn planted(filed: &Filed, fault: &Fault) -> Filed {
    let mut filed = filed.clone();
    let mut places = 0;
    for folder in [&mut filed.standard, &mut filed.own] {
        places += edit(folder, fault);
    }
    assert!(places > 0, "`{}` finds nothing to change in {}: the filed data has changed", fault.name, fault.file);
    filed
}

fn edit(folder: &mut Folder, fault: &Fault) -> usize {
    let Some(text) = folder.files.get_mut(fault.file) else { return 0 };
    let (changed, places) = match fault.edit {
        Edit::Text(edit) => edit(text),
        Edit::Tree(edit) => {
            let mut file: Value = serde_yaml::from_str(text).unwrap();
            let places = edit(&mut file);
            (file.to_string(), places)
        }
    };
    if places > 0 {
        *text = changed;
    }
    places
}

/// The first seed that breaks the fault's law; else what was found instead.
fn found(filed: &Filed, fault: &Fault) -> Result<u64, String> {
    let house = House::open(&planted(filed, fault)).unwrap_or_else(|errors| panic!("{}: {errors}", fault.name));
    let days = Days::of(&house.bundle);
    let mut others = Vec::new();
    let first = FOUND.iter().filter(|(name, _)| *name == fault.name).map(|(_, seed)| *seed);
    let runs = number("MJ_RUNS").unwrap_or(RUNS_MAX);
    for seed in first.chain(0..runs) {
        let breaches = run(&house, &days, seed, false, fault.on).breaches;
        if breaches.iter().any(|(law, _)| *law == fault.breaks) {
            return Ok(seed);
        }
        others.extend(breaches);
    }
    Err(format!("`{}`: `{}` holds in {runs} runs; broken: {others:?}", fault.name, fault.breaks))
}

#[test]
fn slow_every_planted_fault_is_found() {
    let (known, _, _) = THRESHOLDS[0];
    let departments = departments();
    let filed = departments.iter().find(|filed| filed.own.name() == known).expect("the department is gone");
    let (next, only) = (AtomicUsize::new(0), std::env::var("MJ_FAULT").ok());
    let work = || {
        let mut missed = Vec::new();
        while let Some(fault) = FAULTS.get(next.fetch_add(1, Ordering::Relaxed)) {
            if only.as_ref().is_some_and(|only| !fault.name.contains(only.as_str())) {
                continue;
            }
            match found(filed, fault) {
                Ok(seed) => println!("{}: broken by seed {seed}", fault.name),
                Err(why) => missed.push(why),
            }
        }
        missed
    };
    let missed: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

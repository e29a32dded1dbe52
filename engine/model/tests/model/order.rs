//! `order:`: which ways to a milestone go around what must come before it.

use mingjing_model::{Diagnostics, Sources, process, yaml};

use crate::fixture::{compile, parts};

const HEAD: &str = "\
process: p
version: 1
title: 示例
calendar: cn
lanes: {officer: {title: 承办人}, leader: {title: 负责人}}
";
const RULE: &str = "order: [{before: {milestone: decided}, pass: [review, hearing]}]\n";
const REVIEW: &str = "review: {user_task: 审核, lane: leader, to: ";
const DECIDE: &str = "  decide: {user_task: 决定, lane: leader, milestone: decided, to: e}\n  e: {end: 结束}\n";

/// The way around that is reported for these nodes; `-` where there is none.
fn around(nodes: &str) -> String {
    let compiled = compile("order.yaml", &format!("{HEAD}{RULE}begin: s\nnodes:\n{nodes}{DECIDE}"));
    let found: Vec<_> = compiled.found.iter().filter(|found| found.code.starts_with("MJ133")).collect();
    assert_eq!(found.len(), compiled.found.len(), "{:?}", compiled.codes());
    found.first().map_or("-".to_owned(), |found| found.params["path"].clone())
}

#[test]
fn every_way_from_the_begin_is_followed() {
    let none = "-";
    for (what, nodes, expected) in [
        (
            "a straight road",
            format!(
                "  s: {{start: 始, to: review}}\n  {REVIEW}hearing}}\n  hearing: {{user_task: 听证, lane: leader, to: decide}}\n"
            ),
            none,
        ),
        (
            "one of several is enough",
            format!(
                "  s: {{start: 始, lane: officer, form: clue, to: g}}\n  g: {{exclusive: 择, to: [{{when: 'clue.amount > 1', to: review}}, {{else: hearing}}]}}\n  {REVIEW}decide}}\n  hearing: {{user_task: 听证, lane: leader, to: decide}}\n"
            ),
            none,
        ),
        (
            "a branch past it",
            format!(
                "  s: {{start: 始, lane: officer, form: clue, to: g}}\n  g: {{exclusive: 择, to: [{{when: 'clue.amount > 1', to: review}}, {{else: decide}}]}}\n  {REVIEW}hearing}}\n  hearing: {{user_task: 听证, lane: leader, to: decide}}\n"
            ),
            "s → g → decide",
        ),
        (
            "a branch beside it that is joined",
            format!(
                "  s: {{start: 始, to: fork}}\n  fork: {{parallel: 分, to: [ask, review]}}\n  ask: {{user_task: 问, lane: officer, to: join}}\n  {REVIEW}hearing}}\n  hearing: {{user_task: 听证, lane: leader, to: join}}\n  join: {{parallel: 合, to: decide}}\n"
            ),
            none,
        ),
        (
            "inside a sub-process",
            format!(
                "  s: {{start: 始, to: sub}}\n  sub:\n    subprocess: 办\n    begin: review\n    to: hearing\n    nodes:\n      {REVIEW}f}}\n      f: {{end: 完}}\n  hearing: {{user_task: 听证, lane: leader, to: decide}}\n"
            ),
            none,
        ),
        (
            "an error before it",
            format!(
                "  s: {{start: 始, to: sub}}\n  sub:\n    subprocess: 办\n    begin: look\n    to: decide\n    on: [{{error: lapsed, to: decide, id: caught}}]\n    nodes:\n      look: {{user_task: 查, lane: officer, form: clue, to: [{{when: 'clue.amount > 1', to: review}}, {{else: late}}]}}\n      {REVIEW}hearing}}\n      hearing: {{user_task: 听证, lane: leader, to: f}}\n      f: {{end: 完}}\n      late: {{end: 逾, error: lapsed}}\n"
            ),
            "s → sub → sub_start → look → look_choice → late → caught → decide",
        ),
        (
            "an error behind it",
            format!(
                "  s: {{start: 始, to: sub}}\n  sub:\n    subprocess: 办\n    begin: review\n    to: hearing\n    on: [{{error: lapsed, to: decide}}]\n    nodes:\n      {REVIEW}late}}\n      late: {{end: 逾, error: lapsed}}\n  hearing: {{user_task: 听证, lane: leader, to: decide}}\n"
            ),
            none,
        ),
        (
            "its own time-out",
            "  s: {start: 始, to: review}\n  review: {user_task: 审核, lane: leader, on: [{timer: 5 days, to: decide, id: late}], to: hearing}\n  hearing: {user_task: 听证, lane: leader, to: decide}\n".to_owned(),
            "s → review → late → decide",
        ),
        (
            "an event that interrupts",
            format!(
                "  s: {{start: 始, to: sub}}\n  sub:\n    subprocess: 办\n    begin: review\n    to: decide\n    nodes:\n      {REVIEW}hearing}}\n      hearing: {{user_task: 听证, lane: leader, to: f}}\n      f: {{end: 完}}\n    events:\n      hurry:\n        title: 急\n        start: {{timer: 5 days}}\n        begin: g\n        nodes:\n          g: {{end: 止}}\n"
            ),
            "s → sub → hurry_start → g → sub → decide",
        ),
    ] {
        assert_eq!(around(&nodes), expected, "{what}");
    }
}

#[test]
fn a_rule_names_what_is_there() {
    for (rule, expected) in [
        ("{before: {milestone: decided}, pass: [a]}", vec!["MJ1201", "MJ1207"]),
        ("{before: {milestone: seen}, pass: [s]}", vec![]),
        ("{before: {milestone: seen}, pass: []}", vec!["MJ1111"]),
        ("{before: {milestone: seen}}", vec!["MJ1102"]),
    ] {
        let nodes = "begin: s\nnodes:\n  s: {start: 始, milestone: seen, to: e}\n  e: {end: 完}\n";
        let mut codes = compile("rule.yaml", &format!("{HEAD}order: [{rule}]\n{nodes}")).codes();
        codes.sort_unstable();
        assert_eq!(codes, expected, "{rule}");
    }
}

#[test]
fn a_department_adds_rules_and_keeps_those_of_the_standard() {
    let base = format!(
        "{HEAD}order: [{{before: {{milestone: decided}}, pass: [review]}}]\nbegin: s\nnodes:\n  s: {{start: 始, to: review}}\n  {REVIEW}decide}}\n{DECIDE}"
    );
    for (over, expected) in [
        ("order: [{before: {milestone: decided}, pass: [s]}]\n", 0),
        ("order: [{before: {milestone: decided}, pass: [e]}]\n", 1),
        (
            "order: []\nnodes: {s: {lane: officer, form: clue, to: [{when: 'clue.amount > 1', to: review}, {else: decide}]}}\n",
            1,
        ),
    ] {
        let (mut sources, mut report) = (Sources::new(), Diagnostics::new());
        let below = sources.add("base.yaml", &base);
        let below = yaml::parse(below, &base, &mut report).unwrap();
        let text = format!("process: p\n{over}");
        let file = sources.add("over.yaml", &text);
        let over = yaml::parse(file, &text, &mut report).unwrap();
        let merged = process::overlay(below, over, &mut report);
        process::compile(&merged, &process::Roots::new(), &parts(), &mut report);
        assert_eq!(report.into_sorted().len(), expected, "{text}");
    }
}

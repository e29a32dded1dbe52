//! Large and hostile processes: every check ends, and what it says stays bounded.

use std::fmt::Write as _;

use mingjing_model::Lang;

use crate::fixture::compile;

const HEAD: &str =
    "process: p\nversion: 1\ntitle: 大\ncalendar: cn\nlanes: {officer: {title: 承办人}}\nbegin: n0\nnodes:\n";

/// A chain of this many nodes, each written by `node`, and its end.
fn chain(length: usize, node: impl Fn(usize) -> String) -> String {
    let mut text = HEAD.to_owned();
    for number in 0..length {
        writeln!(text, "  n{number}: {}", node(number)).unwrap();
    }
    writeln!(text, "  n{length}: {{end: 完}}").unwrap();
    text
}

#[test]
fn a_process_of_thousands_of_nodes_compiles() {
    let text = chain(4_900, |number| format!("{{user_task: 步, lane: officer, to: n{}}}", number + 1));
    let compiled = compile("big.yaml", &text);
    assert_eq!(compiled.codes(), Vec::<&str>::new());
    assert_eq!(compiled.definition.unwrap().nodes.len(), 4_902);
}

#[test]
fn a_long_chain_and_a_long_cycle_of_gateways_are_walked_without_recursion() {
    let text = chain(6_000, |number| format!("{{exclusive: 步, to: n{}}}", number + 1));
    assert_eq!(compile("chain.yaml", &text).codes(), Vec::<&str>::new());
    let text = chain(6_000, |number| match number {
        5_999 => "{exclusive: 步, to: [{when: 'true', to: n0}, {else: n6000}]}".to_owned(),
        _ => format!("{{exclusive: 步, to: n{}}}", number + 1),
    });
    let compiled = compile("cycle.yaml", &text);
    assert_eq!(compiled.codes(), ["MJ1315"]);
    assert!(compiled.rendered(Lang::En).len() < 2_000);
}

#[test]
fn thousands_of_errors_are_reported_up_to_the_bound() {
    let text = chain(4_900, |number| format!("{{user_task: 步, lane: officer, to: m{number}}}"));
    let compiled = compile("wrong.yaml", &text);
    assert_eq!(compiled.found.len(), mingjing_model::diagnostic::DIAGNOSTICS_MAX);
    assert!(!compiled.rendered(Lang::Zh).is_empty());
}

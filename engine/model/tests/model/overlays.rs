//! A department's process over the standard's.

use mingjing_model::{Diagnostics, Severity, Sources, process, yaml};

use crate::fixture::parts;

const BASE: &str = "\
process: p
version: 1
title: 标准
calendar: cn
lanes: {officer: {title: 承办人}, leader: {title: 负责人}}
begin: s
nodes:
  s: {start: 开始, to: a}
  a: {user_task: 甲, lane: officer, limit: 10 days, final: true, to: b}
  b: {user_task: 乙, lane: officer, to: c}
  c:
    subprocess: 丙
    begin: d
    nodes:
      d: {user_task: 丁, lane: officer, final: true, to: f}
      f: {end: 完}
      g: {user_task: 戊, lane: officer, to: f}
    to: e
  e: {end: 结束}
";

/// The codes that an overlay gives, and the ids of the nodes that result.
fn overlaid(over: &str) -> (Vec<&'static str>, Vec<String>) {
    let mut sources = Sources::new();
    let mut report = Diagnostics::new();
    let base = sources.add("base.yaml", BASE);
    let base = yaml::parse(base, BASE, &mut report).unwrap();
    let file = sources.add("over.yaml", over);
    let over = yaml::parse(file, over, &mut report).unwrap();
    let merged = process::overlay(base, over, &mut report);
    let definition = process::compile(&merged, &process::Roots::new(), &parts(), &mut report);
    let nodes = definition.into_iter().flat_map(|definition| definition.nodes.into_iter().map(|node| node.id));
    let nodes = nodes.collect();
    let found = report.into_sorted();
    assert!(found.iter().all(|diagnostic| diagnostic.severity == Severity::Error));
    (found.iter().map(|diagnostic| diagnostic.code).collect(), nodes)
}

#[test]
fn an_overlay_changes_adds_and_removes_nodes_at_any_depth() {
    let (codes, nodes) = overlaid(
        "extends: _standard/p\ntitle: 部门\nremove: {nodes: [g]}\nnodes:\n  b: {to: h}\n  h: {user_task: 己, lane: leader, to: c}\n",
    );
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(nodes, ["s", "a", "b", "c", "c_start", "d", "f", "e", "h"]);
}

#[test]
fn what_is_final_may_only_get_a_shorter_limit() {
    let rest = "remove: {nodes: [g]}\n";
    for (change, expected) in [
        ("a: {limit: 5 days}", vec![]),
        ("a: {limit: 10 days, note: 说明}", vec![]),
        ("a: {limit: 11 days}", vec!["MJ1220"]),
        ("a: {limit: 5 workdays}", vec!["MJ1220"]),
        ("a: {lane: leader}", vec!["MJ1220"]),
        ("c: {nodes: {d: {lane: leader}}}", vec!["MJ1220"]),
        ("c: {nodes: {d: {limit: 3 days}}}", vec![]),
    ] {
        let (codes, _) = overlaid(&format!("{rest}nodes:\n  {change}\n"));
        assert_eq!(codes, expected, "{change}");
    }
}

#[test]
fn removing_what_is_final_or_not_there_is_an_error() {
    let (codes, _) = overlaid("remove: {nodes: [g, d, z]}\n");
    assert!(codes.contains(&"MJ1219") && codes.contains(&"MJ1220"), "{codes:?}");
}

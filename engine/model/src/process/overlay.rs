//! A department's process over the one of the standard: `remove:`, `final:`, then the merge of the trees.

use std::collections::BTreeSet;

use mingjing_clock::Limit;

use crate::diagnostic::{Diagnostics, Label};
use crate::messages::code;
use crate::source::Span;
use crate::yaml::{self, Fields, Key, Kind, Node};

/// What an overlay may take away; `nodes` also means event sub-processes, at any depth.
const REMOVABLE: [&str; 9] = ["nodes", "clocks", "pauses", "lanes", "acts", "stages", "posts", "numbers", "data"];

/// The process that results from an overlay. Nodes that the base holds `final` may only get a shorter limit.
pub fn overlay(base: Node, over: Node, report: &mut Diagnostics) -> Node {
    let mut base = base;
    let mut over = over;
    check_finals(&base, &over, report);
    if let Some(remove) = take(&mut over, "remove") {
        remove_all(&mut base, &remove, report);
    }
    keep_order(&base, &mut over);
    yaml::merge(base, over)
}

/// A department may add rules of order to those of the standard, never drop one.
fn keep_order(base: &Node, over: &mut Node) {
    let Kind::Map(entries) = &mut over.kind else { return };
    let own = entries.iter_mut().find(|(key, _)| key.text == "order");
    if let (Some((_, Node { kind: Kind::Seq(own), .. })), Some(rules)) = (own, base.get("order").and_then(Node::as_seq))
    {
        own.splice(0..0, rules.iter().cloned());
    }
}

fn take(node: &mut Node, key: &str) -> Option<Node> {
    let Kind::Map(entries) = &mut node.kind else {
        return None;
    };
    let position = entries.iter().position(|(name, _)| name.text == key)?;
    Some(entries.remove(position).1)
}

fn remove_all(base: &mut Node, remove: &Node, report: &mut Diagnostics) {
    let Some(fields) = Fields::read(remove, &REMOVABLE, report) else {
        return;
    };
    for (part, ids) in fields.entries().iter().filter(|(part, _)| REMOVABLE.contains(&part.text.as_str())) {
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        for id in ids.seq(report).unwrap_or_default() {
            wanted.extend(id.text(report));
        }
        let mut removed = Vec::new();
        if part.text == "nodes" {
            remove_nodes(base, &wanted, &mut removed);
        } else if let Kind::Map(entries) = &mut base.kind {
            let place = entries.iter_mut().find(|(key, _)| key.text == part.text);
            if let Some((_, Node { kind: Kind::Map(entries), .. })) = place {
                remove_entries(entries, &wanted, &mut removed);
            }
        }
        for id in ids.as_seq().unwrap_or_default() {
            let Some(text) = id.as_text() else { continue };
            match removed.iter().find(|(key, _)| key.text == text) {
                Some((key, node)) if is_final(node) => {
                    final_changed(text, id.span, key.span, report);
                }
                Some(_) => {}
                None => {
                    report.error(code::NOTHING_TO_REMOVE, id.span).with("id", text);
                }
            }
        }
    }
}

/// Removes nodes and event sub-processes of these ids, in every scope.
fn remove_nodes(scope: &mut Node, wanted: &BTreeSet<&str>, removed: &mut Vec<(Key, Node)>) {
    let Kind::Map(entries) = &mut scope.kind else {
        return;
    };
    for (_, body) in entries.iter_mut().filter(|(key, _)| is_body(&key.text)) {
        let Kind::Map(nodes) = &mut body.kind else {
            continue;
        };
        remove_entries(nodes, wanted, removed);
        for (_, node) in nodes {
            remove_nodes(node, wanted, removed);
        }
    }
}

fn remove_entries(entries: &mut Vec<(Key, Node)>, wanted: &BTreeSet<&str>, removed: &mut Vec<(Key, Node)>) {
    let all = std::mem::take(entries);
    for (key, node) in all {
        let target = if wanted.contains(key.text.as_str()) { &mut *removed } else { &mut *entries };
        target.push((key, node));
    }
}

/// Compares the nodes that both files name, scope by scope.
fn check_finals(base: &Node, over: &Node, report: &mut Diagnostics) {
    for body in ["nodes", "events"] {
        let (Some(below), Some(above)) = (base.get(body), over.get(body).and_then(Node::as_map)) else {
            continue;
        };
        for (key, above) in above {
            let Some(below) = below.get(&key.text) else {
                continue;
            };
            if is_final(below) {
                check_final(key, below, above, report);
            } else {
                check_finals(below, above, report);
            }
        }
    }
}

fn check_final(key: &Key, base: &Node, over: &Node, report: &mut Diagnostics) {
    for (changed, value) in over.as_map().unwrap_or_default() {
        let allowed = match changed.text.as_str() {
            "note" => true,
            "limit" => is_tighter(value, base.get("limit")),
            _ => false,
        };
        if !allowed {
            final_changed(&key.text, changed.span, base.head(), report);
        }
    }
}

/// Whether a limit is at most the one below it; a limit that cannot be read is reported elsewhere.
fn is_tighter(over: &Node, base: Option<&Node>) -> bool {
    match (limit_of(over), base.and_then(limit_of)) {
        (Some(over), Some(base)) => over.unit == base.unit && over.n <= base.n,
        (Some(_) | None, None) | (None, Some(_)) => true,
    }
}

/// The length of a limit, be it the department's own or the law's.
fn limit_of(node: &Node) -> Option<Limit> {
    let law = ["statutory", "promised", "right", "window"].iter().find_map(|kind| node.get(kind));
    law.unwrap_or(node).as_text()?.parse().ok()
}

fn final_changed(id: &str, at: Span, base: Span, report: &mut Diagnostics) {
    report.error(code::FINAL_CHANGED, at).with("id", id).related(base, Label::DeclaredHere);
}

fn is_final(node: &Node) -> bool {
    node.get("final").and_then(Node::as_text) == Some("true")
}

fn is_body(key: &str) -> bool {
    matches!(key, "nodes" | "events")
}

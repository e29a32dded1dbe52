//! A good file lowers to the expected structure, and the structure survives its stored form.

use std::fmt::Write as _;

use mingjing_model::Lang;
use mingjing_model::definition::{Definition, NodeKind};
use proptest::prelude::*;

use crate::fixture::{Compiled, compile};

const GOOD: &str = include_str!("../good/penalty.process.yaml");

fn good() -> Definition {
    let compiled = compile("penalty.process.yaml", GOOD);
    assert!(compiled.found.is_empty(), "{}", compiled.rendered(Lang::Zh));
    compiled.definition.unwrap()
}

#[test]
fn a_good_file_lowers_to_numbered_scopes_nodes_and_flows() {
    insta::assert_snapshot!("penalty", outline(&good()));
}

#[test]
fn everything_of_a_good_file_is_in_its_definition() {
    insta::assert_debug_snapshot!("penalty_definition", good());
}

#[test]
fn a_definition_survives_its_stored_form() {
    let definition = good();
    let json = serde_json::to_string(&definition).unwrap();
    let back: Definition = serde_json::from_str(&json).unwrap();
    assert_eq!(back, definition);
    assert_eq!(serde_json::to_string(&back).unwrap(), json);
    assert_eq!(definition.format, Definition::FORMAT);
}

#[test]
fn numbers_of_nodes_and_flows_agree_at_both_ends() {
    let definition = good();
    for (position, node) in definition.nodes.iter().enumerate() {
        for flow in &node.outgoing {
            assert_eq!(definition.flow(*flow).from.index(), position);
        }
        for flow in &node.incoming {
            assert_eq!(definition.flow(*flow).to.index(), position);
        }
        for boundary in &node.boundaries {
            let NodeKind::Boundary { host, .. } = &definition.node(*boundary).kind else { panic!("no boundary") };
            assert_eq!(host.index(), position);
        }
    }
}

#[test]
fn a_scope_that_begins_with_a_task_gets_a_start_event() {
    let lines = GOOD.lines().filter(|line| !line.starts_with("  register: "));
    let text = lines.collect::<Vec<_>>().join("\n").replace("begin: register", "begin: check");
    let compiled = compile("x.yaml", &text);
    // Without the start form nothing submits `clue`.
    assert!(compiled.codes().iter().all(|code| *code == "MJ2101" || *code == "MJ1204"), "{:?}", compiled.codes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_files_never_panic(edits in prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize, any::<prop::sample::Index>()), 1..6)) {
        let mut lines: Vec<String> = GOOD.lines().map(str::to_owned).collect();
        for (place, kind, other) in edits {
            damage(&mut lines, place, kind, other);
        }
        let text = lines.join("\n");
        let compiled: Compiled = compile("damaged.yaml", &text);
        let has_errors = compiled.found.iter().any(|found| found.severity == mingjing_model::Severity::Error);
        prop_assert!(compiled.definition.is_some() || has_errors);
        compiled.rendered(Lang::Zh);
        compiled.rendered(Lang::En);
    }
}

/// One slip of a writer: a line lost, doubled, swapped or indented, a character lost, a word replaced by another.
fn damage(lines: &mut Vec<String>, place: prop::sample::Index, kind: usize, other: prop::sample::Index) {
    let at = place.index(lines.len());
    let from = other.index(lines.len());
    match kind {
        0 if lines.len() > 1 => {
            lines.remove(at);
        }
        1 => lines.insert(at, lines[from].clone()),
        2 => lines.swap(at, from),
        3 => lines[at].insert(0, ' '),
        4 => {
            let characters: Vec<char> = lines[at].chars().collect();
            if !characters.is_empty() {
                let lost = other.index(characters.len());
                lines[at] = characters.iter().enumerate().filter(|(n, _)| *n != lost).map(|(_, c)| *c).collect();
            }
        }
        _ => {
            let word =
                |line: &str| line.split([' ', ',', '{', '}', ':']).rfind(|word| !word.is_empty()).map(str::to_owned);
            if let (Some(old), Some(new)) = (word(&lines[at]), word(&lines[from])) {
                lines[at] = lines[at].replacen(&old, &new, 1);
            }
        }
    }
}

/// Scopes, nodes and flows, one a line.
fn outline(definition: &Definition) -> String {
    let mut out = String::new();
    for (number, scope) in definition.scopes.iter().enumerate() {
        let start = &definition.node(scope.start).id;
        writeln!(out, "scope {number} {:?} parent {:?} start {start} data {}", scope.kind, scope.parent, scope.data.0)
            .unwrap();
    }
    for (number, node) in definition.nodes.iter().enumerate() {
        let kind = format!("{:?}", node.kind);
        let kind = kind.split([' ', '(', '{']).next().unwrap();
        let stage = node.stage.map(|stage| definition.stages[stage.index()].id.as_str()).unwrap_or("-");
        writeln!(out, "node {number} {} {kind} scope {} stage {stage}", node.id, node.scope.0).unwrap();
    }
    for flow in &definition.flows {
        let when = if flow.when.is_some() { " when" } else { "" };
        let default = if flow.default { " default" } else { "" };
        let explain = if flow.explain { " explain" } else { "" };
        let milestone = flow.milestone.map(|ix| format!(" milestone {}", definition.milestones[ix.index()]));
        writeln!(out, "flow {}{when}{default}{explain}{}", flow.id, milestone.unwrap_or_default()).unwrap();
    }
    out
}

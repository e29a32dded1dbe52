//! The graph of flows: what can be reached, what leads to an end, what never waits, which errors are caught.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, Reversed};

use super::layout::{Layout, Part};
use super::lower::Lowered;
use super::syntax::{Kind, Trigger};
use crate::definition::{Definition, NodeIx, NodeKind, ScopeIx, ScopeKind};
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;

/// How many nodes of a cycle or way a message names; more would not be read.
pub(super) const SHOWN_MAX: usize = 8;

/// Checks the graph of a lowered process; `is_called` says that another process calls it. Scopes whose flows are
/// incomplete are left out of what depends on all flows.
pub(super) fn check(lowered: &Lowered, layout: &Layout<'_>, is_called: bool, report: &mut Diagnostics) {
    let definition = &lowered.definition;
    let graph = Graph::of(definition);
    let starts = definition.scopes.iter().map(|scope| scope.start);
    let reachable = graph.from(starts.chain(definition.starts.iter().copied()));
    let ends = numbers(definition).filter(|number| is_end(&definition.node(*number).kind));
    let leading_out = graph.to(ends);
    for number in numbers(definition) {
        let node = definition.node(number);
        let place = layout.place(number);
        let is_event = matches!(node.kind, NodeKind::EventSubProcess { .. });
        if is_event || lowered.broken.contains(&node.scope) {
            continue;
        }
        if !reachable.contains(&number) {
            report.error(code::UNREACHABLE, place.span).with("id", &node.id);
        } else if !leading_out.contains(&number) {
            report.error(code::NO_WAY_OUT, place.span).with("id", &node.id);
        }
    }
    check_cycles(definition, layout, report);
    check_errors(definition, layout, is_called, report);
}

struct Graph {
    graph: DiGraph<(), ()>,
}

impl Graph {
    /// Flows, and the way from an activity to its boundary events.
    fn of(definition: &Definition) -> Self {
        let mut graph = DiGraph::with_capacity(definition.nodes.len(), definition.flows.len());
        for _ in &definition.nodes {
            graph.add_node(());
        }
        for flow in &definition.flows {
            graph.add_edge(index(flow.from), index(flow.to), ());
        }
        for number in numbers(definition) {
            for boundary in &definition.node(number).boundaries {
                graph.add_edge(index(number), index(*boundary), ());
            }
        }
        Self { graph }
    }

    fn from(&self, starts: impl Iterator<Item = NodeIx>) -> BTreeSet<NodeIx> {
        let mut search = Dfs::empty(&self.graph);
        let mut found = BTreeSet::new();
        for start in starts {
            search.move_to(index(start));
            while let Some(next) = search.next(&self.graph) {
                found.insert(NodeIx::at(next.index()));
            }
        }
        found
    }

    fn to(&self, ends: impl Iterator<Item = NodeIx>) -> BTreeSet<NodeIx> {
        let reversed = Reversed(&self.graph);
        let mut search = Dfs::empty(reversed);
        let mut found = BTreeSet::new();
        for end in ends {
            search.move_to(index(end));
            while let Some(next) = search.next(reversed) {
                found.insert(NodeIx::at(next.index()));
            }
        }
        found
    }
}

/// A cycle of nodes that never wait runs until the engine's bound stops it.
fn check_cycles(definition: &Definition, layout: &Layout<'_>, report: &mut Diagnostics) {
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    for _ in &definition.nodes {
        graph.add_node(());
    }
    let waits = |number: NodeIx| !never_waits(&definition.node(number).kind);
    for flow in &definition.flows {
        if !waits(flow.from) && !waits(flow.to) {
            graph.add_edge(index(flow.from), index(flow.to), ());
        }
    }
    let mut cycles: Vec<Vec<NodeIx>> = kosaraju_scc(&graph)
        .into_iter()
        .filter(|group| group.len() > 1 || group.iter().any(|node| graph.contains_edge(*node, *node)))
        .map(|group| group.into_iter().map(|node| NodeIx::at(node.index())).collect())
        .collect();
    for cycle in &mut cycles {
        cycle.sort_unstable();
    }
    cycles.sort_unstable();
    for cycle in cycles {
        let shown = cycle.iter().take(SHOWN_MAX);
        let mut names: Vec<String> = shown.map(|number| format!("`{}`", definition.node(*number).id)).collect();
        if cycle.len() > SHOWN_MAX {
            names.push("…".to_owned());
        }
        if let Some(first) = cycle.first() {
            report.warning(code::WAIT_FREE_CYCLE, layout.place(*first).span).with("nodes", names.join(" "));
        }
    }
}

/// Errors that are caught but never thrown, and thrown but never caught. Those that leave a called process are looked for
/// where it is called.
fn check_errors(definition: &Definition, layout: &Layout<'_>, is_called: bool, report: &mut Diagnostics) {
    let thrown: BTreeSet<&str> = definition.nodes.iter().filter_map(|node| error_of(&node.kind)).collect();
    for place in &layout.places {
        let trigger = match place.part {
            Part::Boundary { boundary, .. } => boundary.trigger.as_ref(),
            Part::Event { event, .. } => event.trigger.as_ref(),
            Part::ImplicitStart | Part::Item { .. } | Part::Choice(_) | Part::Catch(_) | Part::TriggeredStart(_) => {
                None
            }
        };
        let Some(Trigger::Error(Some(caught), span)) = trigger else {
            continue;
        };
        if !thrown.contains(caught.text) {
            report
                .warning(code::ERROR_NEVER_THROWN, *span)
                .with("code", caught.text)
                .hint(Hint::closest_or_all(caught.text, thrown.iter().copied()));
        }
    }
    for number in numbers(definition) {
        let place = layout.place(number);
        let Part::Item { item, .. } = place.part else {
            continue;
        };
        let Kind::EndError(code) = item.kind else {
            continue;
        };
        if !is_called && catcher(definition, place.scope, code.text).is_none() {
            report.warning(code::ERROR_NEVER_CAUGHT, code.span).with("code", code.text);
        }
    }
}

/// The event that catches an error thrown in a scope: an event sub-process of the scope, a boundary event of the
/// sub-process, then the same around it (BPMN 2.0 §10.5.6).
pub(super) fn catcher(definition: &Definition, scope: ScopeIx, code: &str) -> Option<NodeIx> {
    let mut scope = Some(scope);
    while let Some(number) = scope {
        let here = definition.scope(number);
        // An error thrown inside an event sub-process is not caught by that sub-process itself.
        let own = here.event_subprocesses.iter().filter_map(|event| match definition.node(*event).kind {
            NodeKind::EventSubProcess { scope } => Some(definition.scope(scope).start),
            _ => None,
        });
        let boundaries = match here.kind {
            ScopeKind::SubProcess(node) => definition.node(node).boundaries.as_slice(),
            ScopeKind::Process | ScopeKind::EventSubProcess(_) => &[],
        };
        let found = own.chain(boundaries.iter().copied()).find(|event| catches(definition, *event, code));
        if found.is_some() {
            return found;
        }
        scope = match here.kind {
            // Its siblings have ended or do not see it: the search goes on at the boundary of the scope around.
            ScopeKind::EventSubProcess(_) => return catcher_above(definition, here.parent, code),
            ScopeKind::SubProcess(_) | ScopeKind::Process => here.parent,
        };
    }
    None
}

/// The boundary of the sub-process around an event sub-process, then the scopes around it.
fn catcher_above(definition: &Definition, scope: Option<ScopeIx>, code: &str) -> Option<NodeIx> {
    let around = definition.scope(scope?);
    match around.kind {
        ScopeKind::SubProcess(node) => {
            let mut boundaries = definition.node(node).boundaries.iter().copied();
            let found = boundaries.find(|event| catches(definition, *event, code));
            found.or_else(|| catcher(definition, around.parent?, code))
        }
        ScopeKind::EventSubProcess(_) => catcher_above(definition, around.parent, code),
        ScopeKind::Process => None,
    }
}

fn catches(definition: &Definition, event: NodeIx, code: &str) -> bool {
    use crate::definition::Trigger as Lowered;
    let trigger = match &definition.node(event).kind {
        NodeKind::Boundary { trigger, .. } | NodeKind::StartTriggered { trigger, .. } => trigger,
        _ => return false,
    };
    match trigger {
        Lowered::Error(error) => error.code.as_deref().is_none_or(|caught| caught == code),
        Lowered::Message(_) | Lowered::Timer(_) => false,
    }
}

fn error_of(kind: &NodeKind) -> Option<&str> {
    if let NodeKind::EndError(code) = kind { Some(code) } else { None }
}

fn is_end(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::EndNone | NodeKind::EndError(_) | NodeKind::EndTerminate | NodeKind::EndMessage(_))
}

/// Whether a token runs through the node within one step. A sub-process may wait inside, so it does not count.
fn never_waits(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::RuleTask { .. } | NodeKind::Exclusive | NodeKind::Parallel | NodeKind::ThrowMessage(_))
}

fn numbers(definition: &Definition) -> impl Iterator<Item = NodeIx> + use<> {
    (0..definition.nodes.len()).map(NodeIx::at)
}

fn index(number: NodeIx) -> NodeIndex {
    NodeIndex::new(number.index())
}

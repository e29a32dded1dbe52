//! Clocks that contradict themselves: an end that no way leads to after the beginning, an extension of nothing, a pause that
//! never ends. What runs beside something may always come after it, so only what is certain is refused.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::catcher;
use super::legal_time::recorders;
use super::syntax::{Id, Moment as Written, Process};
use crate::definition::{Definition, Moment, NodeIx, NodeKind, ScopeIx, ScopeKind, Trigger};
use crate::diagnostic::{Diagnostics, Label};
use crate::messages::code;
use crate::source::Span;

/// Checks the clocks, pauses and accruals of a process whose graph stands.
pub(super) fn check(process: &Process<'_>, definition: &Definition, report: &mut Diagnostics) {
    check_ids(process, report);
    let ways = Ways::of(definition);
    for (clock, written) in definition.clocks.iter().zip(&process.clocks) {
        let start = written.from.map_or(written.id, id_of);
        let records = |moment: &Moment| recorders(definition, moment).next().is_some();
        if !records(&clock.from) {
            report.error(code::CLOCK_NEVER_STARTS, start.span).with("clock", &clock.id).with("moment", start.text);
            continue;
        }
        for (moment, at) in clock.until.iter().zip(&written.until) {
            let at = id_of(*at);
            if *moment == clock.from {
                report.error(code::SAME_FACT, at.span).with("id", &clock.id).with("moment", at.text);
            } else if !ways.may_follow(&clock.from, moment) {
                report.error(code::CLOCK_NEVER_STOPS, at.span).with("clock", &clock.id).with("moment", at.text);
            }
        }
        for (extension, at) in clock.extensions.iter().zip(&written.extensions) {
            let granted = at.on.map_or(written.id, id_of);
            if clock.statutory.is_none() {
                report.error(code::NOTHING_TO_EXTEND, granted.span).with("clock", &clock.id);
            } else if !ways.may_follow(&clock.from, &extension.on) {
                report
                    .error(code::EXTENSION_NEVER_IN_TIME, granted.span)
                    .with("clock", &clock.id)
                    .with("moment", granted.text);
            }
        }
    }
    for (pause, written) in definition.pauses.iter().zip(&process.pauses) {
        check_span(&ways, (written.id, &pause.from), pause.to.iter().zip(&written.to), report);
    }
    for (accrual, written) in definition.accruals.iter().zip(&process.accruals) {
        for (frozen, (id, _, to)) in accrual.frozen.iter().zip(&written.frozen) {
            check_span(&ways, (*id, &frozen.from), frozen.to.iter().zip(to), report);
        }
    }
}

/// A time from one fact to another.
fn check_span<'m, 'w: 'm>(
    ways: &Ways<'_>,
    (id, from): (Id<'_>, &Moment),
    to: impl Iterator<Item = (&'m Moment, &'m Written<'w>)>,
    report: &mut Diagnostics,
) {
    for (moment, at) in to {
        let at = id_of(*at);
        if moment == from {
            report.error(code::SAME_FACT, at.span).with("id", id.text).with("moment", at.text);
        } else if !ways.may_follow(from, moment) {
            report.error(code::PAUSE_NEVER_ENDS, at.span).with("id", id.text).with("moment", at.text);
        }
    }
}

/// Screens and histories name all three alike, so one id means one of them.
fn check_ids(process: &Process<'_>, report: &mut Diagnostics) {
    let clocks = process.clocks.iter().map(|clock| clock.id);
    let others = process.pauses.iter().map(|pause| pause.id).chain(process.accruals.iter().map(|accrual| accrual.id));
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for id in clocks.chain(others) {
        if let Some(first) = seen.insert(id.text, id.span) {
            report.error(code::LEGAL_ID_TAKEN, id.span).with("id", id.text).related(first, Label::FirstHere);
        }
    }
}

fn id_of(moment: Written<'_>) -> Id<'_> {
    match moment {
        Written::Milestone(id) | Written::Field(id) => id,
    }
}

/// Where a fact is recorded: by a node, or on a flow out of it.
#[derive(Clone, Copy)]
struct Point {
    node: NodeIx,
    onto: Option<NodeIx>,
}

/// What can come after what.
struct Ways<'d> {
    definition: &'d Definition,
    /// From a node to those that may come next.
    next: Vec<Vec<NodeIx>>,
    /// What can be reached from where several things go on at once.
    beside: Vec<BTreeSet<NodeIx>>,
}

impl<'d> Ways<'d> {
    fn of(definition: &'d Definition) -> Self {
        let next = (0..definition.nodes.len()).map(|position| next_of(definition, NodeIx::at(position))).collect();
        let mut ways = Self { definition, next, beside: Vec::new() };
        let forks: Vec<NodeIx> =
            (0..definition.nodes.len()).map(NodeIx::at).filter(|node| forks(definition, *node)).collect();
        ways.beside = forks.into_iter().map(|node| ways.from(node)).collect();
        ways
    }

    /// Whether the second fact may be recorded after the first: there is a way, or both happen side by side.
    fn may_follow(&self, first: &Moment, second: &Moment) -> bool {
        let ends: Vec<Point> = self.points(second).collect();
        self.points(first).any(|start| {
            let reached = start.onto.map_or_else(|| self.from(start.node), |to| self.onto(to));
            let at_once = |end: &Point| start.onto.is_none() && end.node == start.node;
            ends.iter().any(|end| reached.contains(&end.node) || at_once(end) || self.is_beside(start, *end))
        })
    }

    /// Both come of a fork, and the second does not only lead to the first.
    fn is_beside(&self, start: Point, end: Point) -> bool {
        let forked = self.beside.iter().any(|fork| fork.contains(&start.node) && fork.contains(&end.node));
        forked && start.node != end.node && !self.from(end.node).contains(&start.node)
    }

    /// Where a fact is recorded.
    fn points(&self, moment: &Moment) -> Box<dyn Iterator<Item = Point> + '_> {
        let Moment::Milestone(milestone) = *moment else {
            let nodes: Vec<NodeIx> = recorders(self.definition, moment).collect();
            return Box::new(nodes.into_iter().map(|node| Point { node, onto: None }));
        };
        let nodes = self.definition.nodes.iter().enumerate().filter(move |(_, node)| node.milestone == Some(milestone));
        let flows = self.definition.flows.iter().filter(move |flow| flow.milestone == Some(milestone));
        let on_flow = flows.map(|flow| Point { node: flow.from, onto: Some(flow.to) });
        Box::new(nodes.map(|(position, _)| Point { node: NodeIx::at(position), onto: None }).chain(on_flow))
    }

    /// A node and everything after it.
    fn onto(&self, node: NodeIx) -> BTreeSet<NodeIx> {
        let mut reached = self.from(node);
        reached.insert(node);
        reached
    }

    /// Everything after a node, itself only where a way leads back.
    fn from(&self, start: NodeIx) -> BTreeSet<NodeIx> {
        let mut reached = BTreeSet::new();
        let mut open = self.next[start.index()].clone();
        while let Some(node) = open.pop() {
            if reached.insert(node) {
                open.extend(&self.next[node.index()]);
            }
        }
        reached
    }
}

/// Whether several things go on at once from here: parallel flows, items side by side, events that do not interrupt.
fn forks(definition: &Definition, node: NodeIx) -> bool {
    let here = definition.node(node);
    let beside = |event: &NodeIx| match &definition.node(*event).kind {
        NodeKind::Boundary { interrupting, .. } => !interrupting,
        NodeKind::EventSubProcess { scope } => matches!(
            definition.node(definition.scope(*scope).start).kind,
            NodeKind::StartTriggered { interrupting: false, .. }
        ),
        _ => false,
    };
    let is_start = definition.scope(here.scope).start == node || definition.starts.contains(&node);
    (matches!(here.kind, NodeKind::Parallel) && here.outgoing.len() > 1)
        || here.multi.as_ref().is_some_and(|multi| !multi.sequential)
        || here.boundaries.iter().any(beside)
        || (is_start && definition.scope(here.scope).event_subprocesses.iter().any(beside))
}

/// Where a node may lead: its flows, into and out of scopes, to the events around it, and to whoever awaits what it sends.
fn next_of(definition: &Definition, number: NodeIx) -> Vec<NodeIx> {
    let node = definition.node(number);
    let mut next: Vec<NodeIx> = node.outgoing.iter().map(|flow| definition.flow(*flow).to).collect();
    next.extend(&node.boundaries);
    match &node.kind {
        NodeKind::SubProcess { scope } | NodeKind::Call { scope, .. } | NodeKind::EventSubProcess { scope } => {
            next.push(definition.scope(*scope).start);
        }
        NodeKind::EndError(code) => next.extend(catcher(definition, node.scope, code)),
        NodeKind::ThrowMessage(thrown) | NodeKind::EndMessage(thrown) => {
            let awaits = |other: &NodeIx| {
                definition.node(*other).kind.awaited().is_some_and(|message| message.name == thrown.name)
            };
            next.extend((0..definition.nodes.len()).map(NodeIx::at).filter(awaits));
        }
        _ => {}
    }
    let mut scope = Some(node.scope);
    while let Some(around) = scope.map(|scope| definition.scope(scope)) {
        next.extend(&around.event_subprocesses);
        if let ScopeKind::SubProcess(host) = around.kind {
            let interrupts = |event: &&NodeIx| {
                !matches!(definition.node(**event).kind, NodeKind::Boundary { trigger: Trigger::Error(_), .. })
            };
            next.extend(definition.node(host).boundaries.iter().filter(interrupts));
        }
        scope = around.parent;
    }
    if node.outgoing.is_empty() {
        next.extend(behind(definition, node.scope));
    }
    next
}

/// What follows when a scope is over.
fn behind(definition: &Definition, scope: ScopeIx) -> Vec<NodeIx> {
    let here = definition.scope(scope);
    match here.kind {
        ScopeKind::Process => Vec::new(),
        ScopeKind::SubProcess(node) => {
            let node = definition.node(node);
            let mut next: Vec<NodeIx> = node.outgoing.iter().map(|flow| definition.flow(*flow).to).collect();
            // Another item may be at the beginning of what this one has left.
            if node.multi.is_some() {
                next.push(here.start);
            }
            next
        }
        ScopeKind::EventSubProcess(_) => match here.parent {
            Some(parent) => behind(definition, parent),
            None => Vec::new(),
        },
    }
}

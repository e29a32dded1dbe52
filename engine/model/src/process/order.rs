//! `order:`: before a milestone certain nodes are passed, whatever way the case takes. And each stage is watched.

use std::collections::BTreeSet;

use super::graph::{SHOWN_MAX, catcher};
use super::layout::Layout;
use super::names::unknown;
use super::syntax::{Order, Process};
use crate::definition::{Definition, MilestoneIx, NodeIx, NodeKind, ScopeIx, ScopeKind, StageIx, Trigger};
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;

/// Checks the rules of a process whose graph stands.
pub(super) fn check(process: &Process<'_>, layout: &Layout<'_>, definition: &Definition, report: &mut Diagnostics) {
    for rule in &process.order {
        check_rule(rule, layout, definition, report);
    }
    check_stages(process, definition, report);
}

fn check_rule(rule: &Order<'_>, layout: &Layout<'_>, definition: &Definition, report: &mut Diagnostics) {
    let milestone = definition.milestones.iter().position(|id| id == rule.before.text).map(MilestoneIx::at);
    if milestone.is_none() {
        unknown(rule.before, code::UNKNOWN_MILESTONE, definition.milestones.iter().map(String::as_str), report);
    }
    let mut pass = BTreeSet::new();
    for id in &rule.pass {
        match layout.find(ScopeIx(0), id.text) {
            Some(node) => drop(pass.insert(node)),
            None => unknown(*id, code::UNKNOWN_NODE, definition.nodes.iter().map(|node| node.id.as_str()), report),
        }
    }
    let (Some(milestone), true) = (milestone, pass.len() == rule.pass.len()) else { return };
    if let Some(path) = Walk::around(definition, &pass).to(milestone) {
        let required: Vec<&str> = rule.pass.iter().map(|id| id.text).collect();
        report
            .error(code::ORDER_BROKEN, rule.before.span)
            .with("milestone", rule.before.text)
            .with("pass", required.join(" / "))
            .with("path", path.join(" → "));
    }
}

/// A stage in which people work has a node that supervisors watch.
fn check_stages(process: &Process<'_>, definition: &Definition, report: &mut Diagnostics) {
    for (position, (id, _)) in process.stages.iter().enumerate() {
        let here = || definition.nodes.iter().filter(|node| node.stage == Some(StageIx::at(position)));
        let worked_in = here().any(|node| matches!(node.kind, NodeKind::UserTask));
        if worked_in && here().all(|node| node.duty.supervise.is_none()) {
            report.warning(code::STAGE_UNWATCHED, id.span).with("id", id.text).hint(Hint::Say {
                zh: "在这一阶段的关键环节写 `supervise: {why: …}`",
                en: "write `supervise: {why: …}` at the node of the stage that matters most",
            });
        }
    }
}

/// Where a node stands: before its work, or behind it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Entered(NodeIx),
    Left(NodeIx),
}

/// What can be reached from the begin without completing certain nodes. Scopes are walked through: a sub-process is left
/// by its ends, an error by whoever catches it. A join of parallel branches is reached only when every branch is.
struct Walk<'a> {
    definition: &'a Definition,
    avoid: &'a BTreeSet<NodeIx>,
    /// Every place reached with the one before it, in the order of the walk.
    reached: Vec<(Side, Option<usize>)>,
    seen: BTreeSet<Side>,
    /// Branches that have reached a join.
    arrived: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn around(definition: &'a Definition, avoid: &'a BTreeSet<NodeIx>) -> Self {
        let arrived = vec![0; definition.nodes.len()];
        let mut walk = Self { definition, avoid, reached: Vec::new(), seen: BTreeSet::new(), arrived };
        walk.begin(ScopeIx(0), None);
        let mut at = 0;
        while at < walk.reached.len() {
            match walk.reached[at].0 {
                Side::Entered(node) => walk.work(node, at),
                Side::Left(node) => walk.leave(node, at),
            }
            at += 1;
        }
        walk
    }

    fn reach(&mut self, side: Side, from: Option<usize>) {
        if matches!(side, Side::Left(node) if self.avoid.contains(&node)) || !self.seen.insert(side) {
            return;
        }
        self.reached.push((side, from));
    }

    /// A scope begins: its start, and whatever may interrupt it or run beside it.
    fn begin(&mut self, scope: ScopeIx, from: Option<usize>) {
        let scope = self.definition.scope(scope);
        self.reach(Side::Entered(scope.start), from);
        for event in &scope.event_subprocesses {
            if let NodeKind::EventSubProcess { scope } = self.definition.node(*event).kind {
                let start = self.definition.scope(scope).start;
                if !is_error(&self.definition.node(start).kind) {
                    self.reach(Side::Entered(start), from);
                }
            }
        }
    }

    fn work(&mut self, number: NodeIx, at: usize) {
        let node = self.definition.node(number);
        let events = node.boundaries.iter().filter(|event| !is_error(&self.definition.node(**event).kind));
        for event in events.copied().collect::<Vec<_>>() {
            self.reach(Side::Entered(event), Some(at));
        }
        match &node.kind {
            NodeKind::SubProcess { scope } | NodeKind::Call { scope, .. } => self.begin(*scope, Some(at)),
            NodeKind::EndError(code) => {
                if let Some(event) = catcher(self.definition, node.scope, code) {
                    self.reach(Side::Entered(event), Some(at));
                }
            }
            NodeKind::EndNone | NodeKind::EndTerminate => {
                self.reach(Side::Left(number), Some(at));
                if let Some(around) = left_by(self.definition, node.scope) {
                    self.reach(Side::Left(around), Some(at));
                }
            }
            _ => self.reach(Side::Left(number), Some(at)),
        }
    }

    fn leave(&mut self, number: NodeIx, at: usize) {
        for flow in &self.definition.node(number).outgoing {
            let to = self.definition.flow(*flow).to;
            let target = self.definition.node(to);
            self.arrived[to.index()] += 1;
            let joins = matches!(target.kind, NodeKind::Parallel);
            if !joins || self.arrived[to.index()] == target.incoming.len() {
                self.reach(Side::Entered(to), Some(at));
            }
        }
    }

    /// Ids of the nodes on a way to the milestone, the last ones of a long way; none when there is no such way.
    fn to(&self, milestone: MilestoneIx) -> Option<Vec<&'a str>> {
        let records = |side: &Side| match side {
            Side::Entered(_) => false,
            Side::Left(number) => {
                let node = self.definition.node(*number);
                let mut flows = node.outgoing.iter().map(|flow| self.definition.flow(*flow).milestone);
                node.milestone == Some(milestone) || flows.any(|recorded| recorded == Some(milestone))
            }
        };
        let last = self.reached.iter().position(|(side, _)| records(side))?;
        let mut path: Vec<&str> = Vec::new();
        let mut at = Some(last);
        while let Some((side, before)) = at.map(|at| self.reached[at]) {
            let (Side::Entered(number) | Side::Left(number)) = side;
            let id = self.definition.node(number).id.as_str();
            if path.last() != Some(&id) {
                path.push(id);
            }
            at = before;
        }
        path.truncate(SHOWN_MAX);
        path.reverse();
        Some(path)
    }
}

/// The sub-process that ends when this scope does: the scope's own, or the one that an event sub-process interrupts.
fn left_by(definition: &Definition, scope: ScopeIx) -> Option<NodeIx> {
    let here = definition.scope(scope);
    match here.kind {
        ScopeKind::Process => None,
        ScopeKind::SubProcess(node) => Some(node),
        ScopeKind::EventSubProcess(_) => match definition.node(here.start).kind {
            NodeKind::StartTriggered { interrupting: true, .. } => left_by(definition, here.parent?),
            _ => None,
        },
    }
}

fn is_error(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Boundary { trigger: Trigger::Error(_), .. }
            | NodeKind::StartTriggered { trigger: Trigger::Error(_), .. }
    )
}

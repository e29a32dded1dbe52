//! Checked syntax tree → lowered definition: every reference becomes a number, every expression gets its type.

mod accrual;
mod duty;
mod event;
mod expr;
mod flow;
mod header;
mod node;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use mingjing_expr::TypeEnv;

use super::Roots;
use super::layout::Layout;
use super::names::Names;
use super::syntax::Process;
use crate::definition::{Definition, Flow, Node, NodeIx, Scope, ScopeIx};
use crate::diagnostic::Diagnostics;
use crate::files::Parts;
use crate::messages::code;

/// What the lowering of one process works on.
pub(super) struct Lower<'a> {
    pub(super) process: &'a Process<'a>,
    pub(super) parts: &'a Parts,
    /// The processes that may be called.
    pub(super) roots: &'a Roots,
    pub(super) layout: &'a Layout<'a>,
    pub(super) names: Names<'a>,
    pub(super) report: &'a mut Diagnostics,
    /// The names that expressions of a scope may read: forms, variables, and the items of multi-instances around it.
    envs: Vec<Arc<TypeEnv>>,
    flows: Vec<Flow>,
    /// Scopes in which a flow could not be drawn; what the graph says of them would mislead.
    broken: BTreeSet<ScopeIx>,
}

/// The lowered process, and the scopes whose flows are incomplete.
pub(super) struct Lowered {
    pub(super) definition: Definition,
    pub(super) broken: BTreeSet<ScopeIx>,
}

/// Lowers a process. The result is complete only when nothing was reported.
pub(super) fn lower<'a>(
    process: &'a Process<'a>,
    layout: &'a Layout<'a>,
    (parts, roots): (&'a Parts, &'a Roots),
    report: &'a mut Diagnostics,
) -> Lowered {
    let names = Names::of(process, layout, parts, report);
    let env = Arc::new(names.env());
    let envs = vec![env; layout.scopes.len()];
    let lower =
        Lower { process, parts, roots, layout, names, report, envs, flows: Vec::new(), broken: BTreeSet::new() };
    lower.run()
}

impl Lower<'_> {
    fn run(mut self) -> Lowered {
        let nodes = (0..self.layout.places.len()).map(|position| self.node(NodeIx::at(position))).collect();
        self.draw_flows();
        self.check_size();
        let broken = std::mem::take(&mut self.broken);
        let mut definition = self.header(nodes);
        connect(&mut definition);
        Lowered { definition, broken }
    }

    fn scopes(&self) -> Vec<Scope> {
        self.layout
            .scopes
            .iter()
            .map(|scope| Scope {
                kind: scope.kind,
                parent: scope.parent,
                start: scope.start,
                event_subprocesses: scope.event_subprocesses.clone(),
                data: scope.data,
                called: scope.called,
            })
            .collect()
    }

    /// Numbers of parts have 16 bits.
    fn check_size(&mut self) {
        let found = self.layout.places.len().max(self.flows.len());
        let limit = usize::from(u16::MAX);
        if found >= limit {
            self.report.error(code::TOO_MANY_PARTS, self.process.id.span).with("found", found).with("limit", limit);
        }
    }
}

/// Writes each flow's number at both its ends.
fn connect(definition: &mut Definition) {
    for (position, flow) in definition.flows.iter().enumerate() {
        let number = crate::definition::FlowIx::at(position);
        let nodes: &mut Vec<Node> = &mut definition.nodes;
        if let Some(from) = nodes.get_mut(flow.from.index()) {
            from.outgoing.push(number);
        }
        if let Some(to) = nodes.get_mut(flow.to.index()) {
            to.incoming.push(number);
        }
    }
}

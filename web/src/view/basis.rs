//! What a step rests on: the names that its outcome reads, and what was filled in before it in its stage.

use super::submissions;
use mingjing_expr::{Expr, reads};
use mingjing_model::definition::{Definition, NameIx, NameKind, NodeIx, NodeKind};
use serde::Serialize;
use std::collections::BTreeSet;

/// Why a submission matters to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// What follows the task reads it.
    Read,
    /// It came before the task in the same stage.
    Stage,
}

/// The names that a node's assignments and outgoing conditions read, through the gateways behind it.
pub fn read_by(definition: &Definition, node: NodeIx) -> BTreeSet<NameIx> {
    let (mut names, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![node]);
    let mut take = |expr: &Expr| {
        let roots = reads(expr).into_iter().filter_map(|path| definition.name_by_id(path.first()?));
        names.extend(roots);
    };
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        let here = definition.node(at);
        here.set.iter().for_each(|assignment| take(&assignment.value));
        for flow in here.outgoing.iter().map(|flow| definition.flow(*flow)) {
            flow.when.iter().for_each(&mut take);
            if matches!(definition.node(flow.to).kind, NodeKind::Exclusive) {
                open.push(flow.to);
            }
        }
    }
    names
}

/// Why a submission of this form, handed in at a node, matters to a task at another.
pub fn why(
    definition: &Definition,
    read: &BTreeSet<NameIx>,
    task: NodeIx,
    filled: &submissions::Filled,
) -> Option<Why> {
    let is_read = read.iter().any(|name| definition.name(*name).kind == NameKind::Form(filled.form));
    let stage = definition.node(task).stage;
    let same = stage.is_some() && filled.node.is_some_and(|node| definition.node(node).stage == stage);
    is_read.then_some(Why::Read).or_else(|| same.then_some(Why::Stage))
}

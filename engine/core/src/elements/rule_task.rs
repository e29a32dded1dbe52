//! Business-rule task (BPMN §10.3.3): a decision table answers, its outputs become variables.

use crate::{
    data::{self, Extra},
    ids::Key,
    machine,
    work::{Halt, Run, Trouble, Work},
};
use mingjing_expr::Expr;
use mingjing_model::definition::{FlowIx, NameIx, NodeIx, TableIx};

/// The table, its inputs and where its outputs go.
type Rule<'d> = (TableIx, &'d [(String, Expr)], &'d [(String, NameIx)]);

pub(super) fn enter(
    work: &mut Work<'_>,
    scope: Key,
    node: NodeIx,
    took: &[FlowIx],
    (table, with, out): Rule<'_>,
) -> Run {
    let answer = data::decide(work, scope, &Extra::new(), table, with)?;
    for (output, name) in out {
        let Some(value) = answer.get(output.as_str()) else {
            return Err(Halt::Trouble(Trouble { code: "MJ4907", detail: format!("决策表没有输出 {output}") }));
        };
        data::set(work, scope, *name, value.clone(), false)?;
    }
    machine::pass(work, scope, node, took)
}

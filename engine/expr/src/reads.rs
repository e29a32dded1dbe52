//! What an expression reads, known before any value is: a step loads just these.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::builtins::Function;
use crate::syntax::{Expr, ExprKind};

/// The paths of declared data that the expression may read, root first. Only the longest path of a chain
/// counts (`a.b` reads `a.b`, not `a`); variables of `some` and `every` are left out.
#[must_use]
pub fn reads(expr: &Expr) -> BTreeSet<Vec<Arc<str>>> {
    let mut paths = BTreeSet::new();
    collect(expr, &mut Vec::new(), &mut paths);
    paths
}

/// Whether the expression asks for the date of the command, so that its value changes as time goes by.
#[must_use]
pub fn uses_today(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Call { function: Function::Today, .. }) || expr.children().into_iter().any(uses_today)
}

fn collect<'a>(expr: &'a Expr, bound: &mut Vec<&'a Arc<str>>, paths: &mut BTreeSet<Vec<Arc<str>>>) {
    if let Some(path) = expr.path() {
        if !path.first().is_some_and(|root| bound.contains(&root)) {
            paths.insert(path);
        }
        return;
    }
    if let ExprKind::Quantified { variable, list, condition, .. } = &expr.kind {
        collect(list, bound, paths);
        bound.push(variable);
        collect(condition, bound, paths);
        bound.pop();
        return;
    }
    for child in expr.children() {
        collect(child, bound, paths);
    }
}

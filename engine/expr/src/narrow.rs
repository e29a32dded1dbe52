//! Which optional paths are surely not null once a condition is known to hold, or not to hold.
//!
//! `a != null and a > 3` is right because its right side is looked at only when the left side holds.
//! The same reasoning serves `or`, `not(…)` and the branches of `if`.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::syntax::{Expr, ExprKind, Operator};

/// Paths that are not null, root first.
pub type Known = BTreeSet<Vec<Arc<str>>>;

/// The paths that are not null whenever the condition evaluates to `outcome`.
#[must_use]
pub fn not_null_when(condition: &Expr, outcome: bool) -> Known {
    match &condition.kind {
        ExprKind::Not(operand) => not_null_when(operand, !outcome),
        ExprKind::Binary { operator, left, right } => match (operator, outcome) {
            (Operator::And, true) | (Operator::Or, false) => {
                not_null_when(left, outcome).union(&not_null_when(right, outcome)).cloned().collect()
            }
            (Operator::And, false) | (Operator::Or, true) => {
                not_null_when(left, outcome).intersection(&not_null_when(right, outcome)).cloned().collect()
            }
            (Operator::Equal, _) => compared(left, right, outcome),
            (Operator::NotEqual, _) => compared(left, right, !outcome),
            _ => Known::new(),
        },
        // A variable of `some` and `every` means nothing outside, and other forms say nothing about null.
        _ => Known::new(),
    }
}

/// What `left = right` tells: a path equal to a constant, or different from null, is not null.
fn compared(left: &Expr, right: &Expr, equal: bool) -> Known {
    let path_and_constant = match (left.path(), right.path()) {
        (Some(path), None) => Some((path, right)),
        (None, Some(path)) => Some((path, left)),
        _ => None,
    };
    match path_and_constant {
        Some((path, Expr { kind: ExprKind::Literal(constant), .. })) if equal != constant.is_null() => {
            Known::from([path])
        }
        _ => Known::new(),
    }
}

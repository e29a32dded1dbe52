//! Building the tree under its height limit.

use super::DEPTH_MAX;
use crate::errors::ExprError;
use crate::messages::code;
use crate::syntax::{Expr, ExprKind, Interval, Operator, Span};

/// A subtree and its height, which is held below [`DEPTH_MAX`] also where no recursion built it (`a + b + …`).
pub(crate) struct Node {
    pub(crate) expr: Expr,
    pub(super) height: usize,
}

/// A subtree, or the fault that ends the reading.
pub(crate) type Parsed = Result<Node, ExprError>;

impl Node {
    pub(super) fn boxed(self) -> Box<Expr> {
        Box::new(self.expr)
    }
}

pub(super) fn tree(kind: ExprKind, span: Span, height_below: usize) -> Parsed {
    let height = height_below + 1;
    if height > DEPTH_MAX {
        return Err(too_deep(span));
    }
    Ok(Node { expr: Expr { kind, span }, height })
}

pub(super) fn binary(operator: Operator, left: Node, right: Node) -> Parsed {
    let height = left.height.max(right.height);
    let span = left.expr.span.start..right.expr.span.end;
    tree(ExprKind::Binary { operator, left: left.boxed(), right: right.boxed() }, span, height)
}

pub(super) fn in_range(value: Node, low: Node, low_inside: bool, high: Node, high_inside: bool) -> Parsed {
    let height = value.height.max(low.height).max(high.height);
    let span = value.expr.span.start..high.expr.span.end;
    let range = Box::new(Interval { low: low.expr, low_inside, high: high.expr, high_inside });
    tree(ExprKind::InRange { value: value.boxed(), range }, span, height)
}

pub(super) fn too_deep(span: Span) -> ExprError {
    ExprError::new(code::TOO_DEEP, span).with("limit", DEPTH_MAX)
}

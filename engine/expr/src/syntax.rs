//! The tree that the parser builds, the checker types and the evaluator walks. It is stored in compiled
//! bundles, so a variant, once released, keeps its place and meaning.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::builtins::Function;
use crate::duration::Duration;
use crate::value::Value;

/// A byte range of the source text.
pub type Span = Range<usize>;

/// An expression with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands in the source, in bytes.
    pub span: Span,
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExprKind {
    /// A number, text, truth value, null or date.
    Literal(Value),
    /// `duration("P3M")`.
    Duration(Duration),
    /// A name: declared data or a variable of `some` and `every`.
    Name(Arc<str>),
    /// `record.field`.
    Member {
        /// The record.
        record: Box<Expr>,
        /// The field's name.
        field: Arc<str>,
        /// Where the field's name stands.
        field_span: Span,
    },
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `not(a)`.
    Not(Box<Expr>),
    /// `-a`.
    Negate(Box<Expr>),
    /// Two operands and an operator between them.
    Binary {
        /// The operator.
        operator: Operator,
        /// Its left operand.
        left: Box<Expr>,
        /// Its right operand.
        right: Box<Expr>,
    },
    /// `if condition then yes else no`.
    If {
        /// The condition.
        condition: Box<Expr>,
        /// The value when it holds.
        yes: Box<Expr>,
        /// The value when it does not.
        no: Box<Expr>,
    },
    /// `value in (a, b)`: equal to one of the items.
    InList {
        /// The value looked for.
        value: Box<Expr>,
        /// The candidates, at least one.
        items: Vec<Expr>,
    },
    /// `value in [low..high)`, or `value between low and high`.
    InRange {
        /// The value compared.
        value: Box<Expr>,
        /// The range.
        range: Box<Interval>,
    },
    /// `some x in list satisfies condition` and `every x in …`.
    Quantified {
        /// `some` or `every`.
        quantifier: Quantifier,
        /// The variable, seen only in the condition.
        variable: Arc<str>,
        /// Where the variable is named.
        variable_span: Span,
        /// The list walked.
        list: Box<Expr>,
        /// What has to hold.
        condition: Box<Expr>,
    },
    /// A call of a built-in function.
    Call {
        /// The function.
        function: Function,
        /// Its arguments; their number is right.
        arguments: Vec<Expr>,
    },
}

/// The two ends of a range, each inside (`[`, `]`) or outside (`(`, `)`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: Expr,
    /// Whether the lower end belongs to the range.
    pub low_inside: bool,
    /// The upper end.
    pub high: Expr,
    /// Whether the upper end belongs to the range.
    pub high_inside: bool,
}

/// `some` or `every`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantifier {
    /// At least one item satisfies the condition.
    Some,
    /// All items do; true for the empty list.
    Every,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// `or`; the right side is looked at only when the left is false.
    Or,
    /// `and`; the right side is looked at only when the left is true.
    And,
    /// `=`, two-valued: null equals null and nothing else.
    Equal,
    /// `!=`, two-valued.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `+`: numbers, texts, or a date and a duration.
    Add,
    /// `-`: numbers, two dates (giving days), or a date and a duration.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`, rounded half-even at 28 digits.
    Divide,
}

impl Operator {
    /// The operator as it is written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}

impl Expr {
    /// The path of a name or a chain of members (`a.b.c`), root first; `None` for anything else.
    #[must_use]
    pub fn path(&self) -> Option<Vec<Arc<str>>> {
        match &self.kind {
            ExprKind::Name(name) => Some(vec![name.clone()]),
            ExprKind::Member { record, field, .. } => {
                let mut path = record.path()?;
                path.push(field.clone());
                Some(path)
            }
            _ => None,
        }
    }

    /// The expressions directly below this one, in the order of the source.
    #[must_use]
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Duration(_) | ExprKind::Name(_) => Vec::new(),
            ExprKind::Member { record, .. } => vec![record],
            ExprKind::List(items) | ExprKind::Call { arguments: items, .. } => items.iter().collect(),
            ExprKind::Not(operand) | ExprKind::Negate(operand) => vec![operand],
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::If { condition, yes, no } => vec![condition, yes, no],
            ExprKind::InList { value, items } => std::iter::once(&**value).chain(items).collect(),
            ExprKind::InRange { value, range } => vec![value, &range.low, &range.high],
            ExprKind::Quantified { list, condition, .. } => vec![list, condition],
        }
    }
}

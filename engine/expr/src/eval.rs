//! The evaluator: a walk over the tree, strict, without state, the same answer for the same values.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::Date;

use crate::arithmetic::{calculated, moved, ordered, type_fault};
use crate::errors::ExprError;
use crate::messages::code;
use crate::syntax::{Expr, ExprKind, Interval, Operator, Quantifier};
use crate::value::Value;

/// Where an expression gets its values from.
pub trait Scope {
    /// The value of a root name; `None` while it has none. The same answer throughout one evaluation.
    fn lookup(&self, name: &str) -> Option<Value>;

    /// The civil date of the command in the organ's zone, never a clock's, so that replay answers the same.
    fn today(&self) -> Date;
}

/// The value of the expression.
///
/// # Errors
/// `MJ2201` a name without a value, `MJ2202` to `MJ2207` what cannot be computed. `MJ2206` (a value that is not
/// of its type) does not happen to an expression that passed [`check`](crate::check()) on values of the declared types.
pub fn eval(expr: &Expr, scope: &dyn Scope) -> Result<Value, ExprError> {
    Evaluator { scope, bound: Vec::new() }.value(expr)
}

/// Whether the value lies in the range.
///
/// # Errors
/// `MJ2206` for values that have no order.
pub(crate) fn within(value: &Value, low: &Value, high: &Value, range: &Interval) -> Result<bool, ExprError> {
    let inside = |ordering: Ordering, end_inside: bool, side: Ordering| {
        ordering == side || (end_inside && ordering == Ordering::Equal)
    };
    Ok(inside(ordered(value, low, &range.low.span)?, range.low_inside, Ordering::Greater)
        && inside(ordered(value, high, &range.high.span)?, range.high_inside, Ordering::Less))
}

/// Whether `left operator right` holds, for the six comparisons.
///
/// # Errors
/// `MJ2206` for values that have no order, or an operator that is no comparison.
pub(crate) fn compares(operator: Operator, left: &Value, right: &Value, right_expr: &Expr) -> Result<bool, ExprError> {
    let span = &right_expr.span;
    match operator {
        Operator::Equal => Ok(left == right),
        Operator::NotEqual => Ok(left != right),
        Operator::Less => Ok(ordered(left, right, span)?.is_lt()),
        Operator::LessOrEqual => Ok(ordered(left, right, span)?.is_le()),
        Operator::Greater => Ok(ordered(left, right, span)?.is_gt()),
        Operator::GreaterOrEqual => Ok(ordered(left, right, span)?.is_ge()),
        Operator::Or | Operator::And | Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
            Err(type_fault("comparison", right, span))
        }
    }
}

struct Evaluator<'a> {
    scope: &'a dyn Scope,
    bound: Vec<(&'a Arc<str>, Value)>,
}

impl<'a> Evaluator<'a> {
    fn value(&mut self, expr: &'a Expr) -> Result<Value, ExprError> {
        match &expr.kind {
            ExprKind::Literal(value) => Ok(value.clone()),
            ExprKind::Duration(_) => Err(ExprError::new(code::MISPLACED_DURATION, expr.span.clone())),
            ExprKind::Name(name) => self.name(name, expr),
            ExprKind::Member { record, field, .. } => match self.value(record)? {
                // Values are held to their types at the door, so an absent field is an optional one.
                Value::Map(mut fields) => Ok(fields.remove(field).unwrap_or(Value::Null)),
                other => Err(type_fault("record", &other, &record.span)),
            },
            ExprKind::List(items) => self.values(items).map(Value::List),
            ExprKind::Not(operand) => self.truth(operand).map(|truth| Value::Bool(!truth)),
            ExprKind::Negate(operand) => match self.value(operand)? {
                Value::Number(number) => Ok(Value::Number(-number)),
                other => Err(type_fault("number", &other, &operand.span)),
            },
            ExprKind::Binary { operator, left, right } => self.binary(*operator, left, right, expr),
            ExprKind::If { condition, yes, no } => {
                if self.truth(condition)? {
                    self.value(yes)
                } else {
                    self.value(no)
                }
            }
            ExprKind::InList { value, items } => {
                let wanted = self.value(value)?;
                self.values(items).map(|items| Value::Bool(items.contains(&wanted)))
            }
            ExprKind::InRange { value, range } => {
                let (value, low, high) = (self.value(value)?, self.value(&range.low)?, self.value(&range.high)?);
                within(&value, &low, &high, range).map(Value::Bool)
            }
            ExprKind::Quantified { quantifier, variable, list, condition, .. } => {
                self.quantified(*quantifier, variable, list, condition)
            }
            ExprKind::Call { function, arguments } => {
                let arguments = self.values(arguments)?;
                function.builtin().call(&arguments, &expr.span, self.scope)
            }
        }
    }

    fn name(&self, name: &Arc<str>, expr: &Expr) -> Result<Value, ExprError> {
        let bound = self.bound.iter().rev().find(|(variable, _)| *variable == name);
        let value = bound.map(|(_, value)| value.clone()).or_else(|| self.scope.lookup(name));
        value.ok_or_else(|| ExprError::new(code::NOT_THERE_YET, expr.span.clone()).with("name", name))
    }

    fn binary(&mut self, operator: Operator, left: &'a Expr, right: &'a Expr, expr: &Expr) -> Result<Value, ExprError> {
        match operator {
            Operator::And => Ok(Value::Bool(self.truth(left)? && self.truth(right)?)),
            Operator::Or => Ok(Value::Bool(self.truth(left)? || self.truth(right)?)),
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => {
                let (left, right_value) = (self.value(left)?, self.value(right)?);
                compares(operator, &left, &right_value, right).map(Value::Bool)
            }
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
                let left = self.value(left)?;
                if let ExprKind::Duration(duration) = &right.kind {
                    return moved(operator, &left, *duration, &expr.span);
                }
                calculated(operator, &left, &self.value(right)?, &expr.span)
            }
        }
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        variable: &'a Arc<str>,
        list: &'a Expr,
        condition: &'a Expr,
    ) -> Result<Value, ExprError> {
        let items = match self.value(list)? {
            Value::List(items) => items,
            other => return Err(type_fault("list", &other, &list.span)),
        };
        // `some` ends at the first true, `every` at the first false.
        let ends_at = quantifier == Quantifier::Some;
        for item in items {
            self.bound.push((variable, item));
            let truth = self.truth(condition);
            self.bound.pop();
            if truth? == ends_at {
                return Ok(Value::Bool(ends_at));
            }
        }
        Ok(Value::Bool(!ends_at))
    }

    fn truth(&mut self, expr: &'a Expr) -> Result<bool, ExprError> {
        let value = self.value(expr)?;
        value.as_bool().ok_or_else(|| type_fault("bool", &value, &expr.span))
    }

    fn values(&mut self, items: &'a [Expr]) -> Result<Vec<Value>, ExprError> {
        items.iter().map(|item| self.value(item)).collect()
    }
}

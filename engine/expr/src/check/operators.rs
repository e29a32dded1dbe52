//! The typing of operators: what may be compared, ordered and calculated with what.

use super::{Checker, Inferred, with};
use crate::errors::ExprError;
use crate::messages::code;
use crate::narrow::{Known, not_null_when};
use crate::syntax::{Expr, ExprKind, Interval, Operator};
use crate::types::Type;

impl Checker<'_> {
    pub(super) fn binary(&mut self, operator: Operator, left: &Expr, right: &Expr, known: &Known) -> Inferred {
        match operator {
            Operator::And | Operator::Or => {
                let left_type = self.demand(left, known, &Type::Bool);
                let known = with(known, not_null_when(left, operator == Operator::And));
                let right_type = self.demand(right, &known, &Type::Bool);
                left_type.and(right_type)
            }
            Operator::Equal | Operator::NotEqual => {
                let (left_type, right_type) = (self.infer(left, known), self.infer(right, known));
                self.equality(left, &left_type?, right, &right_type?, operator.symbol())
            }
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                let (left_type, right_type) = (self.infer(left, known), self.infer(right, known));
                self.ordering(left, &left_type?, right, &right_type?, operator.symbol())
            }
            Operator::Add | Operator::Subtract if matches!(right.kind, ExprKind::Duration(_)) => {
                self.demand(left, known, &Type::Date)
            }
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
                let (left_type, right_type) = (self.infer(left, known), self.infer(right, known));
                self.arithmetic(operator, left, &left_type?, right, &right_type?)
            }
        }
    }

    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        left: &Expr,
        left_type: &Type,
        right: &Expr,
        right_type: &Type,
    ) -> Inferred {
        let both = |ty: &Type| left_type.fits_into(ty) && right_type.fits_into(ty);
        match operator {
            _ if both(&Type::Number) => return Some(Type::Number),
            Operator::Add if both(&Type::Text) => return Some(Type::Text),
            Operator::Subtract if both(&Type::Date) => return Some(Type::Number),
            _ => {}
        }
        for (operand, ty) in [(left, left_type), (right, right_type)] {
            if ty.is_optional() {
                return self.may_be_null(operand, ty);
            }
        }
        self.mixed(operator.symbol(), left, left_type, right, right_type)
    }

    pub(super) fn in_list(&mut self, value: &Expr, items: &[Expr], known: &Known) -> Inferred {
        let value_type = self.infer(value, known);
        let types: Vec<Inferred> = items.iter().map(|item| self.infer(item, known)).collect();
        let value_type = value_type?;
        let mut result = Some(Type::Bool);
        for (item, ty) in items.iter().zip(types) {
            let compared = ty.and_then(|ty| self.equality(value, &value_type, item, &ty, "in"));
            result = result.and(compared);
        }
        result
    }

    pub(super) fn in_range(&mut self, value: &Expr, range: &Interval, known: &Known) -> Inferred {
        let value_type = self.infer(value, known);
        let (low, high) = (self.infer(&range.low, known), self.infer(&range.high, known));
        let value_type = value_type?;
        let above = low.and_then(|low| self.ordering(value, &value_type, &range.low, &low, "in"));
        let below = high.and_then(|high| self.ordering(value, &value_type, &range.high, &high, "in"));
        above.and(below)
    }

    /// `=` and `!=` take an optional on either side, but not two types that are never equal.
    pub(super) fn equality(
        &mut self,
        left: &Expr,
        left_type: &Type,
        right: &Expr,
        right_type: &Type,
        operator: &str,
    ) -> Inferred {
        match comparability(left_type, right_type) {
            Comparability::Comparable => Some(Type::Bool),
            Comparability::Mixed => self.mixed(operator, left, left_type, right, right_type),
            Comparability::NeverNull => {
                let required = if *left_type == Type::Null { right_type } else { left_type };
                let span = left.span.start.min(right.span.start)..right.span.end.max(left.span.end);
                self.fault(ExprError::new(code::NEVER_NULL, span).with("found", required))
            }
            Comparability::Disjoint => {
                let right_is_odd =
                    matches!(right.kind, ExprKind::Literal(_)) || !matches!(left.kind, ExprKind::Literal(_));
                let (odd, odd_type, members) =
                    if right_is_odd { (right, right_type, left_type) } else { (left, left_type, right_type) };
                self.not_a_member(odd, odd_type, members)
            }
            Comparability::Records => {
                let error = ExprError::new(code::NOT_COMPARABLE, left.span.clone());
                self.fault(error.with("found", left_type.required()))
            }
        }
    }

    pub(super) fn ordering(
        &mut self,
        left: &Expr,
        left_type: &Type,
        right: &Expr,
        right_type: &Type,
        operator: &str,
    ) -> Inferred {
        for (operand, ty) in [(left, left_type), (right, right_type)] {
            if ty.is_optional() {
                return self.may_be_null(operand, ty);
            }
        }
        let ordered = [Type::Number, Type::Date, Type::Instant];
        if ordered.iter().any(|ty| left_type.fits_into(ty) && right_type.fits_into(ty)) {
            return Some(Type::Bool);
        }
        self.mixed(operator, left, left_type, right, right_type)
    }

    pub(super) fn demand(&mut self, expr: &Expr, known: &Known, wanted: &Type) -> Inferred {
        let ty = self.infer(expr, known)?;
        self.fits(expr, &ty, wanted)
    }

    pub(super) fn fits(&mut self, expr: &Expr, ty: &Type, wanted: &Type) -> Inferred {
        if ty.fits_into(wanted) {
            return Some(wanted.clone());
        }
        if ty.is_optional() && ty.required().fits_into(wanted) {
            return self.may_be_null(expr, ty);
        }
        self.wrong_type(expr, &wanted.to_string(), ty)
    }
}

/// Whether two types can be equal.
enum Comparability {
    Comparable,
    Mixed,
    NeverNull,
    Disjoint,
    Records,
}

fn comparability(left: &Type, right: &Type) -> Comparability {
    if *left == Type::Null || *right == Type::Null {
        let other = if *left == Type::Null { right } else { left };
        let possible = other.is_optional() || other.is_nothing();
        return if possible { Comparability::Comparable } else { Comparability::NeverNull };
    }
    let (left, right) = (left.required(), right.required());
    if left.is_nothing() || right.is_nothing() {
        return Comparability::Comparable;
    }
    match (left, right) {
        (Type::OneOf(left), Type::OneOf(right)) => {
            let common = left.iter().any(|member| right.contains(member));
            if common { Comparability::Comparable } else { Comparability::Disjoint }
        }
        (Type::OneOf(_), Type::Text) | (Type::Text, Type::OneOf(_)) => Comparability::Comparable,
        (Type::List(left), Type::List(right)) => comparability(left, right),
        (Type::Record(_), Type::Record(_)) => Comparability::Records,
        _ if left == right => Comparability::Comparable,
        _ => Comparability::Mixed,
    }
}

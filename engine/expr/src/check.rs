//! The type checker. What passes cannot meet a type mismatch when it is evaluated on values of the declared
//! types; what does not is reported with every fault at once.

mod operators;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::builtins::{Function, Parameter};
use crate::errors::{ExprError, Hint, closest};
use crate::messages::code;
use crate::narrow::{Known, not_null_when};
use crate::syntax::{Expr, ExprKind, Operator, Span};
use crate::types::Type;
use crate::unary_test::{Choice, Test};
use crate::value::Value;

/// Fields listed when none is close to what was written: as many as can be read in one line.
const FIELDS_LISTED_MAX: usize = 12;

/// The declared data: root names and their types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeEnv {
    names: BTreeMap<Arc<str>, Type>,
}

impl TypeEnv {
    /// No names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one name more; a name that is there gets the new type.
    #[must_use]
    pub fn with(mut self, name: impl Into<Arc<str>>, ty: Type) -> Self {
        self.names.insert(name.into(), ty);
        self
    }

    /// The type of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.names.get(name)
    }

    /// All names, ascending.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(|name| &**name)
    }
}

/// The type of the expression. A text literal has the enumerated type of itself; ask
/// [`Type::fits_into`] whether the result may be assigned.
///
/// # Errors
/// `MJ21xx`, all that were found, in the order of the source.
pub fn check(expr: &Expr, env: &TypeEnv) -> Result<Type, Vec<ExprError>> {
    finished(env, |checker| checker.infer(expr, &Known::new()))
}

/// Checks that the expression is a condition: a plain `bool`, never null.
///
/// # Errors
/// As [`check`], and `MJ2104` or `MJ2107` when it is something else.
pub fn check_condition(expr: &Expr, env: &TypeEnv) -> Result<(), Vec<ExprError>> {
    finished(env, |checker| checker.demand(expr, &Known::new(), &Type::Bool)).map(|_| ())
}

/// The faults of a decision table's test on an input of the type given. Tests skip null by themselves, so
/// an optional input may be compared.
pub(crate) fn check_test(test: &Test, input: &Arc<str>, ty: &Type, env: &TypeEnv) -> Vec<ExprError> {
    let mut checker = Checker { env, bound: Vec::new(), errors: Vec::new() };
    let input_at = |operand: &Expr| Expr { kind: ExprKind::Name(input.clone()), span: operand.span.clone() };
    for choice in test.choices() {
        for operand in choice.operands() {
            let left = input_at(operand);
            let Some(operand_type) = checker.infer(operand, &Known::new()) else {
                continue;
            };
            let _ = match choice {
                Choice::Compare(operator @ (Operator::Equal | Operator::NotEqual), _) => {
                    checker.equality(&left, ty, operand, &operand_type, operator.symbol())
                }
                Choice::Compare(operator, _) => {
                    checker.ordering(&left, ty.required(), operand, &operand_type, operator.symbol())
                }
                Choice::Within(_) => checker.ordering(&left, ty.required(), operand, &operand_type, ".."),
            };
        }
    }
    checker.errors
}

fn finished(env: &TypeEnv, infer: impl FnOnce(&mut Checker) -> Option<Type>) -> Result<Type, Vec<ExprError>> {
    let mut checker = Checker { env, bound: Vec::new(), errors: Vec::new() };
    match infer(&mut checker) {
        Some(ty) if checker.errors.is_empty() => Ok(ty),
        _ => {
            checker.errors.sort_by_key(|error| error.span.start);
            Err(checker.errors)
        }
    }
}

struct Checker<'a> {
    env: &'a TypeEnv,
    bound: Vec<(Arc<str>, Type)>,
    errors: Vec<ExprError>,
}

/// The type, or `None` when a fault was noted.
type Inferred = Option<Type>;

impl Checker<'_> {
    fn infer(&mut self, expr: &Expr, known: &Known) -> Inferred {
        match &expr.kind {
            ExprKind::Literal(value) => Some(literal(value)),
            ExprKind::Duration(_) => self.fault(ExprError::new(code::MISPLACED_DURATION, expr.span.clone())),
            ExprKind::Name(name) => self.name(name, expr, known),
            ExprKind::Member { record, field, field_span } => {
                let record_type = self.infer(record, known)?;
                self.member(expr, record, &record_type, field, field_span, known)
            }
            ExprKind::List(items) => self.list(items, known),
            ExprKind::Not(operand) => self.demand(operand, known, &Type::Bool),
            ExprKind::Negate(operand) => self.demand(operand, known, &Type::Number),
            ExprKind::Binary { operator, left, right } => self.binary(*operator, left, right, known),
            ExprKind::If { condition, yes, no } => self.conditional(expr, condition, yes, no, known),
            ExprKind::InList { value, items } => self.in_list(value, items, known),
            ExprKind::InRange { value, range } => self.in_range(value, range, known),
            ExprKind::Quantified { variable, variable_span, list, condition, .. } => {
                self.quantified(variable, variable_span, list, condition, known)
            }
            ExprKind::Call { function, arguments } => self.call(*function, arguments, known),
        }
    }

    fn name(&mut self, name: &Arc<str>, expr: &Expr, known: &Known) -> Inferred {
        let bound = self.bound.iter().rev().find(|(variable, _)| variable == name).map(|(_, ty)| ty);
        if let Some(ty) = bound.or_else(|| self.env.get(name)) {
            return Some(narrowed(ty, expr, known));
        }
        let variables = self.bound.iter().map(|(variable, _)| &**variable);
        let hint = closest(name, variables.chain(self.env.names()));
        self.fault(ExprError::new(code::UNKNOWN_NAME, expr.span.clone()).with("name", name).hinted(hint))
    }

    fn member(
        &mut self,
        expr: &Expr,
        record: &Expr,
        record_type: &Type,
        field: &Arc<str>,
        field_span: &Span,
        known: &Known,
    ) -> Inferred {
        let Type::Record(fields) = record_type.required() else {
            let error = ExprError::new(code::NO_RECORD, field_span.clone());
            return self.fault(error.with("found", record_type).with("name", field));
        };
        if record_type.is_optional() {
            return self.may_be_null(record, record_type);
        }
        if let Some(ty) = fields.get(field) {
            return Some(narrowed(ty, expr, known));
        }
        let all = || Hint::OneOf(fields.keys().take(FIELDS_LISTED_MAX).map(ToString::to_string).collect());
        let hint = closest(field, fields.keys().map(|name| &**name)).unwrap_or_else(all);
        let error = ExprError::new(code::UNKNOWN_FIELD, field_span.clone()).with("name", field);
        self.fault(error.with("record", written(record)).hinted(hint))
    }

    fn list(&mut self, items: &[Expr], known: &Known) -> Inferred {
        let types: Vec<Inferred> = items.iter().map(|item| self.infer(item, known)).collect();
        let mut element = Type::nothing();
        for (item, ty) in items.iter().zip(types) {
            let ty = ty?;
            element = match element.join(&ty) {
                Some(joined) => joined,
                None => {
                    let error = ExprError::new(code::ITEMS_DIFFER, item.span.clone());
                    return self.fault(error.with("left", element).with("right", ty));
                }
            };
        }
        Some(Type::list(element))
    }

    fn conditional(&mut self, expr: &Expr, condition: &Expr, yes: &Expr, no: &Expr, known: &Known) -> Inferred {
        let plain = self.demand(condition, known, &Type::Bool);
        let yes = self.infer(yes, &with(known, not_null_when(condition, true)));
        let no = self.infer(no, &with(known, not_null_when(condition, false)));
        plain?;
        let (yes, no) = (yes?, no?);
        yes.join(&no).or_else(|| {
            let error = ExprError::new(code::BRANCHES_DIFFER, expr.span.clone());
            self.fault(error.with("left", yes).with("right", no))
        })
    }

    fn quantified(
        &mut self,
        variable: &Arc<str>,
        variable_span: &Span,
        list: &Expr,
        condition: &Expr,
        known: &Known,
    ) -> Inferred {
        let list_type = self.infer(list, known);
        if self.env.get(variable).is_some() || self.bound.iter().any(|(name, _)| name == variable) {
            return self.fault(ExprError::new(code::SHADOWED, variable_span.clone()).with("name", variable));
        }
        let list_type = list_type?;
        let Type::List(element) = list_type.required() else {
            return self.wrong_type(list, "list", &list_type);
        };
        if list_type.is_optional() {
            return self.may_be_null(list, &list_type);
        }
        self.bound.push((variable.clone(), (**element).clone()));
        let result = self.demand(condition, known, &Type::Bool);
        self.bound.pop();
        result
    }

    fn call(&mut self, function: Function, arguments: &[Expr], known: &Known) -> Inferred {
        let builtin = function.builtin();
        let types: Vec<Inferred> = arguments.iter().map(|argument| self.infer(argument, known)).collect();
        let first = types.first().cloned().flatten();
        let mut right = true;
        for ((parameter, argument), ty) in builtin.parameters.iter().zip(arguments).zip(types) {
            right &= match (ty, &first) {
                (Some(ty), Some(first)) => self.argument(*parameter, argument, &ty, arguments, first).is_some(),
                _ => false,
            };
        }
        right.then(|| builtin.yields.ty())
    }

    fn argument(
        &mut self,
        parameter: Parameter,
        argument: &Expr,
        ty: &Type,
        arguments: &[Expr],
        first: &Type,
    ) -> Inferred {
        match parameter {
            Parameter::Text => self.fits(argument, ty, &Type::Text),
            Parameter::Number => self.fits(argument, ty, &Type::Number),
            Parameter::Numbers => self.fits(argument, ty, &Type::list(Type::Number)),
            Parameter::Dates => self.fits(argument, ty, &Type::list(Type::Date)),
            Parameter::AnyList if ty.is_optional() => self.may_be_null(argument, ty),
            Parameter::AnyList if matches!(ty, Type::List(_)) || ty.is_nothing() => Some(ty.clone()),
            Parameter::AnyList => self.wrong_type(argument, "list", ty),
            Parameter::Item => match (first, arguments) {
                (Type::List(element), [list, _]) => self.equality(list, element, argument, ty, "list_contains"),
                _ => Some(Type::Bool),
            },
        }
    }
}

/// Faults: each is noted and yields no type.
impl Checker<'_> {
    fn fault(&mut self, error: ExprError) -> Inferred {
        self.errors.push(error);
        None
    }

    fn wrong_type(&mut self, expr: &Expr, expected: &str, found: &Type) -> Inferred {
        let error = ExprError::new(code::WRONG_TYPE, expr.span.clone());
        self.fault(error.with("expected", expected).with("found", found))
    }

    fn may_be_null(&mut self, expr: &Expr, found: &Type) -> Inferred {
        let hint = expr.path().map(|path| path.join(".")).map(|path| match found.required() {
            Type::Bool => Hint::Write(format!("{path} = true")),
            _ => Hint::CheckNull(path),
        });
        let error = ExprError::new(code::MAY_BE_NULL, expr.span.clone());
        self.fault(error.with("found", found).hinted(hint))
    }

    fn mixed(&mut self, operator: &str, left: &Expr, left_type: &Type, right: &Expr, right_type: &Type) -> Inferred {
        let days = *left_type == Type::Date && *right_type == Type::Number && matches!(operator, "+" | "-");
        let hint = days.then(|| Hint::Write(format!("{operator} duration(\"P30D\")")));
        let span = left.span.start.min(right.span.start)..right.span.end.max(left.span.end);
        let error = ExprError::new(code::MIXED_TYPES, span).with("operator", operator);
        self.fault(error.with("left", left_type).with("right", right_type).hinted(hint))
    }

    fn not_a_member(&mut self, odd: &Expr, odd_type: &Type, members: &Type) -> Inferred {
        let hint = match (odd_type.required(), members.required()) {
            (Type::OneOf(written), Type::OneOf(members)) => {
                written.first().and_then(|written| closest(written, members.iter().map(|member| &**member)))
            }
            _ => None,
        };
        let error = ExprError::new(code::NOT_A_MEMBER, odd.span.clone()).with("found", odd_type.required());
        self.fault(error.with("members", members.required()).hinted(hint))
    }
}

fn literal(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Bool,
        Value::Number(_) => Type::Number,
        Value::Text(text) => Type::one_of([text.clone()]),
        Value::Date(_) => Type::Date,
        Value::Instant(_) => Type::Instant,
        Value::List(items) => {
            let element = items.iter().map(literal).try_fold(Type::nothing(), |all, ty| all.join(&ty));
            Type::list(element.unwrap_or(Type::Text))
        }
        Value::Map(fields) => Type::record(fields.iter().map(|(name, value)| (name.clone(), literal(value)))),
    }
}

fn narrowed(ty: &Type, expr: &Expr, known: &Known) -> Type {
    let not_null = expr.path().is_some_and(|path| known.contains(&path));
    if not_null { ty.required().clone() } else { ty.clone() }
}

fn with(known: &Known, more: Known) -> Known {
    known.iter().cloned().chain(more).collect()
}

/// A path as it is written; anything else in a word.
fn written(expr: &Expr) -> String {
    expr.path().map_or_else(|| "(…)".to_owned(), |path| path.join("."))
}

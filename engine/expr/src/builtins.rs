//! The built-in functions: one table with name, parameters, result and code. A new function is a variant,
//! a line in the table and a small function below.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::arithmetic::{added, type_fault};
use crate::errors::ExprError;
use crate::eval::Scope;
use crate::messages::code;
use crate::syntax::Span;
use crate::types::Type;
use crate::value::Value;

/// A built-in function; stored in compiled bundles, so the order of the variants stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is described by its row in `BUILTINS`")]
pub enum Function {
    Today,
    Count,
    Sum,
    Min,
    Max,
    Earliest,
    Latest,
    Contains,
    StartsWith,
    EndsWith,
    Length,
    ListContains,
    Floor,
    RoundHalfUp,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A list of numbers.
    Numbers,
    /// A list of dates.
    Dates,
    /// A list of anything.
    AnyList,
    /// Something that can be compared with an element of the first argument.
    Item,
}

/// What a function yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yields {
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// A civil date.
    Date,
}

impl Yields {
    /// The type of the result.
    #[must_use]
    pub fn ty(self) -> Type {
        match self {
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::Date => Type::Date,
        }
    }
}

/// One row of the table.
pub struct Builtin {
    /// The function.
    pub function: Function,
    /// Its name in expressions.
    pub name: &'static str,
    /// Its parameters, in order.
    pub parameters: &'static [Parameter],
    /// Its result.
    pub yields: Yields,
    /// What it does, in Chinese and English.
    pub about: [&'static str; 2],
    run: fn(&Call) -> Result<Value, ExprError>,
}

/// A call with its arguments evaluated.
struct Call<'a> {
    name: &'static str,
    arguments: &'a [Value],
    span: &'a Span,
    scope: &'a dyn Scope,
}

use Parameter as P;

/// All functions, in the order of [`Function`].
#[rustfmt::skip]
pub static BUILTINS: [Builtin; 14] = [
    Builtin { function: Function::Today, name: "today", parameters: &[], yields: Yields::Date, run: today,
        about: ["命令所记的日期", "the civil date of the command"] },
    Builtin { function: Function::Count, name: "count", parameters: &[P::AnyList], yields: Yields::Number, run: count,
        about: ["列表的元素个数", "how many items the list has"] },
    Builtin { function: Function::Sum, name: "sum", parameters: &[P::Numbers], yields: Yields::Number, run: sum,
        about: ["各数之和,空列表为 0", "the sum of the numbers; 0 for none"] },
    Builtin { function: Function::Min, name: "min", parameters: &[P::Numbers], yields: Yields::Number, run: min,
        about: ["最小的数,列表不得为空", "the least number; the list must not be empty"] },
    Builtin { function: Function::Max, name: "max", parameters: &[P::Numbers], yields: Yields::Number, run: max,
        about: ["最大的数,列表不得为空", "the greatest number; the list must not be empty"] },
    Builtin { function: Function::Earliest, name: "earliest", parameters: &[P::Dates], yields: Yields::Date, run: earliest,
        about: ["最早的日期,列表不得为空", "the earliest date; the list must not be empty"] },
    Builtin { function: Function::Latest, name: "latest", parameters: &[P::Dates], yields: Yields::Date, run: latest,
        about: ["最晚的日期,列表不得为空", "the latest date; the list must not be empty"] },
    Builtin { function: Function::Contains, name: "contains", parameters: &[P::Text, P::Text], yields: Yields::Bool, run: contains,
        about: ["前者是否包含后者", "whether the first text contains the second"] },
    Builtin { function: Function::StartsWith, name: "starts_with", parameters: &[P::Text, P::Text], yields: Yields::Bool, run: starts_with,
        about: ["前者是否以后者开头", "whether the first text begins with the second"] },
    Builtin { function: Function::EndsWith, name: "ends_with", parameters: &[P::Text, P::Text], yields: Yields::Bool, run: ends_with,
        about: ["前者是否以后者结尾", "whether the first text ends with the second"] },
    Builtin { function: Function::Length, name: "length", parameters: &[P::Text], yields: Yields::Number, run: length,
        about: ["文本的字符数", "the number of characters of the text"] },
    Builtin { function: Function::ListContains, name: "list_contains", parameters: &[P::AnyList, P::Item], yields: Yields::Bool, run: list_contains,
        about: ["列表中是否有该元素", "whether an item of the list equals the second argument"] },
    Builtin { function: Function::Floor, name: "floor", parameters: &[P::Number], yields: Yields::Number, run: floor,
        about: ["不大于该数的最大整数", "the greatest whole number that is not above"] },
    Builtin { function: Function::RoundHalfUp, name: "round_half_up", parameters: &[P::Number, P::Number], yields: Yields::Number, run: round_half_up,
        about: ["四舍五入到指定的小数位数", "rounded to so many places, halves away from zero"] },
];

/// The row of a name, if there is such a function.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Builtin> {
    BUILTINS.iter().find(|builtin| builtin.name == name)
}

impl Function {
    /// The function's row; [`BUILTINS`] is in the order of the variants, which a test holds.
    #[must_use]
    pub fn builtin(self) -> &'static Builtin {
        &BUILTINS[self as usize]
    }
}

impl Builtin {
    /// Runs the function on evaluated arguments.
    ///
    /// # Errors
    /// `MJ2203` out of range, `MJ2205` an empty list, `MJ2207` impossible places, `MJ2206` for a value that is
    /// not of its declared type.
    pub fn call(&self, arguments: &[Value], span: &Span, scope: &dyn Scope) -> Result<Value, ExprError> {
        (self.run)(&Call { name: self.name, arguments, span, scope })
    }
}

fn today(call: &Call) -> Result<Value, ExprError> {
    Ok(Value::Date(call.scope.today()))
}

fn count(call: &Call) -> Result<Value, ExprError> {
    call.list(0).map(whole)
}

fn sum(call: &Call) -> Result<Value, ExprError> {
    let mut total = Decimal::ZERO;
    for item in call.list(0)? {
        total = added(total, call.number_of(item)?, call.span)?;
    }
    Ok(Value::Number(total))
}

fn min(call: &Call) -> Result<Value, ExprError> {
    call.numbers()?.into_iter().min().map(Value::Number).ok_or_else(|| call.empty())
}

fn max(call: &Call) -> Result<Value, ExprError> {
    call.numbers()?.into_iter().max().map(Value::Number).ok_or_else(|| call.empty())
}

fn earliest(call: &Call) -> Result<Value, ExprError> {
    call.dates()?.into_iter().min().map(Value::Date).ok_or_else(|| call.empty())
}

fn latest(call: &Call) -> Result<Value, ExprError> {
    call.dates()?.into_iter().max().map(Value::Date).ok_or_else(|| call.empty())
}

fn contains(call: &Call) -> Result<Value, ExprError> {
    Ok(Value::Bool(call.text(0)?.contains(call.text(1)?)))
}

fn starts_with(call: &Call) -> Result<Value, ExprError> {
    Ok(Value::Bool(call.text(0)?.starts_with(call.text(1)?)))
}

fn ends_with(call: &Call) -> Result<Value, ExprError> {
    Ok(Value::Bool(call.text(0)?.ends_with(call.text(1)?)))
}

fn length(call: &Call) -> Result<Value, ExprError> {
    Ok(Value::Number(Decimal::from(call.text(0)?.chars().count())))
}

fn list_contains(call: &Call) -> Result<Value, ExprError> {
    let wanted = call.argument(1)?;
    Ok(Value::Bool(call.list(0)?.contains(wanted)))
}

fn floor(call: &Call) -> Result<Value, ExprError> {
    Ok(Value::Number(call.number(0)?.floor()))
}

fn round_half_up(call: &Call) -> Result<Value, ExprError> {
    let asked = call.number(1)?;
    let places = u32::try_from(asked).ok().filter(|places| asked.is_integer() && *places <= Decimal::MAX_SCALE);
    let places = places.ok_or_else(|| ExprError::new(code::BAD_PLACES, call.span.clone()).with("found", asked))?;
    let rounded = call.number(0)?.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    Ok(Value::Number(rounded))
}

fn whole(items: &[Value]) -> Value {
    Value::Number(Decimal::from(items.len()))
}

impl<'a> Call<'a> {
    fn argument(&self, index: usize) -> Result<&'a Value, ExprError> {
        self.arguments.get(index).ok_or_else(|| type_fault("argument", &Value::Null, self.span))
    }

    fn text(&self, index: usize) -> Result<&'a str, ExprError> {
        let value = self.argument(index)?;
        value.as_text().ok_or_else(|| type_fault("text", value, self.span))
    }

    fn number(&self, index: usize) -> Result<Decimal, ExprError> {
        self.number_of(self.argument(index)?)
    }

    fn number_of(&self, value: &Value) -> Result<Decimal, ExprError> {
        value.as_number().ok_or_else(|| type_fault("number", value, self.span))
    }

    fn list(&self, index: usize) -> Result<&'a [Value], ExprError> {
        let value = self.argument(index)?;
        value.as_list().ok_or_else(|| type_fault("list", value, self.span))
    }

    fn numbers(&self) -> Result<Vec<Decimal>, ExprError> {
        self.list(0)?.iter().map(|item| self.number_of(item)).collect()
    }

    fn dates(&self) -> Result<Vec<jiff::civil::Date>, ExprError> {
        let date = |item: &Value| item.as_date().ok_or_else(|| type_fault("date", item, self.span));
        self.list(0)?.iter().map(date).collect()
    }

    fn empty(&self) -> ExprError {
        ExprError::new(code::EMPTY_LIST, self.span.clone()).with("name", self.name)
    }
}

//! The cells of a table column: a finite cut of its domain, one sample value each, and which rules' tests
//! pass it.

use jiff::{ToSpan, civil::Date};
use rust_decimal::Decimal;

use crate::eval::{Scope, eval};
use crate::reads::{reads, uses_today};
use crate::table::shown;
use crate::types::Type;
use crate::unary_test::Test;
use crate::value::Value;

/// A part of a column's domain inside of which no constant test changes its answer.
pub(crate) struct Cell {
    /// The part, written as a test.
    pub(crate) label: String,
    /// By rule: whether its test passes; `None` where that depends on more than this column.
    passes: Vec<Option<bool>>,
}

impl Cell {
    /// Whether the rule's test certainly passes here.
    pub(crate) fn surely(&self, rule: usize) -> bool {
        self.passes.get(rule).copied().flatten() == Some(true)
    }

    /// Whether the rule's test may pass here.
    pub(crate) fn perhaps(&self, rule: usize) -> bool {
        self.passes.get(rule).copied().flatten() != Some(false)
    }
}

/// The cells of a column with the tests given, one test a rule.
pub(crate) fn cells(ty: &Type, tests: &[&Test]) -> Vec<Cell> {
    let Some(samples) = samples(ty, &constants(tests)) else {
        let passes = tests.iter().map(|test| (**test == Test::Any).then_some(true)).collect();
        return vec![Cell { label: "-".to_owned(), passes }];
    };
    let cell = |(label, value): (String, Value)| Cell {
        label,
        passes: tests.iter().map(|test| answer(test, &value)).collect(),
    };
    samples.into_iter().map(cell).collect()
}

/// The test's answer for the sample; `None` if it reads other inputs, the date, or cannot be computed.
fn answer(test: &Test, value: &Value) -> Option<bool> {
    let constant = test.choices().iter().flat_map(|choice| choice.operands());
    for operand in constant {
        if !reads(operand).is_empty() || uses_today(operand) {
            return None;
        }
    }
    test.passes(value, &Nothing).ok()
}

/// The values of all constant operands in a column.
fn constants(tests: &[&Test]) -> Vec<Value> {
    let choices = tests.iter().flat_map(|test| test.choices());
    let operands = choices.flat_map(|choice| choice.operands());
    let constant = operands.filter(|operand| reads(operand).is_empty() && !uses_today(operand));
    constant.filter_map(|operand| eval(operand, &Nothing).ok()).collect()
}

/// Sample values with their labels, covering the whole domain; `None` where the domain cannot be cut.
fn samples(ty: &Type, constants: &[Value]) -> Option<Vec<(String, Value)>> {
    let labelled = |value: Value| (shown(&value), value);
    let mut samples = match ty.required() {
        Type::Bool => [true, false].map(Value::Bool).map(labelled).to_vec(),
        Type::OneOf(members) => members.iter().cloned().map(Value::Text).map(labelled).collect(),
        Type::Text => texts(constants),
        Type::Number => numbers(constants)?,
        Type::Date => dates(constants),
        Type::Null => Vec::new(),
        Type::Instant | Type::Duration | Type::List(_) | Type::Record(_) | Type::Optional(_) => {
            return None;
        }
    };
    if ty.is_optional() {
        samples.push(labelled(Value::Null));
    }
    Some(samples)
}

/// Each text that is named, and one that is not.
fn texts(constants: &[Value]) -> Vec<(String, Value)> {
    let mut named: Vec<&Value> = constants.iter().filter(|value| value.as_text().is_some()).collect();
    named.sort_by_key(|value| value.as_text());
    named.dedup();
    let unnamed: String = named.iter().filter_map(|value| value.as_text()).chain(["…"]).collect();
    let names: Vec<String> = named.iter().map(|value| shown(value)).collect();
    let label = if names.is_empty() { "-".to_owned() } else { format!("not({})", names.join(", ")) };
    let mut samples: Vec<(String, Value)> = named.into_iter().map(|value| (shown(value), value.clone())).collect();
    samples.push((label, Value::text(unnamed)));
    samples
}

fn numbers(constants: &[Value]) -> Option<Vec<(String, Value)>> {
    let mut points: Vec<Decimal> = constants.iter().filter_map(Value::as_number).collect();
    points.sort();
    points.dedup();
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
        return Some(vec![("-".to_owned(), Value::Number(Decimal::ZERO))]);
    };
    let mut samples = vec![(format!("< {first}"), Value::Number(first.checked_sub(Decimal::ONE)?))];
    for (index, point) in points.iter().enumerate() {
        samples.push((point.to_string(), Value::Number(*point)));
        if let Some(next) = points.get(index + 1) {
            let middle = point.checked_add(*next)?.checked_div(Decimal::TWO)?;
            // Of two neighbours at the 28th digit nothing lies between.
            if *point < middle && middle < *next {
                samples.push((format!("({point}..{next})"), Value::Number(middle)));
            }
        }
    }
    samples.push((format!("> {last}"), Value::Number(last.checked_add(Decimal::ONE)?)));
    Some(samples)
}

fn dates(constants: &[Value]) -> Vec<(String, Value)> {
    let mut points: Vec<Date> = constants.iter().filter_map(Value::as_date).collect();
    points.sort();
    points.dedup();
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
        return vec![("-".to_owned(), Value::Date(Date::ZERO))];
    };
    let written = |date: Date| shown(&Value::Date(date));
    let mut samples = Vec::new();
    // A constant at the very end of the calendar has nothing beyond it.
    if let Ok(before) = first.checked_sub(1.day()) {
        samples.push((format!("< {}", written(first)), Value::Date(before)));
    }
    for (index, point) in points.iter().enumerate() {
        samples.push((written(*point), Value::Date(*point)));
        let tomorrow = point.checked_add(1.day()).ok();
        if let (Some(next), Some(tomorrow)) = (points.get(index + 1), tomorrow)
            && tomorrow < *next
        {
            samples.push((format!("({}..{})", written(*point), written(*next)), Value::Date(tomorrow)));
        }
    }
    if let Ok(after) = last.checked_add(1.day()) {
        samples.push((format!("> {}", written(last)), Value::Date(after)));
    }
    samples
}

/// The scope of constants: no names, and a date that nobody asks for.
struct Nothing;

impl Scope for Nothing {
    fn lookup(&self, _: &str) -> Option<Value> {
        None
    }

    fn today(&self) -> Date {
        Date::ZERO
    }
}

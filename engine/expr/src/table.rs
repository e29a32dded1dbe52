//! Decision tables: columns, rules, a hit policy, and which rule applies.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::errors::{ExprError, Lang};
use crate::eval::{Scope, eval};
use crate::messages::{self, code};
use crate::syntax::Expr;
use crate::types::Type;
use crate::unary_test::Test;
use crate::value::Value;

/// A decision table (DMN 1.5, chapter 8). Its expressions see the inputs by name, and `today()`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The condition columns.
    pub inputs: Vec<Input>,
    /// The result columns.
    pub outputs: Vec<Output>,
    /// Which rules may match together.
    pub hit: HitPolicy,
    /// The rules, in the order of the file.
    pub rules: Vec<Rule>,
}

/// A condition column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The name under which the input is given and read.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
}

/// A result column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// The name of the result.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
}

/// How many rules may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitPolicy {
    /// Exactly one rule matches; two are an error.
    Unique,
    /// The first that matches, in the order of the file.
    First,
}

/// A rule: one test an input, one expression an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The tests, in the order of the inputs.
    pub when: Vec<Test>,
    /// The results, in the order of the outputs.
    pub then: Vec<Expr>,
}

/// What a table answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rules that gave the answer, counted from 0: always one under both policies.
    pub rules: Vec<usize>,
    /// The results by column.
    pub outputs: BTreeMap<Arc<str>, Value>,
}

/// Why a table has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No rule matches the inputs, listed as `name = value`.
    #[error("{}: {}", self.code(), self.message(Lang::En))]
    NoRule {
        /// The inputs as text.
        inputs: String,
    },
    /// Several rules of a UNIQUE table match, counted from 0.
    #[error("{}: {}", self.code(), self.message(Lang::En))]
    SeveralRules {
        /// The rules.
        rules: Vec<usize>,
    },
    /// A cell could not be evaluated.
    #[error("{}: {}", self.code(), self.message(Lang::En))]
    Cell {
        /// The rule, counted from 0.
        row: usize,
        /// The column, counted from 0, outputs after the inputs.
        column: usize,
        /// The fault.
        #[source]
        error: ExprError,
    },
}

impl TableError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRule { .. } => code::NO_RULE,
            Self::SeveralRules { .. } => code::SEVERAL_RULES,
            Self::Cell { error, .. } => error.code,
        }
    }

    /// The facts of the message; rules are counted from 1, as people do.
    #[must_use]
    pub fn params(&self) -> BTreeMap<&'static str, String> {
        match self {
            Self::NoRule { inputs } => BTreeMap::from([("inputs", inputs.clone())]),
            Self::SeveralRules { rules } => {
                let numbers: Vec<String> = rules.iter().map(|rule| (rule + 1).to_string()).collect();
                BTreeMap::from([("rules", numbers.join(", "))])
            }
            Self::Cell { error, .. } => error.params.clone(),
        }
    }

    /// The message in one line, without the code.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        messages::text(self.code(), &self.params(), lang)
    }
}

impl Table {
    /// Checks shape, types and, for UNIQUE, overlaps of rules. Faults come as (row, column, error), both counted
    /// from 0, outputs after the inputs; an overlap is reported at the later rule, column 0.
    ///
    /// # Errors
    /// `MJ2301` to `MJ2306` and the codes of [`check`](crate::check()), all that were found.
    pub fn check(&self) -> Result<(), Vec<(usize, usize, ExprError)>> {
        crate::table_check::check(self)
    }

    /// Combinations of inputs that no rule covers, as far as that can be decided: see [`Gap`](crate::Gap).
    #[must_use]
    pub fn gaps(&self) -> Vec<crate::table_check::Gap> {
        crate::table_check::gaps(self)
    }

    /// The answer for the inputs; `scope` gives `today()` only.
    ///
    /// # Errors
    /// [`TableError`]; an input that is not given is `MJ2201` in its cell.
    pub fn evaluate(&self, inputs: &BTreeMap<Arc<str>, Value>, scope: &dyn Scope) -> Result<Hit, TableError> {
        let scope = Inputs { inputs, scope };
        let matching = self.matching(&scope)?;
        match *matching {
            [] => Err(TableError::NoRule { inputs: self.described(inputs) }),
            [row] => self.outputs(row, &scope),
            [..] => Err(TableError::SeveralRules { rules: matching }),
        }
    }

    /// The rules that match: all of them under UNIQUE, at most one under FIRST.
    fn matching(&self, scope: &Inputs) -> Result<Vec<usize>, TableError> {
        let mut matching = Vec::new();
        for (row, rule) in self.rules.iter().enumerate() {
            if self.rule_matches(row, rule, scope)? {
                matching.push(row);
                if self.hit == HitPolicy::First {
                    break;
                }
            }
        }
        Ok(matching)
    }

    fn rule_matches(&self, row: usize, rule: &Rule, scope: &Inputs) -> Result<bool, TableError> {
        for (column, (input, test)) in self.inputs.iter().zip(&rule.when).enumerate() {
            if *test == Test::Any {
                continue;
            }
            let cell = |error| TableError::Cell { row, column, error };
            let missing = || ExprError::new(code::NOT_THERE_YET, 0..0).with("name", &input.name);
            let value = scope.inputs.get(&input.name).ok_or_else(missing).map_err(cell)?;
            if !test.passes(value, scope).map_err(cell)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn outputs(&self, row: usize, scope: &Inputs) -> Result<Hit, TableError> {
        let mut outputs = BTreeMap::new();
        for (index, (output, expr)) in self.outputs.iter().zip(&self.rules[row].then).enumerate() {
            let column = self.inputs.len() + index;
            let value = eval(expr, scope).map_err(|error| TableError::Cell { row, column, error })?;
            outputs.insert(output.name.clone(), value);
        }
        Ok(Hit { rules: vec![row], outputs })
    }

    fn described(&self, inputs: &BTreeMap<Arc<str>, Value>) -> String {
        let mut text = String::new();
        for input in &self.inputs {
            let separator = if text.is_empty() { "" } else { ", " };
            let value = inputs.get(&input.name).map_or_else(|| "…".to_owned(), shown);
            // Writing to a String cannot fail.
            let _ = write!(text, "{separator}{} = {value}", input.name);
        }
        text
    }
}

/// A value as it would be written in an expression; lists and records only by their kind.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Date(date) => format!("date(\"{date}\")"),
        Value::Instant(instant) => instant.to_string(),
        Value::List(_) | Value::Map(_) => value.type_name().to_owned(),
    }
}

struct Inputs<'a> {
    inputs: &'a BTreeMap<Arc<str>, Value>,
    scope: &'a dyn Scope,
}

impl Scope for Inputs<'_> {
    fn lookup(&self, name: &str) -> Option<Value> {
        self.inputs.get(name).cloned()
    }

    fn today(&self) -> Date {
        self.scope.today()
    }
}

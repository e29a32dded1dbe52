//! Unary tests: what stands in the condition cells of a decision table (DMN 1.5, 7.3.3).
//!
//! ```text
//! test    = "-"  |  "not" "(" choices ")"  |  choices
//! choices = choice { "," choice }
//! choice  = ("=" | "!=" | "<" | "<=" | ">" | ">=") operand  |  range  |  expression
//! ```

use serde::{Deserialize, Serialize};

use crate::errors::ExprError;
use crate::eval::{Scope, compares, eval, within};
use crate::lexer::Sign;
use crate::parser::{Parser, parse_all};
use crate::syntax::{Expr, Interval, Operator};
use crate::value::Value;

/// A test of one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// `-`: anything, null too.
    Any,
    /// One of the choices holds.
    AnyOf(Vec<Choice>),
    /// None of the choices holds.
    NoneOf(Vec<Choice>),
}

/// One alternative of a test. Null equals only `null`; no comparison and no range holds for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// A comparison with the operand, such as `< 5`; a bare value means `= value`.
    Compare(Operator, Expr),
    /// A range such as `[1..5)`.
    Within(Interval),
}

impl Test {
    /// Reads a cell.
    ///
    /// # Errors
    /// `MJ20xx`, as [`parse`](crate::parse()).
    pub fn parse(source: &str) -> Result<Self, Vec<ExprError>> {
        parse_all(source, test)
    }

    /// Whether the input passes; `scope` gives the values that the cell's expressions read.
    ///
    /// # Errors
    /// `MJ22xx`, as [`eval`](crate::eval()).
    pub fn passes(&self, input: &Value, scope: &dyn Scope) -> Result<bool, ExprError> {
        match self {
            Self::Any => Ok(true),
            Self::AnyOf(choices) => any_holds(choices, input, scope),
            Self::NoneOf(choices) => any_holds(choices, input, scope).map(|holds| !holds),
        }
    }

    /// The choices, none for `-`.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Any => &[],
            Self::AnyOf(choices) | Self::NoneOf(choices) => choices,
        }
    }
}

impl Choice {
    /// The expressions in the choice, in the order of the source.
    #[must_use]
    pub fn operands(&self) -> Vec<&Expr> {
        match self {
            Self::Compare(_, operand) => vec![operand],
            Self::Within(range) => vec![&range.low, &range.high],
        }
    }

    fn holds(&self, input: &Value, scope: &dyn Scope) -> Result<bool, ExprError> {
        match self {
            Self::Compare(operator @ (Operator::Equal | Operator::NotEqual), operand) => {
                compares(*operator, input, &eval(operand, scope)?, operand)
            }
            Self::Compare(_, _) | Self::Within(_) if input.is_null() => Ok(false),
            Self::Compare(operator, operand) => compares(*operator, input, &eval(operand, scope)?, operand),
            Self::Within(range) => within(input, &eval(&range.low, scope)?, &eval(&range.high, scope)?, range),
        }
    }
}

fn any_holds(choices: &[Choice], input: &Value, scope: &dyn Scope) -> Result<bool, ExprError> {
    for choice in choices {
        if choice.holds(input, scope)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn test(parser: &mut Parser) -> Result<Test, ExprError> {
    if parser.is_dash() {
        parser.eat(Sign::Minus);
        return Ok(Test::Any);
    }
    if parser.eat_not() {
        let choices = choices(parser)?;
        parser.close()?;
        return Ok(Test::NoneOf(choices));
    }
    choices(parser).map(Test::AnyOf)
}

fn choices(parser: &mut Parser) -> Result<Vec<Choice>, ExprError> {
    let mut choices = vec![choice(parser)?];
    while parser.eat(Sign::Comma) {
        choices.push(choice(parser)?);
    }
    Ok(choices)
}

fn choice(parser: &mut Parser) -> Result<Choice, ExprError> {
    if let Some(operator) = parser.eat_comparison() {
        return parser.operand().map(|operand| Choice::Compare(operator, operand));
    }
    if let Some(range) = parser.try_interval()? {
        return Ok(Choice::Within(range));
    }
    parser.expression().map(|node| Choice::Compare(Operator::Equal, node.expr))
}

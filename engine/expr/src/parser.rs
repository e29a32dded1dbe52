//! Tokens to tree, by recursive descent: one function a level of precedence, lowest first.
//!
//! ```text
//! expression = "if" expression "then" expression "else" expression
//!            | ("some" | "every") NAME "in" expression "satisfies" expression
//!            | and { "or" and }
//! and        = comparison { "and" comparison }
//! comparison = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum | "in" set | "between" sum "and" sum ]
//! set        = ("(" | "[") expression ".." expression (")" | "]")  |  "(" list ")"  |  "[" list "]"
//! sum        = product { ("+" | "-") product }
//! product    = unary { ("*" | "/") unary }
//! unary      = "-" unary | member
//! member     = primary { "." NAME }
//! primary    = NUMBER | TEXT | "true" | "false" | "null" | NAME | "(" expression ")" | "[" [ list ] "]"
//!            | "not" "(" expression ")" | "date" "(" TEXT ")" | "duration" "(" TEXT ")" | NAME "(" [ list ] ")"
//! list       = expression { "," expression }
//! ```

mod cursor;
mod node;

use std::sync::Arc;

use crate::builtins::{self, BUILTINS};
use crate::errors::{ExprError, Hint, closest};
use crate::lexer::{Sign, Token, TokenKind, tokens};
use crate::messages::code;
use crate::syntax::{Expr, ExprKind, Interval, Operator, Quantifier, Span};
use crate::value::Value;

use node::{Node, Parsed, binary, in_range, too_deep, tree};

/// The depth of the tree. People lose track long before; tree walks recurse, and 64 frames fit any stack.
pub const DEPTH_MAX: usize = 64;

/// The length of a source. A condition that fills two screens belongs into a decision table.
pub const SOURCE_BYTES_MAX: usize = 8 * 1024;

/// Words that are never names.
const RESERVED: [&str; 13] =
    ["if", "then", "else", "or", "and", "not", "between", "in", "some", "every", "true", "false", "null"];

/// Reads an expression.
///
/// # Errors
/// `MJ20xx`, with the place. Reading stops at the first fault of grammar; unknown functions are collected.
pub fn parse(source: &str) -> Result<Expr, Vec<ExprError>> {
    parse_all(source, |parser| parser.expression().map(|node| node.expr))
}

/// Reads a whole source with the rule given; anything behind is an error.
pub(crate) fn parse_all<T>(
    source: &str,
    rule: impl FnOnce(&mut Parser) -> Result<T, ExprError>,
) -> Result<T, Vec<ExprError>> {
    let mut parser = Parser::new(source).map_err(|error| vec![error])?;
    let result = rule(&mut parser).and_then(|tree| parser.end().map(|()| tree));
    match result {
        Ok(tree) if parser.errors.is_empty() => Ok(tree),
        Ok(_) => Err(parser.errors),
        Err(error) => {
            parser.errors.push(error);
            Err(parser.errors)
        }
    }
}

pub(crate) struct Parser<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    errors: Vec<ExprError>,
}

impl<'a> Parser<'a> {
    fn new(source: &'a str) -> Result<Self, ExprError> {
        if source.len() > SOURCE_BYTES_MAX {
            let error = ExprError::new(code::SOURCE_TOO_LONG, 0..source.len());
            return Err(error.with("length", source.len()).with("limit", SOURCE_BYTES_MAX));
        }
        Ok(Self { source, tokens: tokens(source)?, next: 0, depth: 0, errors: Vec::new() })
    }

    pub(crate) fn expression(&mut self) -> Parsed {
        self.deeper(|parser| match parser.peek_word() {
            Some("if") => parser.conditional(),
            Some("some") => parser.quantified(Quantifier::Some),
            Some("every") => parser.quantified(Quantifier::Every),
            _ => parser.disjunction(),
        })
    }

    fn conditional(&mut self) -> Parsed {
        let start = self.bump().start;
        let condition = self.expression()?;
        self.expect_word("then")?;
        let yes = self.expression()?;
        self.expect_word("else")?;
        let no = self.expression()?;
        let height = condition.height.max(yes.height).max(no.height);
        let span = start..no.expr.span.end;
        let kind = ExprKind::If { condition: condition.boxed(), yes: yes.boxed(), no: no.boxed() };
        tree(kind, span, height)
    }

    fn quantified(&mut self, quantifier: Quantifier) -> Parsed {
        let start = self.bump().start;
        let (variable, variable_span) = self.name()?;
        self.expect_word("in")?;
        let list = self.expression()?;
        self.expect_word("satisfies")?;
        let condition = self.expression()?;
        let height = list.height.max(condition.height);
        let span = start..condition.expr.span.end;
        let (list, condition) = (list.boxed(), condition.boxed());
        tree(ExprKind::Quantified { quantifier, variable, variable_span, list, condition }, span, height)
    }

    fn disjunction(&mut self) -> Parsed {
        self.left_to_right(Self::conjunction, |parser| (parser.peek_word() == Some("or")).then_some(Operator::Or))
    }

    fn conjunction(&mut self) -> Parsed {
        self.left_to_right(Self::comparison, |parser| (parser.peek_word() == Some("and")).then_some(Operator::And))
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let compared = if let Some(operator) = self.peek_comparison() {
            self.bump();
            let right = self.sum()?;
            binary(operator, left, right)?
        } else if self.peek_word() == Some("in") {
            self.bump();
            self.membership(left)?
        } else if self.peek_word() == Some("between") {
            self.bump();
            let low = self.sum()?;
            self.expect_word("and")?;
            let high = self.sum()?;
            in_range(left, low, true, high, true)?
        } else {
            return Ok(left);
        };
        if self.peek_comparison().is_some() || matches!(self.peek_word(), Some("in" | "between")) {
            return Err(ExprError::new(code::CHAINED_COMPARISON, self.peek().span.clone()));
        }
        Ok(compared)
    }

    /// What follows `in`: a range or a list, told apart by the `..` after the first expression.
    fn membership(&mut self, value: Node) -> Parsed {
        let Some(opening) = self.peek_opening() else {
            let error = self.unexpected(code::IN_WHAT);
            let list = self.member().ok().and_then(|node| node.expr.path()).zip(value.expr.path());
            let hint = list.map(|(list, item)| format!("list_contains({}, {})", list.join("."), item.join(".")));
            return Err(error.hinted(hint.map(Hint::Write)));
        };
        self.bump();
        let first = self.expression()?;
        if self.eat(Sign::DotDot) {
            let high = self.expression()?;
            let high_inside = self.range_end()?;
            return in_range(value, first, opening == Sign::BracketOpen, high, high_inside);
        }
        let closing = if opening == Sign::ParenOpen { Sign::ParenClose } else { Sign::BracketClose };
        let (items, height) = self.items_after(first, closing)?;
        let span = value.expr.span.start..self.last_end();
        let height = value.height.max(height);
        tree(ExprKind::InList { value: value.boxed(), items }, span, height)
    }

    fn sum(&mut self) -> Parsed {
        self.left_to_right(Self::product, |parser| match parser.peek_sign() {
            Some(Sign::Plus) => Some(Operator::Add),
            Some(Sign::Minus) => Some(Operator::Subtract),
            _ => None,
        })
    }

    fn product(&mut self) -> Parsed {
        self.left_to_right(Self::unary, |parser| match parser.peek_sign() {
            Some(Sign::Star) => Some(Operator::Multiply),
            Some(Sign::Slash) => Some(Operator::Divide),
            _ => None,
        })
    }

    fn unary(&mut self) -> Parsed {
        if self.peek_sign() != Some(Sign::Minus) {
            return self.member();
        }
        let start = self.bump().start;
        let operand = self.deeper(Self::unary)?;
        let (span, height) = (start..operand.expr.span.end, operand.height);
        tree(ExprKind::Negate(operand.boxed()), span, height)
    }

    fn member(&mut self) -> Parsed {
        let mut node = self.primary()?;
        while self.eat(Sign::Dot) {
            let (field, field_span) = self.field()?;
            let (span, height) = (node.expr.span.start..field_span.end, node.height);
            node = tree(ExprKind::Member { record: node.boxed(), field, field_span }, span, height)?;
        }
        Ok(node)
    }

    fn primary(&mut self) -> Parsed {
        let Token { kind, span } = self.peek().clone();
        match kind {
            TokenKind::Number(number) => self.literal(Value::Number(number)),
            TokenKind::Text(text) => self.literal(Value::Text(text)),
            TokenKind::Sign(Sign::ParenOpen) => {
                self.bump();
                let inner = self.expression()?;
                self.expect(Sign::ParenClose)?;
                Ok(inner)
            }
            TokenKind::Sign(Sign::BracketOpen) => {
                self.bump();
                let (items, height) = self.items(Sign::BracketClose)?;
                tree(ExprKind::List(items), span.start..self.last_end(), height)
            }
            TokenKind::Word(word) => self.word(&word, span),
            TokenKind::Sign(_) | TokenKind::End => Err(self.unexpected(code::VALUE_EXPECTED)),
        }
    }

    fn word(&mut self, word: &Arc<str>, span: Span) -> Parsed {
        match &**word {
            "true" => return self.literal(Value::Bool(true)),
            "false" => return self.literal(Value::Bool(false)),
            "null" => return self.literal(Value::Null),
            "not" => return self.negation(),
            reserved if RESERVED.contains(&reserved) => {
                return Err(self.unexpected(code::VALUE_EXPECTED));
            }
            _ => {}
        }
        self.bump();
        if !self.eat(Sign::ParenOpen) {
            return tree(ExprKind::Name(word.clone()), span, 0);
        }
        match &**word {
            "date" => self.constant(span.start, code::BAD_DATE, |text| {
                text.parse().ok().map(|date| ExprKind::Literal(Value::Date(date)))
            }),
            "duration" => {
                self.constant(span.start, code::BAD_DURATION, |text| text.parse().ok().map(ExprKind::Duration))
            }
            name => self.call(name, span),
        }
    }

    fn negation(&mut self) -> Parsed {
        let start = self.bump().start;
        self.expect(Sign::ParenOpen)?;
        let operand = self.expression()?;
        self.expect(Sign::ParenClose)?;
        let height = operand.height;
        tree(ExprKind::Not(operand.boxed()), start..self.last_end(), height)
    }

    /// `date("…")` and `duration("…")`: constants, so a bad one is found when the process is filed.
    fn constant(&mut self, start: usize, fault: &'static str, read: impl Fn(&str) -> Option<ExprKind>) -> Parsed {
        let Token { kind: TokenKind::Text(text), span } = self.peek().clone() else {
            return Err(self.unexpected(code::UNEXPECTED).with("expected", "\"…\""));
        };
        self.bump();
        self.expect(Sign::ParenClose)?;
        let hint = if fault == code::BAD_DATE { "date(\"2026-01-31\")" } else { "duration(\"P30D\")" };
        let error = || ExprError::new(fault, span).with("found", &text).hinted(Hint::Write(hint.to_owned()));
        let kind = read(&text).ok_or_else(error)?;
        tree(kind, start..self.last_end(), 0)
    }

    fn call(&mut self, name: &str, name_span: Span) -> Parsed {
        let (arguments, height) = self.items(Sign::ParenClose)?;
        let span = name_span.start..self.last_end();
        let Some(builtin) = builtins::by_name(name) else {
            let hint = closest(name, BUILTINS.iter().map(|builtin| builtin.name));
            self.errors.push(ExprError::new(code::UNKNOWN_FUNCTION, name_span).with("name", name).hinted(hint));
            return tree(ExprKind::List(arguments), span, height);
        };
        let expected = builtin.parameters.len();
        if arguments.len() != expected {
            let error = ExprError::new(code::ARGUMENT_COUNT, span.clone()).with("name", name);
            self.errors.push(error.with("expected", expected).with("found", arguments.len()));
        }
        tree(ExprKind::Call { function: builtin.function, arguments }, span, height)
    }
}

/// Lists, ranges, and what the levels share.
impl Parser<'_> {
    /// Items up to the closing sign, which may come at once.
    fn items(&mut self, closing: Sign) -> Result<(Vec<Expr>, usize), ExprError> {
        if self.eat(closing) {
            return Ok((Vec::new(), 0));
        }
        let first = self.expression()?;
        self.items_after(first, closing)
    }

    fn items_after(&mut self, first: Node, closing: Sign) -> Result<(Vec<Expr>, usize), ExprError> {
        let mut height = first.height;
        let mut items = vec![first.expr];
        while self.eat(Sign::Comma) {
            let item = self.expression()?;
            height = height.max(item.height);
            items.push(item.expr);
        }
        self.expect(closing)?;
        Ok((items, height))
    }

    /// `]` or `)` at the end of a range: whether the end is inside.
    fn range_end(&mut self) -> Result<bool, ExprError> {
        if self.eat(Sign::BracketClose) {
            return Ok(true);
        }
        self.expect(Sign::ParenClose).map(|()| false)
    }

    /// A range, if one stands here; otherwise nothing is consumed.
    pub(crate) fn try_interval(&mut self) -> Result<Option<Interval>, ExprError> {
        let (Some(opening), start, errors) = (self.peek_opening(), self.next, self.errors.len()) else {
            return Ok(None);
        };
        self.bump();
        if self.peek_sign() != Some(Sign::BracketClose) {
            let low = self.expression()?.expr;
            if self.eat(Sign::DotDot) {
                let high = self.expression()?.expr;
                let high_inside = self.range_end()?;
                return Ok(Some(Interval { low, low_inside: opening == Sign::BracketOpen, high, high_inside }));
            }
        }
        self.next = start;
        self.errors.truncate(errors);
        Ok(None)
    }

    /// An operand of a comparison, as in the test `< 5`.
    pub(crate) fn operand(&mut self) -> Result<Expr, ExprError> {
        self.sum().map(|node| node.expr)
    }

    fn left_to_right(&mut self, operand: fn(&mut Self) -> Parsed, operator: fn(&Self) -> Option<Operator>) -> Parsed {
        let mut left = operand(self)?;
        while let Some(found) = operator(self) {
            self.bump();
            let right = operand(self)?;
            left = binary(found, left, right)?;
        }
        Ok(left)
    }

    fn deeper(&mut self, rule: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth == DEPTH_MAX {
            return Err(too_deep(self.peek().span.clone()));
        }
        self.depth += 1;
        let node = rule(self);
        self.depth -= 1;
        node
    }

    fn literal(&mut self, value: Value) -> Parsed {
        let span = self.bump();
        tree(ExprKind::Literal(value), span, 0)
    }
}

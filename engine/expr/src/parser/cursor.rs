//! Single tokens: looking, taking, and the fault when another one stands there.

use std::sync::Arc;

use super::{Parser, RESERVED};
use crate::errors::ExprError;
use crate::lexer::{Sign, Token, TokenKind};
use crate::messages::code;
use crate::syntax::{Operator, Span};

impl Parser<'_> {
    pub(super) fn name(&mut self) -> Result<(Arc<str>, Span), ExprError> {
        match self.peek_word() {
            Some(word) if !RESERVED.contains(&word) => self.field(),
            _ => Err(self.unexpected(code::NAME_EXPECTED)),
        }
    }

    /// A field's name; after a dot no word is reserved.
    pub(super) fn field(&mut self) -> Result<(Arc<str>, Span), ExprError> {
        let TokenKind::Word(word) = self.peek().kind.clone() else {
            return Err(self.unexpected(code::NAME_EXPECTED));
        };
        Ok((word, self.bump()))
    }

    pub(super) fn expect(&mut self, sign: Sign) -> Result<(), ExprError> {
        if self.eat(sign) { Ok(()) } else { Err(self.unexpected(code::UNEXPECTED).with("expected", sign.symbol())) }
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Result<(), ExprError> {
        if self.peek_word() == Some(word) {
            self.bump();
            return Ok(());
        }
        Err(self.unexpected(code::UNEXPECTED).with("expected", word))
    }

    pub(super) fn end(&self) -> Result<(), ExprError> {
        if self.peek().kind == TokenKind::End { Ok(()) } else { Err(self.unexpected(code::TRAILING)) }
    }

    /// The fault at the next token; at the end of the source it is always that the source ends.
    pub(super) fn unexpected(&self, fault: &'static str) -> ExprError {
        let token = self.peek();
        let fault = if token.kind == TokenKind::End { code::ENDS_TOO_EARLY } else { fault };
        ExprError::new(fault, token.span.clone()).with("found", &self.source[token.span.clone()])
    }

    pub(crate) fn eat(&mut self, sign: Sign) -> bool {
        let found = self.peek_sign() == Some(sign);
        if found {
            self.bump();
        }
        found
    }

    pub(crate) fn eat_comparison(&mut self) -> Option<Operator> {
        let operator = self.peek_comparison()?;
        self.bump();
        Some(operator)
    }

    /// Consumes `not (` and tells whether it stood here.
    pub(crate) fn eat_not(&mut self) -> bool {
        let opens = |token: &Token| token.kind == TokenKind::Sign(Sign::ParenOpen);
        let found = self.peek_word() == Some("not") && self.tokens.get(self.next + 1).is_some_and(opens);
        if found {
            self.bump();
            self.bump();
        }
        found
    }

    pub(crate) fn close(&mut self) -> Result<(), ExprError> {
        self.expect(Sign::ParenClose)
    }

    /// Whether the source is the one sign `-`.
    pub(crate) fn is_dash(&self) -> bool {
        self.tokens.len() == 2 && self.peek_sign() == Some(Sign::Minus)
    }

    pub(super) fn bump(&mut self) -> Span {
        let span = self.peek().span.clone();
        // The last token is the end of the source and stays.
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        span
    }

    pub(super) fn last_end(&self) -> usize {
        self.tokens[self.next.saturating_sub(1)].span.end
    }

    pub(super) fn peek(&self) -> &Token {
        &self.tokens[self.next]
    }

    pub(super) fn peek_sign(&self) -> Option<Sign> {
        if let TokenKind::Sign(sign) = self.peek().kind { Some(sign) } else { None }
    }

    pub(super) fn peek_opening(&self) -> Option<Sign> {
        self.peek_sign().filter(|sign| matches!(sign, Sign::ParenOpen | Sign::BracketOpen))
    }

    pub(super) fn peek_word(&self) -> Option<&str> {
        if let TokenKind::Word(word) = &self.peek().kind { Some(word) } else { None }
    }

    pub(super) fn peek_comparison(&self) -> Option<Operator> {
        match self.peek_sign()? {
            Sign::Equal => Some(Operator::Equal),
            Sign::NotEqual => Some(Operator::NotEqual),
            Sign::Less => Some(Operator::Less),
            Sign::LessOrEqual => Some(Operator::LessOrEqual),
            Sign::Greater => Some(Operator::Greater),
            Sign::GreaterOrEqual => Some(Operator::GreaterOrEqual),
            _ => None,
        }
    }
}

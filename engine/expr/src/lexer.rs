//! Text to tokens. Full-width signs and Chinese quotes, which input methods produce, mean their ASCII
//! counterparts; nothing else is guessed.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::errors::ExprError;
use crate::messages::code;
use crate::syntax::Span;

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes in the source.
    pub span: Span,
}

/// The kinds of tokens. Keywords are words; the parser knows which are reserved where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A number.
    Number(Decimal),
    /// A quoted text, unescaped.
    Text(Arc<str>),
    /// A word: begins with a letter of any script or `_`, goes on with letters, digits and `_`.
    Word(Arc<str>),
    /// An operator, bracket or separator.
    Sign(Sign),
    /// The end of the source.
    End,
}

/// Operators, brackets and separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is spelt out in `symbol`")]
pub enum Sign {
    Plus,
    Minus,
    Star,
    Slash,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    ParenOpen,
    ParenClose,
    BracketOpen,
    BracketClose,
    Comma,
    Dot,
    DotDot,
}

impl Sign {
    /// The ASCII spelling.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Star => "*",
            Self::Slash => "/",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::ParenOpen => "(",
            Self::ParenClose => ")",
            Self::BracketOpen => "[",
            Self::BracketClose => "]",
            Self::Comma => ",",
            Self::Dot => ".",
            Self::DotDot => "..",
        }
    }
}

/// The tokens of a source, the last of them [`TokenKind::End`].
///
/// # Errors
/// The first character, number or text that the grammar does not know.
pub fn tokens(source: &str) -> Result<Vec<Token>, ExprError> {
    let mut lexer = Lexer { source, at: 0 };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next_token()?;
        let ended = token.kind == TokenKind::End;
        tokens.push(token);
        if ended {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn next_token(&mut self) -> Result<Token, ExprError> {
        self.skip_while(char::is_whitespace);
        let start = self.at;
        let kind = match self.peek() {
            None => TokenKind::End,
            Some(first) if first.is_ascii_digit() => self.number()?,
            Some(first) if first.is_alphabetic() || first == '_' => {
                self.skip_while(|character| character.is_alphanumeric() || character == '_');
                TokenKind::Word(Arc::from(&self.source[start..self.at]))
            }
            Some(first) => match closing_quote(first) {
                Some(closing) => self.text(closing)?,
                None => self.sign(first)?,
            },
        };
        Ok(Token { kind, span: start..self.at })
    }

    /// Digits with an optional fraction. `1..3` is a range, hence a dot counts only before a digit.
    fn number(&mut self) -> Result<TokenKind, ExprError> {
        let start = self.at;
        self.skip_while(|character| character.is_ascii_digit());
        let mut ahead = self.source[self.at..].chars();
        if ahead.next() == Some('.') && ahead.next().is_some_and(|character| character.is_ascii_digit()) {
            self.at += 1;
            self.skip_while(|character| character.is_ascii_digit());
        }
        let digits_end = self.at;
        self.skip_while(|character| character.is_alphanumeric() || character == '_');
        let written = &self.source[start..self.at];
        match Decimal::from_str_exact(written) {
            Ok(number) if self.at == digits_end => Ok(TokenKind::Number(number)),
            Ok(_) | Err(_) => Err(ExprError::new(code::BAD_NUMBER, start..self.at).with("found", written)),
        }
    }

    fn text(&mut self, closing: &[char]) -> Result<TokenKind, ExprError> {
        let start = self.at;
        self.bump();
        let mut text = String::new();
        while let Some(character) = self.bump() {
            if closing.contains(&character) {
                return Ok(TokenKind::Text(Arc::from(text)));
            }
            text.push(if character == '\\' { self.escaped()? } else { character });
        }
        Err(ExprError::new(code::UNTERMINATED_TEXT, start..self.at))
    }

    fn escaped(&mut self) -> Result<char, ExprError> {
        let start = self.at - 1;
        match self.bump() {
            Some('n') => Ok('\n'),
            Some('t') => Ok('\t'),
            Some(itself @ ('"' | '\\' | '”')) => Ok(itself),
            Some(_) | None => {
                let span = start..self.at;
                Err(ExprError::new(code::BAD_ESCAPE, span.clone()).with("found", &self.source[span]))
            }
        }
    }

    fn sign(&mut self, first: char) -> Result<TokenKind, ExprError> {
        let start = self.at;
        self.bump();
        let sign = match half_width(first) {
            '+' => Sign::Plus,
            '-' => Sign::Minus,
            '*' => Sign::Star,
            '/' => Sign::Slash,
            '=' => Sign::Equal,
            '≠' => Sign::NotEqual,
            '≤' => Sign::LessOrEqual,
            '≥' => Sign::GreaterOrEqual,
            '<' => self.either('=', Sign::LessOrEqual, Sign::Less),
            '>' => self.either('=', Sign::GreaterOrEqual, Sign::Greater),
            '!' if self.follows('=') => Sign::NotEqual,
            '(' => Sign::ParenOpen,
            ')' => Sign::ParenClose,
            '[' => Sign::BracketOpen,
            ']' => Sign::BracketClose,
            ',' => Sign::Comma,
            '.' => self.either('.', Sign::DotDot, Sign::Dot),
            _ => {
                return Err(ExprError::new(code::UNKNOWN_CHARACTER, start..self.at).with("found", first));
            }
        };
        Ok(TokenKind::Sign(sign))
    }

    fn either(&mut self, second: char, both: Sign, alone: Sign) -> Sign {
        if self.follows(second) { both } else { alone }
    }

    fn follows(&mut self, wanted: char) -> bool {
        let found = self.peek().is_some_and(|character| half_width(character) == wanted);
        if found {
            self.bump();
        }
        found
    }

    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.bump();
        }
    }
}

/// The quotes that end a text begun with the one given.
fn closing_quote(opening: char) -> Option<&'static [char]> {
    match opening {
        '"' | FULL_WIDTH_QUOTE => Some(&['"', FULL_WIDTH_QUOTE]),
        '“' | '”' => Some(&['”']),
        _ => None,
    }
}

const FULL_WIDTH_QUOTE: char = '\u{FF02}';

/// Full-width signs (U+FF01 to U+FF5E) and the brackets and comma of Chinese keyboards as ASCII.
fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '【' => '[',
        '】' => ']',
        '、' => ',',
        other => other,
    }
}

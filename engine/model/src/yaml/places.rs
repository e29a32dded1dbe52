//! Where the bytes of a scalar's text stand in the file.
//!
//! An expression in quotes, or folded over lines, differs from its source. Walking both side by side finds, for each
//! byte of the text, the byte of the file, so that a caret under an expression points at the right character.

use super::tree::Places;

/// The places of `text`, read from `raw`, which starts at `start` in the file.
pub(super) fn places(text: &str, raw: &str, start: usize) -> Places {
    if raw.starts_with(text) {
        return Places::Verbatim(start);
    }
    if raw.get(1..).is_some_and(|inner| inner.starts_with(text)) && raw.starts_with(['"', '\'']) {
        return Places::Verbatim(start + 1);
    }
    Places::Mapped(Walk::new(raw, start).map(text))
}

struct Walk<'a> {
    raw: &'a str,
    at: usize,
    start: usize,
    quote: Option<char>,
}

impl<'a> Walk<'a> {
    fn new(raw: &'a str, start: usize) -> Self {
        let quote = raw.chars().next().filter(|first| matches!(first, '"' | '\''));
        let is_block = raw.starts_with(['|', '>']);
        let at = if quote.is_some() {
            1
        } else if is_block {
            raw.find('\n').map_or(raw.len(), |line_end| line_end + 1)
        } else {
            0
        };
        Self { raw, at, start, quote }
    }

    fn map(mut self, text: &str) -> Vec<usize> {
        let mut places = Vec::with_capacity(text.len() + 1);
        for character in text.chars() {
            let (place, length) = self.find(character);
            places.extend(std::iter::repeat_n(self.start + place, character.len_utf8()));
            self.at = place + length;
        }
        places.push(self.start + self.at.min(self.raw.len()));
        places
    }

    /// Where the next character of the text stands, and how long its source is.
    fn find(&self, character: char) -> (usize, usize) {
        let mut at = self.at;
        loop {
            let rest = &self.raw[at..];
            if let Some(length) = self.matches(rest, character) {
                return (at, length);
            }
            match rest.chars().next() {
                // Indentation and folded line ends, which the text does not have.
                Some(next) if next.is_whitespace() && !character.is_whitespace() => at += next.len_utf8(),
                // A folded line end, which the text has as a space.
                Some(next) if next.is_whitespace() => return (at, next.len_utf8()),
                Some(_) | None => return (self.at, 0),
            }
        }
    }

    fn matches(&self, rest: &str, character: char) -> Option<usize> {
        match self.quote {
            Some('"') if rest.starts_with('\\') => Some(escape_length(rest)),
            Some('\'') if character == '\'' && rest.starts_with("''") => Some(2),
            _ => rest.starts_with(character).then(|| character.len_utf8()),
        }
    }
}

/// Length of an escape (YAML 1.2.2 §5.7), never beyond the text.
fn escape_length(rest: &str) -> usize {
    let length = match rest.chars().nth(1) {
        Some('x') => 4,
        Some('u') => 6,
        Some('U') => 10,
        Some(other) => 1 + other.len_utf8(),
        None => 1,
    };
    crate::source::floor_char_boundary(rest, length)
}

//! What can be wrong with an expression or a table: a code, a place, and the facts for the message.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::messages;
use crate::syntax::Span;

/// The languages of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese, the first language of every text.
    Zh,
    /// English.
    En,
}

/// One fault of an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExprError {
    /// The stable code, one of [`CODES`](crate::CODES).
    pub code: &'static str,
    /// Where in the source, in bytes.
    pub span: Span,
    /// The facts that the message names.
    pub params: BTreeMap<&'static str, String>,
    /// The cure, where we know it.
    pub hint: Option<Hint>,
}

/// A known cure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Hint {
    /// A name close to the one that was written.
    DidYouMean(String),
    /// What may stand here.
    OneOf(Vec<String>),
    /// Another way to write it.
    Write(String),
    /// Rule out null before, for the path given.
    CheckNull(String),
}

impl ExprError {
    /// An error with a code and a place, as yet without facts.
    #[must_use]
    pub fn new(code: &'static str, span: Span) -> Self {
        Self { code, span, params: BTreeMap::new(), hint: None }
    }

    /// Adds a fact for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl fmt::Display) -> Self {
        self.params.insert(name, fact.to_string());
        self
    }

    /// Adds the cure, if there is one.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<Option<Hint>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The message in one line, without code and hint.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        messages::text(self.code, &self.params, lang)
    }
}

impl fmt::Display for ExprError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message(Lang::En))?;
        match &self.hint {
            Some(hint) => write!(f, " (help: {})", hint.message(Lang::En)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ExprError {}

impl Hint {
    /// The cure in one line.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::DidYouMean(name), Lang::Zh) => format!("是否想写 `{name}`？"),
            (Self::DidYouMean(name), Lang::En) => format!("did you mean `{name}`?"),
            (Self::OneOf(names), Lang::Zh) => format!("可以写：{}", ticked(names, "、")),
            (Self::OneOf(names), Lang::En) => format!("may be one of {}", ticked(names, ", ")),
            (Self::Write(text), Lang::Zh) => format!("请写成 `{text}`"),
            (Self::Write(text), Lang::En) => format!("write `{text}`"),
            (Self::CheckNull(path), Lang::Zh) => format!("先排除空值：`{path} != null and …`"),
            (Self::CheckNull(path), Lang::En) => {
                format!("rule out null first: `{path} != null and …`")
            }
        }
    }
}

fn ticked(names: &[String], separator: &str) -> String {
    let ticked: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    ticked.join(separator)
}

/// The candidate closest to what was written, if it is close enough to be a slip: at most one character
/// in three (and at least one) differs.
#[must_use]
pub fn closest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Hint> {
    let allowed = (written.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min()
        .map(|(_, candidate)| Hint::DidYouMean(candidate.to_owned()))
}

/// The edit distance in characters (replace, insert, delete, swap two neighbours), row by row.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=right.len()).collect()];
    for (row, character) in left.iter().enumerate() {
        let above = &rows[row];
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(character != other);
            let mut least = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && *character == right[column - 1] && left[row - 1] == *other;
            if swapped {
                least = least.min(rows[row - 1][column - 1] + 1);
            }
            current.push(least);
        }
        rows.push(current);
    }
    rows[left.len()][right.len()]
}

//! What is wrong with filed texts: a code, places, facts and a cure; and the list that collects it all.

use std::collections::BTreeMap;
use std::fmt;

use mingjing_clock::LimitError;
use mingjing_expr::ExprError;
use serde::Serialize;

use crate::messages;
use crate::source::Span;

pub use mingjing_expr::Lang;

/// How many diagnostics one check keeps; nobody mends more at once, and a hostile file must not fill the memory.
pub const DIAGNOSTICS_MAX: usize = 1_000;

/// Errors that get a searched hint ("did you mean"); the search grows with the number of names.
const HINTS_MAX: usize = 100;

/// Whether a finding stops filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Must be mended before filing.
    Error,
    /// Should be looked at.
    Warning,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, `MJ1xxx`, or `MJ2xxx` inside an expression.
    pub code: &'static str,
    /// Whether it stops filing.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The cure, where we know it.
    pub hint: Option<Hint>,
    /// The facts that the message names.
    pub params: BTreeMap<&'static str, String>,
    /// The finished text, when another crate found the fault; else the table of messages has it.
    foreign: Option<Box<Foreign>>,
}

/// A text in both languages, from another crate.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Foreign {
    zh: String,
    en: String,
}

/// Another place that belongs to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there.
    pub label: Label,
}

/// What stands at a related place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The first of two that collide.
    FirstHere,
    /// Where the thing is declared.
    DeclaredHere,
    /// The other side of a comparison.
    ComparedHere,
}

/// A known cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A name close to the one that was written.
    DidYouMean(String),
    /// What may stand here.
    OneOf(Vec<String>),
    /// Another way to write it.
    Write(String),
    /// Rule out null before, for the path given.
    CheckNull(String),
    /// Advice in words.
    Say {
        /// In Chinese.
        zh: &'static str,
        /// In English.
        en: &'static str,
    },
}

/// Collects what is found, so that a bad folder gets all its errors at once.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Takes the builder calls of what is beyond the limit.
    overflow: Option<Diagnostic>,
    errors: usize,
}

impl Diagnostics {
    /// Nothing found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports an error; the answer takes facts, hint and related places.
    pub fn error(&mut self, code: &'static str, span: Span) -> &mut Diagnostic {
        self.errors += 1;
        self.push(Diagnostic::new(code, Severity::Error, span))
    }

    /// Reports a warning.
    pub fn warning(&mut self, code: &'static str, span: Span) -> &mut Diagnostic {
        self.push(Diagnostic::new(code, Severity::Warning, span))
    }

    /// Reports a fault of an expression, at its place in the file.
    pub fn expr(&mut self, error: &ExprError, span: Span) -> &mut Diagnostic {
        let foreign = Foreign { zh: error.message(Lang::Zh), en: error.message(Lang::En) };
        let diagnostic = self.error(error.code, span);
        diagnostic.foreign = Some(Box::new(foreign));
        diagnostic.params.clone_from(&error.params);
        diagnostic.hint = error.hint.clone().map(Hint::from);
        diagnostic
    }

    /// Reports a limit that cannot be read.
    pub fn limit(&mut self, error: &LimitError, span: Span) -> &mut Diagnostic {
        let zh = error.message(mingjing_clock::Lang::Zh);
        let en = error.message(mingjing_clock::Lang::En);
        self.foreign(error.code(), span, zh, en)
    }

    /// Reports an error whose text another crate has made.
    pub fn foreign(&mut self, code: &'static str, span: Span, zh: String, en: String) -> &mut Diagnostic {
        let diagnostic = self.error(code, span);
        diagnostic.foreign = Some(Box::new(Foreign { zh, en }));
        diagnostic
    }

    /// Whether anything stops filing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many errors were found, those beyond [`DIAGNOSTICS_MAX`] included.
    #[must_use]
    pub fn error_count(&self) -> usize {
        self.errors
    }

    /// Whether hints are still worth their search: behind the first hundred errors nobody reads them.
    pub(crate) fn wants_hints(&self) -> bool {
        self.errors < HINTS_MAX
    }

    /// Everything found, ordered by place, then by code.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|left, right| (left.span, left.code).cmp(&(right.span, right.code)));
        self.list.dedup();
        self.list
    }

    fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        if self.list.len() >= DIAGNOSTICS_MAX {
            return self.overflow.insert(diagnostic);
        }
        self.list.push(diagnostic);
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}

impl Diagnostic {
    fn new(code: &'static str, severity: Severity, span: Span) -> Self {
        Self { code, severity, span, related: Vec::new(), hint: None, params: BTreeMap::new(), foreign: None }
    }

    /// Adds a fact for the message.
    pub fn with(&mut self, name: &'static str, fact: impl fmt::Display) -> &mut Self {
        self.params.insert(name, fact.to_string());
        self
    }

    /// Adds the cure, if there is one.
    pub fn hint(&mut self, hint: impl Into<Option<Hint>>) -> &mut Self {
        self.hint = hint.into();
        self
    }

    /// Adds another place.
    pub fn related(&mut self, span: Span, label: Label) -> &mut Self {
        self.related.push(Related { span, label });
        self
    }

    /// The message in one line, without code and hint.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (&self.foreign, lang) {
            (Some(foreign), Lang::Zh) => foreign.zh.clone(),
            (Some(foreign), Lang::En) => foreign.en.clone(),
            (None, lang) => messages::text(self.code, &self.params, lang),
        }
    }
}

impl Hint {
    /// The candidate closest to what was written, if it is close enough to be a slip.
    pub fn closest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        mingjing_expr::errors::closest(written, candidates).map(Self::from)
    }

    /// The closest candidate, else the whole list when it is short enough to read.
    pub fn closest_or_all<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<Self> {
        /// More names than this are a wall of text, not a hint.
        const SHOWN_MAX: usize = 12;
        let all = || {
            let names: Vec<String> = candidates.clone().into_iter().map(str::to_owned).collect();
            (1..=SHOWN_MAX).contains(&names.len()).then_some(Self::OneOf(names))
        };
        Self::closest(written, candidates.clone()).or_else(all)
    }

    /// The cure in one line.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        use mingjing_expr::Hint as Shared;
        match self {
            Self::DidYouMean(name) => Shared::DidYouMean(name.clone()).message(lang),
            Self::OneOf(names) => Shared::OneOf(names.clone()).message(lang),
            Self::Write(text) => Shared::Write(text.clone()).message(lang),
            Self::CheckNull(path) => Shared::CheckNull(path.clone()).message(lang),
            Self::Say { zh, en } => match lang {
                Lang::Zh => (*zh).to_owned(),
                Lang::En => (*en).to_owned(),
            },
        }
    }
}

impl From<mingjing_expr::Hint> for Hint {
    fn from(hint: mingjing_expr::Hint) -> Self {
        match hint {
            mingjing_expr::Hint::DidYouMean(name) => Self::DidYouMean(name),
            mingjing_expr::Hint::OneOf(names) => Self::OneOf(names),
            mingjing_expr::Hint::Write(text) => Self::Write(text),
            mingjing_expr::Hint::CheckNull(path) => Self::CheckNull(path),
        }
    }
}

impl Label {
    /// The words beside the place.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::FirstHere, Lang::Zh) => "第一次在这里",
            (Self::FirstHere, Lang::En) => "first here",
            (Self::DeclaredHere, Lang::Zh) => "在这里声明",
            (Self::DeclaredHere, Lang::En) => "declared here",
            (Self::ComparedHere, Lang::Zh) => "与这里相比",
            (Self::ComparedHere, Lang::En) => "compared with this",
        }
    }
}

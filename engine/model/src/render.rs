//! How people and programs see diagnostics: text with the source line, or JSON.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Label, Lang, Severity};
use crate::source::{FileIx, Position, Source, Sources, Span, floor_char_boundary};

/// A diagnostic for programs; places are counted in lines and characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The stable code.
    pub code: &'static str,
    /// Whether it stops filing.
    pub severity: Severity,
    /// The message.
    pub message: String,
    /// The cure, if we know one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// Other places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<RelatedFinding>,
    /// The facts of the message.
    pub params: std::collections::BTreeMap<&'static str, String>,
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file's path.
    pub file: String,
    /// Its first character.
    pub start: Position,
    /// The character behind the last one.
    pub end: Position,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelatedFinding {
    /// What is there.
    pub label: &'static str,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// All diagnostics as text, each with its source line, a blank line between.
#[must_use]
pub fn text(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang, renderer: &Renderer) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let separator = if out.is_empty() { "" } else { "\n" };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{separator}{}", one(diagnostic, sources, lang, renderer));
    }
    out
}

/// All diagnostics for programs.
#[must_use]
pub fn findings(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> Vec<Finding> {
    diagnostics
        .iter()
        .map(|diagnostic| Finding {
            code: diagnostic.code,
            severity: diagnostic.severity,
            message: diagnostic.message(lang),
            hint: diagnostic.hint.as_ref().map(|hint| hint.message(lang)),
            place: place(diagnostic.span, sources),
            related: diagnostic
                .related
                .iter()
                .map(|related| RelatedFinding { label: related.label.text(lang), place: place(related.span, sources) })
                .collect(),
            params: diagnostic.params.clone(),
        })
        .collect()
}

fn one(diagnostic: &Diagnostic, sources: &Sources, lang: Lang, renderer: &Renderer) -> String {
    let level = match (diagnostic.severity, lang) {
        (Severity::Error, Lang::Zh) => Level::ERROR.with_name("错误"),
        (Severity::Error, Lang::En) => Level::ERROR,
        (Severity::Warning, Lang::Zh) => Level::WARNING.with_name("警告"),
        (Severity::Warning, Lang::En) => Level::WARNING,
    };
    let message = diagnostic.message(lang);
    let hint = diagnostic.hint.as_ref().map(|hint| hint.message(lang));
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(diagnostic.code));
    for (source, marks) in marks(diagnostic, sources) {
        group = group.element(snippet(source, &marks, lang));
    }
    if let Some(hint) = hint.as_deref() {
        let level = match lang {
            Lang::Zh => Level::HELP.with_name("提示"),
            Lang::En => Level::HELP,
        };
        group = group.element(level.message(hint));
    }
    renderer.render(&[group])
}

/// A stretch of a text to mark; the primary one has no label.
struct Mark {
    range: Range<usize>,
    label: Option<Label>,
}

/// What to mark in each text, that of the diagnostic itself first.
fn marks<'a>(diagnostic: &Diagnostic, sources: &'a Sources) -> Vec<(&'a Source, Vec<Mark>)> {
    let related = diagnostic.related.iter().map(|related| (related.span, Some(related.label)));
    let mut files: Vec<FileIx> = Vec::new();
    let mut marked: Vec<(&Source, Vec<Mark>)> = Vec::new();
    for (span, label) in std::iter::once((diagnostic.span, None)).chain(related) {
        let Some(source) = sources.get(span.file) else {
            continue;
        };
        let mark = Mark { range: line_range(source, span), label };
        match files.iter().position(|file| *file == span.file) {
            Some(position) => marked[position].1.push(mark),
            None => {
                files.push(span.file);
                marked.push((source, vec![mark]));
            }
        }
    }
    marked
}

/// The marks on the lines that they stand on; the lines around are cut off, so that the cost does not depend on the
/// size of the file.
fn snippet<'a>(source: &'a Source, marks: &[Mark], lang: Lang) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let start = marks.iter().map(|mark| mark.range.start).min().unwrap_or(0);
    let end = marks.iter().map(|mark| mark.range.end).max().unwrap_or(0);
    let start = source.text[..start].rfind('\n').map_or(0, |before| before + 1);
    let end = source.text[end..].find('\n').map_or(source.text.len(), |after| end + after);
    let mut snippet =
        Snippet::source(&source.text[start..end]).path(source.path.as_str()).line_start(source.position(start).line);
    for mark in marks {
        let range = mark.range.start - start..mark.range.end - start;
        let annotation = match mark.label {
            Some(label) => AnnotationKind::Context.span(range).label(label.text(lang)),
            None => AnnotationKind::Primary.span(range),
        };
        snippet = snippet.annotation(annotation);
    }
    snippet
}

/// The bytes to mark: within the text, on character boundaries, and never beyond the first line: a caret under
/// half a file helps nobody.
fn line_range(source: &Source, span: Span) -> Range<usize> {
    let start = floor_char_boundary(&source.text, span.start);
    let end = floor_char_boundary(&source.text, span.end.max(span.start));
    let line_end = source.text[start..end].find('\n').map_or(end, |length| start + length);
    start..line_end
}

fn place(span: Span, sources: &Sources) -> Place {
    match sources.get(span.file) {
        Some(source) => {
            Place { file: source.path.clone(), start: source.position(span.start), end: source.position(span.end) }
        }
        None => {
            let nowhere = Position { line: 1, column: 1 };
            Place { file: String::new(), start: nowhere, end: nowhere }
        }
    }
}

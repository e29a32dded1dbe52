//! What the YAML parser refused, in words that help.

use serde_yaml::granit_parser::ErrorKind;

use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::source::{FileIx, Span};

/// Reports a fault of the parser. `info` is its English text.
pub(super) fn report(kind: &ErrorKind, info: &str, file: FileIx, text: &str, at: usize, report: &mut Diagnostics) {
    let at = crate::source::floor_char_boundary(text, at);
    let width = text[at..].chars().next().filter(|next| *next != '\n').map_or(0, char::len_utf8);
    let span = Span { file, start: at, end: at + width };
    if matches!(kind, ErrorKind::UnknownAnchor) {
        report.error(code::ANCHOR, span);
        return;
    }
    if matches!(kind, ErrorKind::RecursionLimitExceeded) {
        report.error(code::TOO_DEEP, span).with("limit", super::DEPTH_MAX);
        return;
    }
    let hint = hint(kind, text, at);
    let span = if hint == Some(WIDE_COLON) { wide_colon(file, text, at).unwrap_or(span) } else { span };
    report.error(code::SYNTAX, span).with("detail", info).with("reason", reason(kind)).hint(hint);
}

/// The reason in Chinese, for the kinds that people meet.
fn reason(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => "缩进里有制表符",
        ErrorKind::UnclosedQuotedScalar => "引号没有成对",
        ErrorKind::UnexpectedEofFlowSequence | ErrorKind::ExpectedFlowSequenceSeparator => "方括号 `[` 没有正确结束",
        ErrorKind::UnexpectedEofFlowMapping | ErrorKind::ExpectedFlowMappingSeparator => "花括号 `{` 没有正确结束",
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::MisplacedFlowCollectionEnd => "括号没有成对",
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => {
            "缩进或层次不对"
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => "这里应有 `键: 值`",
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => "这里不能有冒号",
        ErrorKind::UnexpectedCharacter { .. } => "这个字符不能放在这里",
        ErrorKind::UnknownQuotedScalarEscape => "双引号里的转义不认识",
        _ => "不符合 YAML 写法",
    }
}

/// The cure, from the kind or from what stands on the line.
fn hint(kind: &ErrorKind, text: &str, at: usize) -> Option<Hint> {
    let line = line_at(text, at);
    let before = text[..at].trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
    let indent = |line: &str| line.chars().take_while(|next| next.is_whitespace()).any(|next| next == '\t');
    if indent(line) || indent(before) || matches!(kind, ErrorKind::TabNotAllowed | ErrorKind::TabInIndentation) {
        return Some(Hint::Say {
            zh: "请用空格缩进，不要用制表符（Tab）", en: "indent with spaces, not with tabs"
        });
    }
    if has_wide_colon(line) || has_wide_colon(before) {
        return Some(WIDE_COLON);
    }
    match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::UnexpectedCharacter { .. } => Some(Hint::Say {
            zh: "文本里有 `: `、`@`、`%` 等符号时，请加引号",
            en: "quote a text that holds `: `, `@`, `%` or the like",
        }),
        _ => None,
    }
}

/// The full-width colon looks like the YAML one but means nothing to it.
pub(super) const WIDE_COLON: Hint = Hint::Say {
    zh: "全角冒号「：」不能分隔键和值，请写半角冒号加空格 `: `",
    en: "a full-width colon does not separate key and value; write `: `",
};

/// Whether a text has a full-width colon where a key would end: before any quote, bracket or half-width colon.
pub(super) fn has_wide_colon(line: &str) -> bool {
    line.find('：').is_some_and(|colon| !line[..colon].contains(['"', '\'', '#', ':', '{', '[']))
}

/// The full-width colon on the line of a fault, or on the line before.
fn wide_colon(file: FileIx, text: &str, at: usize) -> Option<Span> {
    let line = line_at(text, at);
    let line_start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let start = match line.find('：') {
        Some(colon) if has_wide_colon(line) => line_start + colon,
        Some(_) | None => text[..line_start].rfind('：')?,
    };
    Some(Span { file, start, end: start + '：'.len_utf8() })
}

fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    &text[start..end]
}

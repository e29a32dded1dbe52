//! Names, expressions and limits, each with its place.

use mingjing_clock::Limit;

use crate::diagnostic::{Diagnostics, Hint};
use crate::process::syntax::{Formula, Id, Term};
use crate::yaml::{self, Fields, Key, Node};

/// A name that must be an id.
pub(super) fn name<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Id<'a>> {
    yaml::id(node, report).map(|text| Id { text, span: node.span })
}

/// The id under a key, if it is there.
pub(super) fn name_of<'a>(fields: &Fields<'a>, key: &str, report: &mut Diagnostics) -> Option<Id<'a>> {
    fields.get(key).and_then(|node| name(node, report))
}

/// A dotted path; what it leads to is checked later.
pub(super) fn path_of<'a>(fields: &Fields<'a>, key: &str, report: &mut Diagnostics) -> Option<Id<'a>> {
    let node = fields.get(key)?;
    Some(Id { text: node.text(report)?, span: node.span })
}

/// A key that must be an id.
pub(super) fn key_name<'a>(key: &'a Key, report: &mut Diagnostics) -> Option<Id<'a>> {
    yaml::check_id(&key.text, key.span, report).then_some(Id { text: &key.text, span: key.span })
}

/// The entries of a map of ids, if it is there; blank values are kept.
pub(super) fn entries<'a>(fields: &Fields<'a>, key: &str, report: &mut Diagnostics) -> Vec<(Id<'a>, &'a Node)> {
    let Some(map) = fields.get(key).and_then(|node| node.map(report)) else {
        return Vec::new();
    };
    map.iter().filter_map(|(key, node)| Some((key_name(key, report)?, node))).collect()
}

/// A map of names to expressions.
pub(super) fn formulas<'a>(fields: &Fields<'a>, key: &str, report: &mut Diagnostics) -> Vec<(Id<'a>, Formula<'a>)> {
    let entries = entries(fields, key, report);
    entries.into_iter().filter_map(|(id, node)| Some((id, formula(node, report)?))).collect()
}

/// An expression; its faults are reported at their place in the file.
pub(super) fn formula<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Formula<'a>> {
    let text = node.text(report)?;
    let expr = match mingjing_expr::parse(text) {
        Ok(expr) => Some(expr),
        Err(errors) => {
            for error in errors {
                report.expr(&error, node.inner_span(error.span.start, error.span.end));
            }
            None
        }
    };
    Some(Formula { node, expr })
}

/// A limit such as `5 workdays`.
pub(super) fn term(node: &Node, report: &mut Diagnostics) -> Option<Term> {
    let text = node.text(report)?;
    match text.parse::<Limit>() {
        Ok(limit) => Some(Term { limit, span: node.span }),
        Err(error) => {
            let spelling = limit_hint(text).or_else(|| Some(Hint::Write("5 workdays".to_owned())));
            report.limit(&error, node.span).hint(spelling);
            None
        }
    }
}

/// The limit under a key, if it is there.
pub(super) fn term_of(fields: &Fields<'_>, key: &str, report: &mut Diagnostics) -> Option<Term> {
    fields.get(key).and_then(|node| term(node, report))
}

/// The right spelling of a limit written the Chinese way or without a space.
fn limit_hint(text: &str) -> Option<Hint> {
    let text = text.trim();
    let split = text.find(|next: char| !next.is_ascii_digit())?;
    let (number, unit) = text.split_at(split);
    let unit = match unit.trim() {
        "个工作日" | "工作日" | "workday" | "workdays" | "wd" | "working days" => "workdays",
        "日" | "天" | "个自然日" | "自然日" | "d" | "day" | "days" => "days",
        "个月" | "月" | "month" | "months" => "months",
        "年" | "year" | "years" => "years",
        "小时" | "个小时" | "h" | "hour" | "hours" => "hours",
        _ => return None,
    };
    (!number.is_empty()).then(|| Hint::Write(format!("{number} {unit}")))
}

/// Whether `key: required` stands there; anything else is reported.
pub(super) fn required_word(fields: &Fields<'_>, key: &str, report: &mut Diagnostics) -> bool {
    fields.get(key).is_some_and(|node| yaml::one_of(node, &["required"], report).is_some())
}

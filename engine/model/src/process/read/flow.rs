//! Where a node goes on: `to:` in its spellings.

use super::small::{formula, name, name_of, required_word};
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::process::syntax::{Branch, Id, To};
use crate::source::Span;
use crate::yaml::{self, Fields, Kind, Node};

/// The only way on: a node's id.
pub(super) fn single<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Branch<'a>> {
    name(node, report).map(plain)
}

/// `to:` of an activity, an event or an exclusive gateway: an id, or a list of conditions with `else` at the end.
pub(super) fn choice<'a>(node: &'a Node, at: Span, report: &mut Diagnostics) -> To<'a> {
    match &node.kind {
        Kind::Scalar(_) => single(node, report).map_or(To::None, |branch| To::All(vec![branch])),
        Kind::Seq(items) => {
            let branches: Vec<_> = items.iter().filter_map(|item| conditional(item, report)).collect();
            // A branch that cannot be read is reported already and may have been the `else`.
            if branches.len() == items.len() {
                check_else(&branches, at, report);
            }
            To::Choice(branches.into_iter().filter_map(|(_, branch)| branch).collect())
        }
        Kind::Map(_) => {
            node.wrong_shape("to", "节点标识或分支列表", "a node's id or a list of branches", report);
            To::None
        }
    }
}

/// `to:` of a parallel gateway: an id or a list of ids, each perhaps with more about its flow.
pub(super) fn all<'a>(node: &'a Node, report: &mut Diagnostics) -> To<'a> {
    match &node.kind {
        Kind::Scalar(_) => single(node, report).map_or(To::None, |branch| To::All(vec![branch])),
        Kind::Seq(items) => To::All(items.iter().filter_map(|item| unconditional(item, report)).collect()),
        Kind::Map(_) => {
            node.wrong_shape("to", "节点标识或其列表", "a node's id or a list of them", report);
            To::None
        }
    }
}

/// What a branch says of `else`: the place of its key, if it is one.
type Else = Option<Span>;

fn conditional<'a>(item: &'a Node, report: &mut Diagnostics) -> Option<(Else, Option<Branch<'a>>)> {
    const EXPECTED: &str = "`{when: 条件, to: 节点}` / `{else: 节点}`";
    if item.as_map().is_none() {
        report.error(code::NOT_A_BRANCH, item.head()).with("expected", EXPECTED);
        return None;
    }
    let fields = Fields::read(item, &["when", "to", "else", "milestone", "explain", "title"], report)?;
    match (fields.get("when"), fields.get("else")) {
        (Some(when), None) => {
            let when = formula(when, report);
            let to = fields.required("to", report).and_then(|node| name(node, report));
            let branch = to.map(|to| Branch { when, ..about(&fields, to, report) });
            Some((None, branch))
        }
        (None, Some(to)) => {
            if let Some(key) = fields.key("to") {
                report.error(code::NOT_A_BRANCH, key.span).with("expected", EXPECTED);
            }
            let branch = name(to, report).map(|to| Branch { default: true, ..about(&fields, to, report) });
            Some((Some(fields.key("else")?.span), branch))
        }
        (Some(_), Some(_)) | (None, None) => {
            report.error(code::NOT_A_BRANCH, item.head()).with("expected", EXPECTED);
            None
        }
    }
}

fn unconditional<'a>(item: &'a Node, report: &mut Diagnostics) -> Option<Branch<'a>> {
    if item.as_map().is_none() {
        return single(item, report);
    }
    if let Some((key, _)) = item.as_map()?.iter().find(|(key, _)| matches!(key.text.as_str(), "when" | "else")) {
        report.error(code::NOT_A_BRANCH, key.span).with("expected", "`节点`").hint(Hint::Say {
            zh: "并行网关走所有流向；要按条件选择，请用 `exclusive`",
            en: "a parallel gateway takes every flow; use `exclusive` to choose",
        });
        return None;
    }
    let fields = Fields::read(item, &["to", "milestone", "explain", "title"], report)?;
    let to = fields.required("to", report).and_then(|node| name(node, report))?;
    Some(about(&fields, to, report))
}

/// A branch with what its map says of the flow itself.
fn about<'a>(fields: &Fields<'a>, to: Id<'a>, report: &mut Diagnostics) -> Branch<'a> {
    Branch {
        milestone: name_of(fields, "milestone", report),
        explain: required_word(fields, "explain", report),
        title: fields.get("title").and_then(|node| yaml::title(node, report)),
        ..plain(to)
    }
}

fn plain(to: Id<'_>) -> Branch<'_> {
    Branch { to, when: None, default: false, milestone: None, explain: false, title: None }
}

/// Exactly one `else`, at the end.
fn check_else(branches: &[(Else, Option<Branch<'_>>)], at: Span, report: &mut Diagnostics) {
    let (last, before) = match branches.split_last() {
        Some(((last, _), before)) => (*last, before),
        None => (None, branches),
    };
    for misplaced in before.iter().filter_map(|(key, _)| *key) {
        report.error(code::ELSE_NOT_LAST, misplaced);
    }
    if last.is_none() && before.iter().all(|(key, _)| key.is_none()) {
        report.error(code::ELSE_MISSING, at).hint(Hint::Write("- {else: …}".to_owned()));
    }
}

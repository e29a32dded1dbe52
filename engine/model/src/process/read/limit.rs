//! Limits of tasks: the department's own, `5 workdays`, or the law's with its start and its article.

use super::header::moment;
use super::small::{path_of, term, term_of};
use crate::definition::LimitKind;
use crate::diagnostic::Diagnostics;
use crate::messages::code;
use crate::process::syntax::{Legal, Moment, Term};
use crate::yaml::{self, Fields, Node};

/// The kinds of the law's limits with their spelling.
const KINDS: [(&str, LimitKind); 4] = [
    ("statutory", LimitKind::Statutory),
    ("promised", LimitKind::Promised),
    ("right", LimitKind::Right),
    ("window", LimitKind::Window),
];

/// `limit:` of a task: `5 workdays`, or `{statutory: 7 workdays, from: {field: form.field}, basis: …}`.
pub(super) fn limit<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> (Option<Term>, Option<Legal<'a>>) {
    let Some(node) = fields.get("limit") else { return (None, None) };
    if node.as_map().is_none() {
        return (term(node, report), None);
    }
    let keys = ["statutory", "promised", "right", "window", "roll", "from", "last_day", "basis"];
    let Some(fields) = Fields::read(node, &keys, report) else { return (None, None) };
    let mut kinds = KINDS.iter().filter(|(key, _)| fields.get(key).is_some());
    let Some((key, kind)) = kinds.next() else {
        fields.required("statutory", report);
        return (None, None);
    };
    if let Some((second, _)) = kinds.next()
        && let Some(second) = fields.key(second)
    {
        report.error(code::UNKNOWN_KEY, second.span).with("key", &second.text);
    }
    let rolls = rolls(&fields, report);
    let term = term_of(&fields, key, report).map(|term| rolled(term, rolls));
    let from = fields.get("from").map(|node| starts(node, report)).unwrap_or_default();
    let last_day = path_of(&fields, "last_day", report);
    let basis = fields.get("basis").and_then(|node| yaml::text(node, report));
    (term, Some(Legal { kind: *kind, from, last_day, basis }))
}

/// What a limit is counted from: one moment, or `{latest: [MOMENT, …]}`.
fn starts<'a>(node: &'a Node, report: &mut Diagnostics) -> Vec<Moment<'a>> {
    let Some(latest) = node.get("latest") else { return moment(node, report).into_iter().collect() };
    if Fields::read(node, &["latest"], report).is_none() {
        return Vec::new();
    }
    let items = latest.seq(report).unwrap_or_default();
    if items.len() < 2 {
        report.error(code::EMPTY_LIST, latest.span).with("least", 2);
    }
    items.iter().filter_map(|item| moment(item, report)).collect()
}

/// `roll: false` keeps the last day where it is, also on a day off.
pub(super) fn rolls(fields: &Fields<'_>, report: &mut Diagnostics) -> bool {
    fields.get("roll").and_then(|node| yaml::truth(node, report)).unwrap_or(true)
}

/// The limit, which moves off a day off only where it may.
pub(super) fn rolled(term: Term, rolls: bool) -> Term {
    if rolls { term } else { Term { limit: term.limit.without_roll(), ..term } }
}

//! What stands above the nodes: stages, lanes, data, clocks, acts.

use super::accrual::accruals;
use super::limit::{rolled, rolls};
use super::node::body;
use super::small::{entries, key_name, name, name_of, path_of, term, term_of};
use super::types::variable_type;
use crate::definition::{QueueScope, Text};
use crate::diagnostic::Diagnostics;
use crate::messages::code;
use crate::process::syntax::{Act, Clock, DataType, Extension, Id, Lane, Moment, Order, Pause, Process, Term};
use crate::source::Span;
use crate::yaml::{self, Fields, Kind, Node};

const KEYS: [&str; 24] = [
    "process",
    "extends",
    "remove",
    "version",
    "title",
    "basis",
    "calendar",
    "numbers",
    "unit_from",
    "title_from",
    "stages",
    "posts",
    "lanes",
    "separate",
    "data",
    "clocks",
    "pauses",
    "accruals",
    "acts",
    "order",
    "begin",
    "nodes",
    "events",
    "note",
];

/// The process that stands in this tree.
pub(in crate::process) fn process<'a>(root: &'a Node, report: &mut Diagnostics) -> Option<Process<'a>> {
    let fields = Fields::read(root, &KEYS, report)?;
    let id = fields.required("process", report).and_then(|node| name(node, report));
    let at = id.map_or(fields.head(), |id| id.span);
    let version = fields.required_at("version", at, report);
    let title = fields.required_at("title", at, report).and_then(|node| yaml::title(node, report));
    let calendar = fields.required_at("calendar", at, report).and_then(|node| name(node, report));
    let process = Process {
        id: id.unwrap_or(Id { text: "process", span: at }),
        version: version.and_then(|node| yaml::whole(node, 1..=u32::MAX, report)).unwrap_or(1),
        title: title.unwrap_or_else(|| Text { zh: String::new(), en: None }),
        basis: fields.get("basis").map(|node| texts(node, report)).unwrap_or_default(),
        calendar,
        series: series(&fields, report),
        unit_from: path_of(&fields, "unit_from", report),
        title_from: path_of(&fields, "title_from", report),
        stages: titled_ids(&fields, "stages", report),
        posts: titled_ids(&fields, "posts", report),
        lanes: lanes(&fields, report),
        separations: separations(&fields, report),
        data: data(&fields, report),
        clocks: clocks(&fields, report),
        pauses: pauses(&fields, report),
        accruals: accruals(&fields, report),
        acts: acts(&fields, report),
        order: order(&fields, report),
        body: body(&fields, at, report),
    };
    Some(process)
}

/// A list of texts; a bare text is a list of one.
fn texts(node: &Node, report: &mut Diagnostics) -> Vec<String> {
    match &node.kind {
        Kind::Scalar(scalar) => vec![scalar.text.clone()],
        Kind::Seq(items) => items.iter().filter_map(|item| yaml::text(item, report)).collect(),
        Kind::Map(_) => {
            node.wrong_shape("list", "文本列表", "a list of texts", report);
            Vec::new()
        }
    }
}

fn series<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<(Id<'a>, String)> {
    let mut series = Vec::new();
    for (id, node) in entries(fields, "numbers", report) {
        let Some(pattern) = node.text(report) else {
            continue;
        };
        let rest = pattern.replacen("{seq}", "", 1).replace("{year}", "");
        if !pattern.contains("{seq}") || rest.contains(['{', '}']) {
            report.error(code::NUMBER_PATTERN, node.span).with("found", pattern);
        }
        series.push((id, pattern.to_owned()));
    }
    series
}

/// Ids, each with the text that people see for it.
fn titled_ids<'a>(fields: &Fields<'a>, key: &str, report: &mut Diagnostics) -> Vec<(Id<'a>, Text)> {
    let entries = entries(fields, key, report);
    entries.into_iter().filter_map(|(id, node)| Some((id, yaml::title(node, report)?))).collect()
}

fn lanes<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<Lane<'a>> {
    let entries = entries(fields, "lanes", report);
    entries.into_iter().filter_map(|(id, node)| lane(id, node, report)).collect()
}

fn lane<'a>(id: Id<'a>, node: &'a Node, report: &mut Diagnostics) -> Option<Lane<'a>> {
    let fields = Fields::read(node, &["title", "role", "queue", "team"], report)?;
    let queue = fields.get("queue").and_then(|node| yaml::one_of(node, &["unit", "organ"], report));
    Some(Lane {
        id,
        title: titled(&fields, id, report),
        role: name_of(&fields, "role", report),
        queue: if queue == Some("unit") { QueueScope::Unit } else { QueueScope::Organ },
        team: path_of(&fields, "team", report),
    })
}

fn separations<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<Vec<Id<'a>>> {
    let Some(sets) = fields.get("separate").and_then(|node| node.seq(report)) else {
        return Vec::new();
    };
    let mut separations = Vec::new();
    for set in sets {
        let Some(items) = set.seq(report) else {
            continue;
        };
        if items.len() < 2 {
            report.error(code::EMPTY_LIST, set.span).with("least", 2);
        }
        separations.push(items.iter().filter_map(|item| name(item, report)).collect());
    }
    separations
}

fn data<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<(Id<'a>, DataType<'a>)> {
    let entries = entries(fields, "data", report);
    entries.into_iter().filter_map(|(id, node)| Some((id, variable_type(node, report)?))).collect()
}

fn clocks<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<Clock<'a>> {
    let entries = entries(fields, "clocks", report);
    entries.into_iter().filter_map(|(id, node)| clock(id, node, report)).collect()
}

fn clock<'a>(id: Id<'a>, node: &'a Node, report: &mut Diagnostics) -> Option<Clock<'a>> {
    let keys =
        ["title", "statutory", "promised", "right", "window", "roll", "from", "until", "pauses", "extensions", "basis"];
    let fields = Fields::read(node, &keys, report)?;
    if ["promised", "right", "window"].iter().all(|kind| fields.get(kind).is_none()) {
        fields.required_at("statutory", id.span, report);
    }
    let rolls = rolls(&fields, report);
    let limit = |key: &str, report: &mut Diagnostics| term_of(&fields, key, report).map(|term| rolled(term, rolls));
    let from = fields.required_at("from", id.span, report).and_then(|node| moment(node, report));
    let until = moments(&fields, "until", id, report);
    let pauses = fields.get("pauses").and_then(|node| node.seq(report)).unwrap_or_default();
    let extensions = fields.get("extensions").and_then(|node| node.seq(report)).unwrap_or_default();
    Some(Clock {
        id,
        title: titled(&fields, id, report),
        statutory: limit("statutory", report),
        promised: limit("promised", report),
        right: limit("right", report),
        window: limit("window", report),
        from,
        until,
        pauses: pauses.iter().filter_map(|node| name(node, report)).collect(),
        extensions: extensions.iter().filter_map(|node| extension(node, report)).collect(),
        basis: fields.get("basis").and_then(|node| yaml::text(node, report)),
    })
}

/// `{by: 30 days, granted: MOMENT, lane: id, times: 1}`; `by: {field: form.days, unit: days, max: 60}` where the decision fixes
/// how much.
fn extension<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Extension<'a>> {
    let fields = Fields::read(node, &["by", "granted", "lane", "times"], report)?;
    let (by, told) = fields.required("by", report).map(|node| length(node, report)).unwrap_or_default();
    let on = fields.required("granted", report).and_then(|node| moment(node, report));
    let lane = fields.required("lane", report).and_then(|node| name(node, report));
    let times = fields.get("times").and_then(|node| yaml::whole(node, 1..=u32::MAX, report));
    Some(Extension { by, told, on, lane, times: times.unwrap_or(1) })
}

fn length<'a>(node: &'a Node, report: &mut Diagnostics) -> (Option<Term>, Option<Id<'a>>) {
    if node.as_map().is_none() {
        return (term(node, report), None);
    }
    let Some(fields) = Fields::read(node, &["field", "unit", "max"], report) else { return (None, None) };
    let units = ["hours", "days", "workdays", "months", "years"];
    let unit = fields.required("unit", report).and_then(|node| yaml::one_of(node, &units, report));
    let max = fields.required("max", report).and_then(|node| yaml::whole(node, 1..=mingjing_clock::N_MAX, report));
    fields.required("field", report);
    let limit = max.zip(unit).and_then(|(max, unit)| format!("{max} {unit}").parse().ok());
    (limit.map(|limit| Term { limit, span: node.head() }), path_of(&fields, "field", report))
}

fn pauses<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<Pause<'a>> {
    let entries = entries(fields, "pauses", report);
    entries.into_iter().filter_map(|(id, node)| pause(id, node, report)).collect()
}

fn pause<'a>(id: Id<'a>, node: &'a Node, report: &mut Diagnostics) -> Option<Pause<'a>> {
    let fields = Fields::read(node, &["title", "act", "from", "to", "last"], report)?;
    let last = fields.get("last").and_then(|node| yaml::one_of(node, &["day_of", "day_before"], report));
    Some(Pause {
        id,
        title: titled(&fields, id, report),
        act: fields.required_at("act", id.span, report).and_then(|node| name(node, report)),
        from: fields.required_at("from", id.span, report).and_then(|node| moment(node, report)),
        to: moments(&fields, "to", id, report),
        until_day_before: last == Some("day_before"),
    })
}

/// A moment, or a list of them of which the first counts.
pub(super) fn moments<'a>(fields: &Fields<'a>, key: &str, id: Id<'a>, report: &mut Diagnostics) -> Vec<Moment<'a>> {
    match fields.required_at(key, id.span, report) {
        Some(Node { kind: Kind::Seq(items), span }) => {
            if items.is_empty() {
                report.error(code::EMPTY_LIST, *span).with("least", 1);
            }
            items.iter().filter_map(|item| moment(item, report)).collect()
        }
        Some(node) => moment(node, report).into_iter().collect(),
        None => Vec::new(),
    }
}

/// `{milestone: id}` or `{field: form.field}`.
pub(super) fn moment<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Moment<'a>> {
    let [(key, value)] = node.map(report)? else {
        return not_a_moment(node.head(), report);
    };
    match key.text.as_str() {
        "milestone" => name(value, report).map(Moment::Milestone),
        "field" => value.text(report).map(|text| Moment::Field(Id { text, span: value.span })),
        _ => not_a_moment(key.span, report),
    }
}

fn not_a_moment<T>(at: Span, report: &mut Diagnostics) -> Option<T> {
    report.error(code::NOT_A_BRANCH, at).with("expected", "`{milestone: …}` / `{field: …}`");
    None
}

fn acts<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<Act<'a>> {
    let Some(map) = fields.get("acts").and_then(|node| node.map(report)) else {
        return Vec::new();
    };
    let mut acts = Vec::new();
    for (key, node) in map {
        let Some(id) = key_name(key, report) else {
            continue;
        };
        let Some(fields) = Fields::read(node, &["title", "lane", "form"], report) else {
            continue;
        };
        acts.push(Act {
            id,
            title: titled(&fields, id, report),
            lane: fields.required_at("lane", id.span, report).and_then(|node| name(node, report)),
            form: name_of(&fields, "form", report),
        });
    }
    acts
}

/// `order:`, a list of `{before: {milestone: id}, pass: [node, …]}`.
fn order<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<Order<'a>> {
    let mut order = Vec::new();
    for item in fields.get("order").and_then(|node| node.seq(report)).unwrap_or_default() {
        let Some(fields) = Fields::read(item, &["before", "pass"], report) else {
            continue;
        };
        let before = fields.required("before", report).and_then(|node| Fields::read(node, &["milestone"], report));
        let before = before.and_then(|fields| fields.required("milestone", report));
        let before = before.and_then(|node| name(node, report));
        let Some(list) = fields.required("pass", report) else { continue };
        let items = list.seq(report).unwrap_or_default();
        if items.is_empty() {
            report.error(code::EMPTY_LIST, list.span).with("least", 1);
        }
        let pass = items.iter().filter_map(|item| name(item, report)).collect();
        order.extend(before.map(|before| Order { before, pass }));
    }
    order
}

/// The title under `title:`, which must be there.
fn titled(fields: &Fields<'_>, id: Id<'_>, report: &mut Diagnostics) -> Text {
    let title = fields.required_at("title", id.span, report).and_then(|node| yaml::title(node, report));
    title.unwrap_or_else(|| Text { zh: id.text.to_owned(), en: None })
}

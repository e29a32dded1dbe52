//! Nodes: one kind key, and the keys that go with it.

use super::duty::duty;
use super::event::{boundary, catch, event, message, start_timer, throw, timer};
use super::flow::{all, choice};
use super::limit::limit;
use super::small::{entries, formula, formulas, key_name, name, name_of, required_word};
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::process::syntax::{Body, Call, Id, Item, Kind, Lanes, Multi, To};
use crate::source::Span;
use crate::yaml::{self, Fields, Key, Node};

/// The kind keys, each with the keys that only its nodes have.
const KINDS: [(&str, &[&str]); 12] = [
    ("start", &["lane", "form", "message", "into", "timer", "post", "supervise", "risk", "documents"]),
    ("user_task", &["lane", "form", "limit", "for_each", "post", "supervise", "risk", "documents"]),
    ("rule_task", &["table", "with", "out"]),
    ("exclusive", &[]),
    ("parallel", &[]),
    ("await", &[]),
    ("receive", &["message", "key", "into", "lane"]),
    ("wait", &["timer"]),
    ("subprocess", &["begin", "nodes", "events", "for_each"]),
    ("call", &["process", "in", "out", "for_each"]),
    ("send", &["message", "key", "recipient", "body"]),
    ("end", &["error", "terminate", "message", "key", "recipient", "body"]),
];

/// The keys of every node. `on` is among them so that its misuse gets its own message.
const COMMON: [&str; 9] = ["stage", "to", "milestone", "number", "set", "explain", "final", "note", "on"];

/// `begin:`, `nodes:` and `events:` of a scope.
pub(super) fn body<'a>(fields: &Fields<'a>, at: Span, report: &mut Diagnostics) -> Body<'a> {
    let begin = fields.required_at("begin", at, report).and_then(|node| name(node, report));
    fields.required_at("nodes", at, report);
    let mut nodes = Vec::new();
    let mut unread = Vec::new();
    for (id, node) in entries(fields, "nodes", report) {
        match item(id, node, report) {
            Some(item) => nodes.push(item),
            None => unread.push(id.text),
        }
    }
    let events = entries(fields, "events", report);
    let events = events.into_iter().filter_map(|(id, node)| event(id, node, report)).collect();
    Body { begin, nodes, events, unread }
}

fn item<'a>(id: Id<'a>, node: &'a Node, report: &mut Diagnostics) -> Option<Item<'a>> {
    let (kind, own) = kind_key(id, node, report)?;
    let allowed: Vec<&str> = COMMON.iter().chain(own).copied().chain([kind.text.as_str()]).collect();
    let fields = Fields::read(node, &allowed, report)?;
    let title = fields.required(&kind.text, report).and_then(|node| yaml::title(node, report));
    if let Some(node) = fields.get("final") {
        yaml::truth(node, report);
    }
    if let Some(node) = fields.get("note") {
        node.text(report);
    }
    let (number, number_as) = number(&fields, report);
    let (limit, legal) = limit(&fields, report);
    Some(Item {
        id,
        title: title.unwrap_or_else(|| crate::definition::Text { zh: id.text.to_owned(), en: None }),
        stage: name_of(&fields, "stage", report),
        lane: lane(&fields, &kind.text, id, report),
        form: name_of(&fields, "form", report),
        limit,
        legal,
        milestone: name_of(&fields, "milestone", report),
        number,
        number_as,
        set: formulas(&fields, "set", report),
        explain: required_word(&fields, "explain", report),
        to: to(&fields, &kind.text, id, report),
        boundaries: boundaries(&fields, &kind.text, report),
        multi: multi(&fields, report),
        duty: duty(&fields, report),
        kind: kind_of(&kind.text, &fields, id, report)?,
    })
}

/// The only kind key of a node, with the keys that go with it.
fn kind_key<'a>(id: Id<'a>, node: &'a Node, report: &mut Diagnostics) -> Option<(&'a Key, &'static [&'static str])> {
    let entries = node.map(report)?;
    let kind = |key: &Key| KINDS.iter().find(|(kind, _)| *kind == key.text).map(|(_, own)| *own);
    let found: Vec<_> = entries.iter().filter_map(|(key, _)| Some((key, kind(key)?))).collect();
    if let [only] = found[..] {
        return Some(only);
    }
    let names: Vec<&str> = found.iter().map(|(key, _)| key.text.as_str()).collect();
    let all = || KINDS.iter().map(|(kind, _)| *kind);
    let slip = || entries.iter().find_map(|(key, _)| Hint::closest(&key.text, all()));
    let hint = if found.is_empty() { slip().or_else(|| Hint::closest_or_all("", all())) } else { None };
    let at = found.get(1).map_or(id.span, |(key, _)| key.span);
    let shown = if names.is_empty() { "—".to_owned() } else { names.join(", ") };
    report.error(code::KIND_COUNT, at).with("id", id.text).with("found", shown).hint(hint);
    None
}

fn kind_of<'a>(kind: &str, fields: &Fields<'a>, id: Id<'a>, report: &mut Diagnostics) -> Option<Kind<'a>> {
    Some(match kind {
        "start" if fields.key("message").is_some() && fields.key("timer").is_none() => {
            Kind::Start(message(fields, false, report))
        }
        "start" if fields.key("timer").is_some() => Kind::StartTimer(start_timer(fields, report)),
        "start" => Kind::Start(None),
        "user_task" => Kind::UserTask,
        "rule_task" => Kind::RuleTask {
            table: fields.required_at("table", id.span, report).and_then(|node| name(node, report)),
            with: formulas(fields, "with", report),
            out: outputs(fields, report),
        },
        "exclusive" => Kind::Exclusive,
        "parallel" => Kind::Parallel,
        "await" => {
            let items = fields.get("to").and_then(|node| node.seq(report)).unwrap_or_default();
            Kind::Await(items.iter().filter_map(|item| catch(item, report)).collect())
        }
        "receive" => Kind::Receive(message(fields, true, report)),
        "wait" => Kind::Wait(fields.required_at("timer", id.span, report).and_then(|node| timer(node, report))),
        "subprocess" => Kind::SubProcess(body(fields, id.span, report)),
        "call" => Kind::Call(Call {
            process: fields.required_at("process", id.span, report).and_then(|node| name(node, report)),
            with: formulas(fields, "in", report),
            out: formulas(fields, "out", report),
        }),
        "send" => Kind::Send(throw(fields, report)),
        _ => end(fields, report),
    })
}

/// At most one of `error:`, `terminate:` and `message:`.
fn end<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Kind<'a> {
    let error = name_of(fields, "error", report);
    let terminate = fields.get("terminate").and_then(|node| yaml::truth(node, report)).unwrap_or(false);
    let throws = fields.key("message").is_some();
    let second = match (error.is_some(), terminate, throws) {
        (true, true, _) | (_, true, true) => fields.key("terminate"),
        (true, _, true) => fields.key("message"),
        _ => None,
    };
    if let Some(key) = second {
        report.error(code::UNKNOWN_KEY, key.span).with("key", &key.text);
    }
    if !throws {
        for key in ["key", "recipient", "body"].iter().filter_map(|key| fields.key(key)) {
            report.error(code::UNKNOWN_KEY, key.span).with("key", &key.text);
        }
    }
    match (error, terminate) {
        (Some(code), _) => Kind::EndError(code),
        (None, true) => Kind::EndTerminate,
        (None, false) if throws => Kind::EndMessage(throw(fields, report)),
        (None, false) => Kind::EndNone,
    }
}

/// `number: SERIES`, or `{series: …, as: …}` where a variable keeps it.
fn number<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> (Option<Id<'a>>, Option<Id<'a>>) {
    match fields.get("number") {
        Some(node) if node.as_map().is_some() => match Fields::read(node, &["series", "as"], report) {
            Some(fields) => {
                let series = fields.required("series", report).and_then(|node| name(node, report));
                let kept = fields.required("as", report).and_then(|node| name(node, report));
                (series, kept)
            }
            None => (None, None),
        },
        Some(node) => (name(node, report), None),
        None => (None, None),
    }
}

/// Output of the table → variable.
fn outputs<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<(Id<'a>, Id<'a>)> {
    let entries = entries(fields, "out", report);
    entries.into_iter().filter_map(|(output, node)| Some((output, name(node, report)?))).collect()
}

/// `lane: id`, or the lane that a decision table names.
fn lane<'a>(fields: &Fields<'a>, kind: &str, id: Id<'a>, report: &mut Diagnostics) -> Option<Lanes<'a>> {
    if !matches!(kind, "user_task" | "start") {
        return None;
    }
    let asks = kind == "user_task" || fields.get("form").is_some();
    let node = if asks { fields.required_at("lane", id.span, report)? } else { fields.get("lane")? };
    if node.as_map().is_none() {
        return name(node, report).map(Lanes::Fixed);
    }
    let fields = Fields::read(node, &["table", "with"], report)?;
    let table = fields.required("table", report).and_then(|node| name(node, report))?;
    Some(Lanes::Table { table, with: formulas(&fields, "with", report) })
}

fn to<'a>(fields: &Fields<'a>, kind: &str, id: Id<'a>, report: &mut Diagnostics) -> To<'a> {
    let Some(node) = fields.get("to") else {
        if kind != "end" {
            report.error(code::NO_TO, id.span).with("id", id.text);
        }
        return To::None;
    };
    let at = fields.key("to").map_or(node.span, |key| key.span);
    match kind {
        "end" => {
            report.error(code::END_LEADS_ON, at);
            To::None
        }
        // Its entries are events; `kind_of` reads them.
        "await" => To::None,
        "parallel" => all(node, report),
        _ => choice(node, at, report),
    }
}

fn boundaries<'a>(
    fields: &Fields<'a>,
    kind: &str,
    report: &mut Diagnostics,
) -> Vec<crate::process::syntax::Boundary<'a>> {
    let Some(node) = fields.get("on") else {
        return Vec::new();
    };
    if !matches!(kind, "user_task" | "subprocess" | "call") {
        let at = fields.key("on").map_or(node.span, |key| key.span);
        report.error(code::BOUNDARY_MISPLACED, at);
        return Vec::new();
    }
    let items = node.seq(report).unwrap_or_default();
    items.iter().filter_map(|item| boundary(item, report)).collect()
}

fn multi<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Option<Multi<'a>> {
    let node = fields.get("for_each")?;
    let fields = Fields::read(node, &["in", "as", "order", "done", "collect"], report)?;
    let list = fields.required("in", report).and_then(|node| formula(node, report));
    let item = fields.required("as", report).and_then(|node| name(node, report));
    let order = fields.get("order").and_then(|order| yaml::one_of(order, &["parallel", "sequential"], report));
    let done = fields.get("done").and_then(|node| formula(node, report));
    let collect = fields.get("collect").and_then(|node| node.map(report)).unwrap_or_default();
    let collect =
        collect.iter().filter_map(|(key, node)| Some((key_name(key, report)?, formula(node, report)?))).collect();
    Some(Multi { list: list?, item: item?, sequential: order == Some("sequential"), done, collect })
}

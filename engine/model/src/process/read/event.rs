//! Events: messages, timers, boundary events, the entries of an event-based gateway, event sub-processes.

use super::flow::single;
use super::node::body;
use super::small::{formula, key_name, name, name_of, path_of, term, term_of};
use crate::definition::Cycle;
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::process::syntax::{Boundary, Catch, CatchEvent, Event, Formula, Id, Message, Throw, Timer, Trigger};
use crate::yaml::{self, Fields, Kind, Node};
use mingjing_clock::{Lang, Recurrence};

/// `message:`, `key:`, `into:` (a form, or a list of them, of which `form?` may be missing) and `lane:` of the map around them. The key is required where a subscription needs one.
pub(super) fn message<'a>(fields: &Fields<'a>, keyed: bool, report: &mut Diagnostics) -> Option<Message<'a>> {
    let name = fields.required("message", report).and_then(|node| name(node, report));
    let at = fields.key("message").map_or(fields.head(), |key| key.span);
    let key = if keyed { fields.required_at("key", at, report) } else { fields.get("key") };
    let key = key.and_then(|node| formula(node, report));
    let (into, forms) = match fields.get("into") {
        Some(list @ Node { kind: Kind::Seq(items), .. }) => {
            if items.is_empty() {
                report.error(code::EMPTY_LIST, list.span).with("least", 1);
            }
            (None, items.iter().filter_map(|item| form_member(item, report)).collect())
        }
        Some(one) => (self::name(one, report), Vec::new()),
        None => (None, Vec::new()),
    };
    Some(Message { name: name?, key, into, forms, lane: name_of(fields, "lane", report) })
}

/// A form of the body: `form` must come, `form?` may be missing.
fn form_member<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<(Id<'a>, bool)> {
    let text = node.text(report)?;
    let id = text.strip_suffix('?').unwrap_or(text);
    yaml::check_id(id, node.span, report).then_some((Id { text: id, span: node.span }, id == text))
}

/// `message:`, `key:`, `recipient:` and `body:` of a node that sends.
pub(super) fn throw<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Option<Throw<'a>> {
    let name = fields.required("message", report).and_then(|node| name(node, report));
    let at = fields.key("message").map_or(fields.head(), |key| key.span);
    let key = fields.required_at("key", at, report).and_then(|node| formula(node, report));
    let recipient = fields.get("recipient").and_then(|node| formula(node, report));
    let mut body = Vec::new();
    if let Some(node) = fields.get("body") {
        members(node, &[], &mut body, report);
    }
    Some(Throw { name: name?, key, recipient, body })
}

/// The members of a message's body: expressions, and records of them.
fn members<'a>(node: &'a Node, above: &[Id<'a>], into: &mut Vec<(Vec<Id<'a>>, Formula<'a>)>, report: &mut Diagnostics) {
    for (key, node) in node.map(report).unwrap_or_default() {
        let Some(id) = key_name(key, report) else { continue };
        let path = [above, &[id]].concat();
        if node.as_map().is_some() {
            members(node, &path, into, report);
        } else if let Some(formula) = formula(node, report) {
            into.push((path, formula));
        }
    }
}

/// `5 workdays`, `{limit: …, from: form.field}`, `{at: EXPR}` or `{cron: …, catch_up: …}`.
pub(super) fn timer<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Timer<'a>> {
    match &node.kind {
        Kind::Scalar(_) => term(node, report).map(|term| Timer::After { term, from: None }),
        Kind::Seq(_) => {
            node.wrong_shape("timer", "期限，如 `5 workdays`", "a limit such as `5 workdays`", report);
            None
        }
        Kind::Map(_) => {
            let fields = Fields::read(node, &["limit", "from", "at", "cron", "catch_up"], report)?;
            if fields.key("cron").is_some() {
                return cycle(&fields, report).map(Timer::Cycle);
            }
            if let Some(key) = fields.key("catch_up") {
                report.error(code::UNKNOWN_KEY, key.span).with("key", &key.text);
            }
            if let Some(at) = fields.get("at") {
                for other in ["limit", "from"].iter().filter_map(|key| fields.key(key)) {
                    report.error(code::UNKNOWN_KEY, other.span).with("key", &other.text);
                }
                return formula(at, report).map(Timer::At);
            }
            let from = path_of(&fields, "from", report);
            fields.required("limit", report)?;
            term_of(&fields, "limit", report).map(|term| Timer::After { term, from })
        }
    }
}

/// `cron:` and `catch_up:`.
fn cycle(fields: &Fields<'_>, report: &mut Diagnostics) -> Option<Cycle> {
    for other in ["limit", "from", "at"].iter().filter_map(|key| fields.key(key)) {
        report.error(code::UNKNOWN_KEY, other.span).with("key", &other.text);
    }
    let catch_up = fields.get("catch_up").and_then(|node| yaml::one_of(node, &["one", "all"], report));
    let node = fields.get("cron")?;
    match node.text(report)?.parse::<Recurrence>() {
        Ok(recurrence) => Some(Cycle { recurrence, catch_up_all: catch_up == Some("all") }),
        Err(error) => {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| error.message(lang));
            report.foreign(error.code(), node.span, zh, en);
            None
        }
    }
}

/// The timer of a start event: one that comes again and again.
pub(super) fn start_timer(fields: &Fields<'_>, report: &mut Diagnostics) -> Option<Cycle> {
    for other in ["lane", "form", "message", "into"].iter().filter_map(|key| fields.key(key)) {
        report.error(code::UNKNOWN_KEY, other.span).with("key", &other.text);
    }
    let node = fields.get("timer")?;
    match timer(node, report)? {
        Timer::Cycle(cycle) => Some(cycle),
        Timer::After { .. } | Timer::At(_) => {
            report.error(code::START_ONCE, node.span).hint(Hint::Write("{cron: '0 0 9 * * MON-FRI'}".to_owned()));
            None
        }
    }
}

/// An entry of `on:`.
pub(super) fn boundary<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Boundary<'a>> {
    let allowed = ["timer", "message", "key", "into", "lane", "error", "interrupting", "to", "id", "title"];
    let fields = Fields::read(node, &allowed, report)?;
    let trigger = trigger(&fields, report);
    let to = fields.required("to", report).and_then(|node| single(node, report));
    Some(Boundary {
        id: name_of(&fields, "id", report),
        span: fields.head(),
        title: fields.get("title").and_then(|node| yaml::title(node, report)),
        interrupting: interrupting(&fields, trigger.as_ref(), report),
        trigger,
        to,
    })
}

/// An entry of an event-based gateway.
pub(super) fn catch<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Catch<'a>> {
    if node.get("message").is_none() && node.get("timer").is_none() {
        report.error(code::NOT_AN_EVENT, node.head());
        return None;
    }
    let fields = Fields::read(node, &["message", "key", "into", "lane", "timer", "to", "id", "title"], report)?;
    let event = match (fields.get("message"), fields.get("timer")) {
        (Some(_), Some(_)) | (None, None) => {
            report.error(code::NOT_AN_EVENT, node.head());
            None
        }
        (Some(_), None) => message(&fields, true, report).map(CatchEvent::Message),
        (None, Some(node)) => timer(node, report).map(CatchEvent::Timer),
    };
    let to = fields.required("to", report).and_then(|node| single(node, report));
    Some(Catch {
        id: name_of(&fields, "id", report),
        span: fields.head(),
        title: fields.get("title").and_then(|node| yaml::title(node, report)),
        event,
        to,
    })
}

/// An event sub-process.
pub(super) fn event<'a>(id: Id<'a>, node: &'a Node, report: &mut Diagnostics) -> Option<Event<'a>> {
    let allowed = ["title", "start", "interrupting", "stage", "begin", "nodes", "events", "note"];
    let fields = Fields::read(node, &allowed, report)?;
    let title = fields.required_at("title", id.span, report).and_then(|node| yaml::title(node, report));
    let start = fields.required_at("start", id.span, report);
    let trigger = start.and_then(|node| {
        let fields = Fields::read(node, &["act", "message", "key", "into", "lane", "timer", "error"], report)?;
        trigger_or_act(&fields, report)
    });
    Some(Event {
        id,
        title: title.unwrap_or_else(|| crate::definition::Text { zh: id.text.to_owned(), en: None }),
        stage: name_of(&fields, "stage", report),
        interrupting: interrupting(&fields, trigger.as_ref(), report),
        trigger,
        body: body(&fields, id.span, report),
    })
}

fn trigger_or_act<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Option<Trigger<'a>> {
    let acts = fields.key("act").is_some();
    let others = ["message", "timer", "error"].iter().any(|key| fields.key(key).is_some());
    if acts && !others { name_of(fields, "act", report).map(Trigger::Act) } else { trigger(fields, report) }
}

/// The one of `timer`, `message` and `error` that stands there.
fn trigger<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Option<Trigger<'a>> {
    let found: Vec<&str> = ["timer", "message", "error"].into_iter().filter(|key| fields.get(key).is_some()).collect();
    let [kind] = found[..] else {
        let expected = "`timer: …` / `message: …` / `error: …`";
        report.error(code::NOT_A_BRANCH, fields.head()).with("expected", expected);
        return None;
    };
    let node = fields.get(kind)?;
    match kind {
        "timer" => timer(node, report).map(Trigger::Timer),
        "message" => message(fields, true, report).map(Trigger::Message),
        _ if node.as_text() == Some("any") => Some(Trigger::Error(None, node.span)),
        _ => name(node, report).map(|id| Trigger::Error(Some(id), node.span)),
    }
}

fn interrupting(fields: &Fields<'_>, trigger: Option<&Trigger<'_>>, report: &mut Diagnostics) -> bool {
    let Some(node) = fields.get("interrupting") else {
        return true;
    };
    let interrupting = yaml::truth(node, report).unwrap_or(true);
    if !interrupting && matches!(trigger, Some(Trigger::Error(..))) {
        report.error(code::ERROR_MUST_INTERRUPT, node.span);
        return true;
    }
    interrupting
}

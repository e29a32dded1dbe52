//! The processes that a process calls, and those that they call.

use std::collections::{BTreeMap, BTreeSet};

use super::read;
use super::syntax::{Body, Call, DataType, Id, Kind, Process};
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::yaml::Node;

/// How deep calls may nest; more is a mistake rather than a procedure.
const DEPTH_MAX: usize = 16;

/// The called processes by name.
#[derive(Debug, Default)]
pub(super) struct Library<'a>(BTreeMap<&'a str, Process<'a>>);

impl<'a> Library<'a> {
    /// Reads what `process` calls, at any depth. Faults inside a called process are not reported here: it is checked on
    /// its own.
    pub(super) fn of(process: &Process<'a>, roots: &'a BTreeMap<String, Node>) -> Self {
        let mut library = Self::default();
        let mut open: Vec<&'a str> = called(&process.body).filter_map(|call| Some(call.process?.text)).collect();
        while let Some(name) = open.pop() {
            let root = roots.get(name).filter(|_| !library.0.contains_key(name));
            let Some(process) = root.and_then(|root| read::process(root, &mut Diagnostics::new())) else { continue };
            open.extend(called(&process.body).filter_map(|call| Some(call.process?.text)));
            library.0.insert(name, process);
        }
        library
    }

    /// The process with what its calls need declared: lanes, stages, series, variables and acts that it does not have
    /// itself. A lane of the same id is the caller's, so that who acts in a called process is who acts in the case.
    pub(super) fn link(&self, mut process: Process<'a>) -> Process<'a> {
        for called in self.0.values() {
            add(&mut process.lanes, &called.lanes, |lane| lane.id.text);
            add(&mut process.stages, &called.stages, |(id, _)| id.text);
            add(&mut process.posts, &called.posts, |(id, _)| id.text);
            add(&mut process.series, &called.series, |(id, _)| id.text);
            add(&mut process.acts, &called.acts, |act| act.id.text);
            process.separations.extend(called.separations.iter().cloned());
            let differs = |(id, ty): &&(Id<'a>, DataType<'a>)| {
                !process.data.iter().any(|(other, known)| other.text == id.text && is_same(known, ty))
            };
            let missing: Vec<_> = called.data.iter().filter(differs).cloned().collect();
            process.data.extend(missing);
        }
        process
    }

    /// The process of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Process<'a>> {
        self.0.get(name)
    }

    /// Whether a process calls itself, be it through others; the call at fault is reported.
    pub(super) fn calls_itself(&self, process: &Process<'a>, report: &mut Diagnostics) -> bool {
        let mut found = false;
        for call in called(&process.body) {
            let Some(id) = call.process else { continue };
            if id.text == process.id.text || self.reaches(id.text, process.id.text, &mut BTreeSet::new(), 0) {
                report.error(code::CALLS_ITSELF, id.span).with("id", id.text);
                found = true;
            }
        }
        found
    }

    /// Whether `from` calls `to`, or calls in a circle, or deeper than is allowed.
    fn reaches(&self, from: &str, to: &str, above: &mut BTreeSet<String>, depth: usize) -> bool {
        if depth > DEPTH_MAX || !above.insert(from.to_owned()) {
            return true;
        }
        let body = self.0.get(from).map(|process| &process.body);
        let reached = body
            .into_iter()
            .flat_map(called)
            .filter_map(|call| call.process)
            .any(|id| id.text == to || self.reaches(id.text, to, above, depth + 1));
        above.remove(from);
        reached
    }
}

/// Reports a process that a call names and that is not there.
pub(super) fn unknown_process(id: Id<'_>, roots: &BTreeMap<String, Node>, report: &mut Diagnostics) {
    let hint = Hint::closest_or_all(id.text, roots.keys().map(String::as_str));
    report.error(code::UNKNOWN_PROCESS, id.span).with("id", id.text).hint(hint);
}

/// Whether some process calls the one of this name.
pub(super) fn is_called(name: &str, roots: &BTreeMap<String, Node>) -> bool {
    fn calls(node: &Node, name: &str) -> bool {
        let is_call = node.get("call").is_some() && node.get("process").and_then(Node::as_text) == Some(name);
        is_call || node.as_map().unwrap_or_default().iter().any(|(_, value)| calls(value, name))
    }
    roots.values().any(|root| calls(root, name))
}

/// Adds what is declared under an id that is not taken.
fn add<T: Clone>(to: &mut Vec<T>, from: &[T], id: impl Fn(&T) -> &str) {
    for one in from {
        if !to.iter().any(|known| id(known) == id(one)) {
            to.push(one.clone());
        }
    }
}

fn is_same(one: &DataType<'_>, other: &DataType<'_>) -> bool {
    match (one, other) {
        (DataType::Plain(one), DataType::Plain(other)) => one == other,
        (DataType::Form(one), DataType::Form(other)) => one.text == other.text,
        (DataType::Plain(_), DataType::Form(_)) | (DataType::Form(_), DataType::Plain(_)) => false,
    }
}

/// The calls in a body, at any depth.
fn called<'b, 'a>(body: &'b Body<'a>) -> Box<dyn Iterator<Item = &'b Call<'a>> + 'b> {
    let inner = body.nodes.iter().flat_map(|item| match &item.kind {
        Kind::Call(call) => Box::new(std::iter::once(call)) as Box<dyn Iterator<Item = _>>,
        Kind::SubProcess(body) => called(body),
        _ => Box::new(std::iter::empty()),
    });
    Box::new(inner.chain(body.events.iter().flat_map(|event| called(&event.body))))
}

//! `post`, `supervise`, `risk` and `documents` of a node.

use super::small::{entries, formula, name, name_of};
use crate::definition::RiskMode;
use crate::diagnostic::Diagnostics;
use crate::process::syntax::{Document, Duty, Id, Risk};
use crate::yaml::{self, Fields, Node};

const KEYS: [&str; 4] = ["post", "supervise", "risk", "documents"];

/// The duties that the map of a node states.
pub(super) fn duty<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Duty<'a> {
    let key = KEYS.iter().find_map(|key| fields.key(key));
    Duty {
        post: name_of(fields, "post", report),
        supervise: fields.get("supervise").and_then(|node| supervise(node, report)),
        risk: fields.get("risk").and_then(|node| risk(node, report)),
        documents: documents(fields, report),
        key: key.map(|key| Id { text: &key.text, span: key.span }),
    }
}

fn supervise<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<(crate::definition::Text, Vec<Id<'a>>)> {
    let fields = Fields::read(node, &["why", "who"], report)?;
    let why = fields.required("why", report).and_then(|node| yaml::title(node, report));
    let who = fields.get("who").and_then(|node| node.seq(report)).unwrap_or_default();
    let who = who.iter().filter_map(|item| name(item, report)).collect();
    Some((why?, who))
}

fn risk<'a>(node: &'a Node, report: &mut Diagnostics) -> Option<Risk<'a>> {
    let fields = Fields::read(node, &["point", "control"], report)?;
    let point = fields.required("point", report).and_then(|node| yaml::title(node, report));
    let control = Fields::read(fields.required("control", report)?, &["document", "mode"], report)?;
    let document = control.required("document", report).and_then(|node| name(node, report));
    let mode = control.required("mode", report).and_then(|node| yaml::one_of(node, &["block", "warn"], report));
    let mode = mode.map(|mode| if mode == "block" { RiskMode::Block } else { RiskMode::Warn });
    Some(Risk { point: point?, document: document?, mode: mode? })
}

fn documents<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<Document<'a>> {
    let mut documents = Vec::new();
    for (id, node) in entries(fields, "documents", report) {
        let Some(fields) = Fields::read(node, &["title", "when"], report) else {
            continue;
        };
        let title = fields.required_at("title", id.span, report).and_then(|node| yaml::title(node, report));
        let when = fields.get("when").and_then(|node| formula(node, report));
        documents.extend(title.map(|title| Document { id, title, when }));
    }
    documents
}

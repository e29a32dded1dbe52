//! Documents that are made at a node: entered with its completion (name, number, date), due always or on a condition,
//! and the control of the node's risk point.

use super::{
    findings::{self, Finding},
    form::{self, below},
    submission, task,
};
use crate::{
    command::EnteredDocument,
    data,
    event::{Event, MadeDocument},
    ids::{Key, PersonId},
    outcome::{FieldError, Rejection, RejectionKind},
    state::ElementState,
    work::{Run, Work},
};
use mingjing_expr::{Scope, eval};
use mingjing_model::definition::{Definition, DocumentIx, Duty, NodeDocument, NodeIx, PolicyRule, RiskMode};

/// Longest number of a document, in characters; printed numbers have some thirty.
pub(crate) const NUMBER_CHARACTERS_MAX: usize = 100;

/// Documents that have passed every check.
pub(crate) struct Documents {
    at: Key,
    node: NodeIx,
    made: Vec<MadeDocument>,
    /// The control that is missing where the risk point only warns.
    uncontrolled: Option<DocumentIx>,
}

/// The documents of a node, each with whether it is due when these values are handed in; none = they do not tell.
pub fn due(def: &Definition, node: NodeIx, values: &dyn Scope) -> Vec<(DocumentIx, Option<bool>)> {
    let due = |document: &NodeDocument| match &document.when {
        Some(when) => eval(when, values).ok().and_then(|value| value.as_bool()),
        None => Some(true),
    };
    def.node(node).duty.documents.iter().map(|document| (document.document, due(document))).collect()
}

/// Asks for what the conditions of the node's documents read, so that one round of answers serves the whole completion.
pub(crate) fn prefetch(work: &mut Work, at: Key, node: NodeIx) -> Run {
    let def = work.def;
    data::prefetch(work, at, def.node(node).duty.documents.iter().filter_map(|document| document.when.as_ref()))
}

/// Examines the documents that a person enters with a submission.
///
/// # Errors
/// A rejection with every entry at fault; a refusal under `documents` with all that are missing; needs.
pub(crate) fn examine(
    work: &mut Work,
    at: Key,
    node: NodeIx,
    given: &[EnteredDocument],
    submitted: Option<&submission::Examined>,
) -> Run<Documents> {
    let def = work.def;
    let duty = &def.node(node).duty;
    let made = typed(work, duty, given)?;
    let asks = duty.documents.iter().any(|document| document.when.is_some());
    let extra = submitted.filter(|_| asks).map(submission::Examined::named).unwrap_or_default();
    let mut missing = Vec::new();
    for document in &duty.documents {
        let due = match &document.when {
            Some(when) => data::holds(work, at, &extra, when)?,
            None => true,
        };
        if due && made.iter().all(|made| made.document != document.document) {
            missing.push(document.document);
        }
    }
    let elsewhere = |document: &DocumentIx| duty.document(*document).is_none();
    if let Some(control) = duty.risk.as_ref().map(|risk| risk.document).filter(elsewhere)
        && !stands(work, at, control)
    {
        missing.push(control);
    }
    let (uncontrolled, missing): (Vec<_>, Vec<_>) =
        missing.into_iter().partition(|document| only_warned(duty, *document));
    let found: Vec<Finding> = missing.into_iter().map(|document| finding(def, node, document)).collect();
    findings::stop_on(work, &found)?;
    Ok(Documents { at, node, made, uncontrolled: uncontrolled.first().copied() })
}

/// Notes in a dry run what is missing whatever the form says, for a form that is itself at fault: one answer names it all.
pub(crate) fn note_absent(work: &mut Work, node: NodeIx, given: &[EnteredDocument]) {
    let def = work.def;
    let duty = &def.node(node).duty;
    let entered = |document| given.iter().any(|entry| def.document_by_id(&entry.document) == Some(document));
    let always = duty.documents.iter().filter(|document| document.when.is_none()).map(|document| document.document);
    let absent = always.filter(|document| !entered(*document) && !only_warned(duty, *document));
    let found: Vec<Finding> = absent.map(|document| finding(def, node, document)).collect();
    findings::note(work, &found);
}

/// Whether the document is the control of a risk point that only warns.
fn only_warned(duty: &Duty, document: DocumentIx) -> bool {
    duty.risk.as_ref().is_some_and(|risk| risk.document == document && risk.mode == RiskMode::Warn)
}

impl Documents {
    /// Writes them down.
    pub fn record(self, work: &mut Work, by: &PersonId) {
        if !self.made.is_empty() {
            let scope = data::owner(work, self.at);
            let (node, documents) = (self.node, self.made);
            work.emit(Event::DocumentsEntered { scope, node, documents, by: by.clone() });
        }
        if let Some(document) = self.uncontrolled {
            let by = by.clone();
            work.emit(Event::RiskLeftUncontrolled { key: self.at, node: self.node, document, by });
        }
    }
}

/// The entries as documents of the node. Nobody can have made one in the future.
fn typed(work: &mut Work, duty: &Duty, given: &[EnteredDocument]) -> Run<Vec<MadeDocument>> {
    let mut made: Vec<MadeDocument> = Vec::new();
    let mut errors: Vec<FieldError> = Vec::new();
    for entry in given {
        let pointer = below("/documents", &entry.document);
        let known = work.def.document_by_id(&entry.document).filter(|document| duty.document(*document).is_some());
        let Some(document) = known.filter(|document| made.iter().all(|made| made.document != *document)) else {
            errors.push(form::error(&pointer, "MJ4211", &[("document", &entry.document)]));
            continue;
        };
        if entry.dated_on > work.today()? {
            let facts = [("document", entry.document.as_str()), ("day", &entry.dated_on.to_string())];
            errors.push(form::error(&below(&pointer, "dated_on"), "MJ4212", &facts));
        }
        let number = entry.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
        if number.is_some_and(|number| number.chars().count() > NUMBER_CHARACTERS_MAX) {
            let facts = [("document", entry.document.as_str()), ("max", &NUMBER_CHARACTERS_MAX.to_string())];
            errors.push(form::error(&below(&pointer, "number"), "MJ4213", &facts));
        }
        made.push(MadeDocument { document, number: number.map(str::to_owned), dated_on: entry.dated_on });
    }
    match errors.first().map(|error| (error.code.clone(), error.params.clone())) {
        Some((code, params)) => task::reject(Rejection { code, kind: RejectionKind::Invalid, params, errors }),
        None => Ok(made),
    }
}

/// What is missing, in words of the risk point where it is its control.
fn finding(def: &Definition, node: NodeIx, document: DocumentIx) -> Finding {
    let node = def.node(node);
    let id = &def.documents[document.index()].id;
    let mut facts = vec![("document", id.clone())];
    let control = node.duty.risk.as_ref().is_some_and(|risk| risk.document == document);
    if control {
        facts.push(("risk", node.id.clone()));
    }
    let code = if control { "MJ4122" } else { "MJ4121" };
    Finding { rule: PolicyRule::Documents, code, pointer: below("/documents", id), facts }
}

/// Whether the document was made for what `at` belongs to: in a scope around it. What siblings of a multi-instance made
/// stands at the multi-instance until that ends, and is not theirs to use.
fn stands(work: &Work, at: Key, document: DocumentIx) -> bool {
    let is_multi = |key: &Key| {
        let element = work.instance.elements.get(key);
        element.is_some_and(|element| matches!(element.state, ElementState::Multi(_)))
    };
    data::outward(work, at).filter(|key| !is_multi(key)).any(|key| work.instance.documents.contains(&(key, document)))
}

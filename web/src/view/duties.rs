//! What a node asks of people beside its form, what documents a case has, and what supervisors see of it.

use super::{
    dossier::{Dossier, Told},
    shapes::{ItemLabel, Name, Ref},
    submissions::Filled,
    words,
};
use crate::{identity::viewer::Viewer, names::Who};
use jiff::{Timestamp, civil::Date};
use mingjing_core::{command::Actor, documents_due, event::Event, ids::PersonId};
use mingjing_expr::{Scope, Value};
use mingjing_model::{
    definition::{Definition, DocumentIx, NameKind, NodeIx, RiskMode, Text},
    files::Verb,
};
use serde::Serialize;

/// The duties at a node.
#[derive(Debug, Serialize)]
pub struct Duties {
    /// The post that answers for it.
    post: Option<Ref>,
    /// What is supervised at it.
    supervise: Option<Text>,
    /// Its risk point.
    risk: Option<RiskPoint>,
    /// The documents that are made at it.
    documents: Vec<Wanted>,
}

/// A risk point with its control.
#[derive(Debug, Serialize)]
struct RiskPoint {
    point: Text,
    document: Ref,
    mode: RiskMode,
}

/// A document to enter.
#[derive(Debug, Serialize)]
struct Wanted {
    id: String,
    title: Text,
    /// Whether it is due; none = what is being filled in will tell.
    required: Option<bool>,
}

/// A document of a case.
#[derive(Debug, Serialize)]
pub struct Document {
    document: Ref,
    number: Option<String>,
    dated_on: Date,
    node: Ref,
    by: Name,
    entry_at: Timestamp,
    seq: u64,
    item: Option<ItemLabel>,
}

/// What supervisors see.
#[derive(Debug, Serialize)]
pub struct Watch {
    /// The supervision nodes of the process.
    nodes: Vec<Watched>,
    /// Risk points that were left without their control.
    risks: Vec<Left>,
}

/// A supervision node.
#[derive(Debug, Serialize)]
struct Watched {
    node: Ref,
    why: Text,
    /// Each time that it was completed.
    passed: Vec<Passed>,
    /// Somebody is at it now.
    waiting: bool,
}

/// A completion of a supervision node.
#[derive(Debug, Serialize)]
struct Passed {
    at: Timestamp,
    by: Option<Name>,
    seq: u64,
    item: Option<ItemLabel>,
}

/// A risk point that was left without its control.
#[derive(Debug, Serialize)]
struct Left {
    node: Ref,
    point: Text,
    document: Ref,
    by: Name,
    at: Timestamp,
    seq: u64,
    item: Option<ItemLabel>,
    /// The document was made later.
    settled: bool,
}

/// The duties at a node as things stand before its form is handed in.
pub fn duties(definition: &Definition, node: NodeIx, filled: &[Filled], item: Option<u32>, today: Date) -> Duties {
    let duty = &definition.node(node).duty;
    let known = Known { definition, node, filled, item, today };
    let due = documents_due(definition, node, &known).into_iter();
    // What only leaves a mark when it is missing stops nobody.
    let warns = |ix| duty.risk.as_ref().is_some_and(|risk| risk.document == ix && risk.mode == RiskMode::Warn);
    Duties {
        post: duty.post.and_then(|post| definition.posts.get(post.index())).map(words::titled),
        supervise: duty.supervise.as_ref().map(|supervision| supervision.why.clone()),
        risk: duty.risk.as_ref().map(|risk| RiskPoint {
            point: risk.point.clone(),
            document: document(definition, risk.document),
            mode: risk.mode,
        }),
        documents: due
            .map(|(ix, required)| {
                let Ref { id, title } = document(definition, ix);
                Wanted { id, title, required: if warns(ix) { Some(false) } else { required } }
            })
            .collect(),
    }
}

/// What earlier forms say; what the node's own form will say is not known.
struct Known<'a> {
    definition: &'a Definition,
    node: NodeIx,
    filled: &'a [Filled],
    item: Option<u32>,
    today: Date,
}

impl Scope for Known<'_> {
    fn lookup(&self, name: &str) -> Option<Value> {
        let own = self.definition.node(self.node).form;
        let NameKind::Form(form) = self.definition.name(self.definition.name_by_id(name)?).kind else { return None };
        let of_form = |filled: &&Filled| filled.form == form && Some(form) != own;
        let of_item = |filled: &&Filled| filled.item.as_ref().map(|item| item.index) == self.item;
        let found = self.filled.iter().filter(of_form);
        let case_wide = found.clone().find(|filled| filled.item.is_none());
        found.clone().find(of_item).or(case_wide).map(|filled| filled.values.clone())
    }

    fn today(&self) -> Date {
        self.today
    }
}

/// The documents of a case, in the order of their entry.
pub fn documents(dossier: &Dossier, who: &Who) -> Vec<Document> {
    let definition = dossier.pinned.definition();
    let mut found = Vec::new();
    for (told, event) in events(dossier) {
        let Event::DocumentsEntered { scope, node, documents, by } = event else { continue };
        found.extend(documents.iter().map(|made| Document {
            document: document(definition, made.document),
            number: made.number.clone(),
            dated_on: made.dated_on,
            node: words::node(definition, *node),
            by: who.person(by),
            entry_at: told.record.entry_at,
            seq: told.record.seq,
            item: dossier.item_of(*scope),
        }));
    }
    found
}

/// What the viewer sees as a supervisor of the case's organ; none for everybody else.
pub fn watch(dossier: &Dossier, viewer: &Viewer, who: &Who) -> Option<Watch> {
    if !viewer.has(Verb::Supervise, &dossier.instance.organ) {
        return None;
    }
    let definition = dossier.pinned.definition();
    let watches = |roles: &[String]| {
        let holds = |role: &String| viewer.rights.iter().any(|(right, _)| right.role == *role);
        roles.is_empty() || roles.iter().any(holds)
    };
    let mut nodes = Vec::new();
    for (position, node) in definition.nodes.iter().enumerate() {
        let Some(supervision) = node.duty.supervise.as_ref().filter(|watched| watches(&watched.who)) else { continue };
        let ix = NodeIx::at(position);
        let waiting = dossier.instance.elements.values().any(|element| element.node == ix && element.task().is_some());
        let passed = events(dossier).filter_map(|(told, event)| passed(dossier, who, ix, told, event)).collect();
        nodes.push(Watched { node: words::node(definition, ix), why: supervision.why.clone(), passed, waiting });
    }
    Some(Watch { nodes, risks: left(dossier, who) })
}

fn passed(dossier: &Dossier, who: &Who, node: NodeIx, told: &Told, event: &Event) -> Option<Passed> {
    let (by, item) = match event {
        Event::TaskCompleted { key, person, reason: _ } if dossier.node_of(*key) == Some(node) => {
            (Some(who.person(person)), dossier.item_of(*key))
        }
        Event::InstanceStarted { .. } if dossier.pinned.definition().start() == node => match &told.record.actor {
            Actor::Person(person) => (Some(who.person(person)), None),
            Actor::System => (None, None),
        },
        _ => return None,
    };
    Some(Passed { at: told.record.entry_at, by, seq: told.record.seq, item })
}

fn left(dossier: &Dossier, who: &Who) -> Vec<Left> {
    let definition = dossier.pinned.definition();
    let mut found: Vec<(DocumentIx, Left)> = Vec::new();
    for (told, event) in events(dossier) {
        match event {
            Event::RiskLeftUncontrolled { key, node, document: missing, by } => {
                let risk = definition.node(*node).duty.risk.as_ref();
                let node = words::node(definition, *node);
                let left = Left {
                    point: risk.map_or_else(|| node.title.clone(), |risk| risk.point.clone()),
                    node,
                    document: document(definition, *missing),
                    by: who.person(by),
                    at: told.record.entry_at,
                    seq: told.record.seq,
                    item: dossier.item_of(*key),
                    settled: false,
                };
                found.push((*missing, left));
            }
            Event::DocumentsEntered { scope, documents, .. } => {
                let item = dossier.item_of(*scope);
                for (missing, left) in &mut found {
                    let made = documents.iter().any(|made| made.document == *missing);
                    left.settled |= made && (item.is_none() || item == left.item);
                }
            }
            _ => {}
        }
    }
    found.into_iter().map(|(_, left)| left).collect()
}

/// People named by what is shown here.
pub fn people(dossier: &Dossier) -> Vec<PersonId> {
    let named = events(dossier).filter_map(|(_, event)| match event {
        Event::DocumentsEntered { by, .. } | Event::RiskLeftUncontrolled { by, .. } => Some(by.clone()),
        Event::TaskCompleted { person, .. } => Some(person.clone()),
        _ => None,
    });
    named.collect()
}

/// A kind of document.
pub fn document(definition: &Definition, ix: DocumentIx) -> Ref {
    words::titled(&definition.documents[ix.index()])
}

fn events(dossier: &Dossier) -> impl Iterator<Item = (&Told, &Event)> {
    dossier.records.iter().flat_map(|told| told.record.events.iter().map(move |event| (told, event)))
}

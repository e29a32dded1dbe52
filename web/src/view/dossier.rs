//! A case opened for reading: its rows, its control, and its latest records.

use super::{shapes::ItemLabel, submissions::Filled};
use crate::{
    app::App,
    bundles::Pinned,
    http::{
        codes,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
};
use mingjing_core::{
    event::{Activation, Event},
    ids::{InstanceId, Key, PersonId},
    needs::ValueId,
    outcome::{Rejection, RejectionKind},
    record::Record,
    state::Instance,
};
use mingjing_expr::Value;
use mingjing_model::definition::{NameKind, NodeIx};
use mingjing_runtime::{
    control,
    store::{
        read::{Facts, HistoryLine},
        values,
    },
};
use std::collections::BTreeMap;

/// Records that a page looks back over: a case rarely has two hundred, and a page must not grow without bound.
const RECORDS_MAX: u64 = 1_000;

/// An open case.
pub struct Dossier {
    /// Its rows.
    pub facts: Facts,
    /// Its control.
    pub instance: Instance,
    /// Its pinned process.
    pub pinned: Pinned,
    /// Its latest records, in sequence.
    pub records: Vec<Told>,
    /// Elements seen in the records: node and item.
    elements: BTreeMap<Key, (NodeIx, Option<ItemLabel>)>,
    /// Subscriptions and timers seen in the records: the event that waits.
    awaiting: BTreeMap<Key, NodeIx>,
}

/// A record with its stored line.
pub struct Told {
    /// As stored.
    pub line: HistoryLine,
    /// As read.
    pub record: Record,
}

/// Opens a case for a viewer.
///
/// # Errors
/// 404 when there is no such case, or the viewer may not know that there is one.
pub async fn open(app: &App, viewer: &Viewer, id: InstanceId) -> Answer<Dossier> {
    let facts =
        app.store.case_get(id).await?.filter(|facts| viewer.may_read_facts(facts)).ok_or_else(|| unknown(id))?;
    of_facts(app, id, facts).await
}

/// Opens a case that the caller has just acted on: the answer to the act shows it once more, whatever may be read later.
///
/// # Errors
/// 404 when there is no such case.
pub async fn after_act(app: &App, id: InstanceId) -> Answer<Dossier> {
    let facts = app.store.case_get(id).await?.ok_or_else(|| unknown(id))?;
    of_facts(app, id, facts).await
}

async fn of_facts(app: &App, id: InstanceId, facts: Facts) -> Answer<Dossier> {
    let (seq, bytes) = app.store.instance_get(id).await?.ok_or_else(|| unknown(id))?;
    let instance = control::decode(&bytes).map_err(|error| Problem::fault(codes::FAULT, &error))?;
    let pinned = app.bundles.pinned(instance.bundle, &instance.process).await?;
    let lines = app.store.history_page(id, seq.saturating_sub(RECORDS_MAX), RECORDS_MAX as u32).await?;
    let records = read(lines)?;
    let (elements, awaiting) = (elements(&records), awaiting(&records));
    Ok(Dossier { facts, instance, pinned, records, elements, awaiting })
}

fn unknown(id: InstanceId) -> Problem {
    Rejection::new("MJ4001", RejectionKind::NotFound).with("instance", id).into()
}

/// Reads stored lines.
///
/// # Errors
/// A fault when a record is not readable.
pub fn read(lines: Vec<HistoryLine>) -> Answer<Vec<Told>> {
    let told = |line: HistoryLine| Record::read(&line.bytes).map(|record| Told { line, record });
    lines.into_iter().map(|line| told(line).map_err(|error| Problem::fault(codes::FAULT, &error))).collect()
}

fn elements(records: &[Told]) -> BTreeMap<Key, (NodeIx, Option<ItemLabel>)> {
    let mut elements: BTreeMap<Key, (NodeIx, Option<ItemLabel>)> = BTreeMap::new();
    for event in records.iter().flat_map(|told| &told.record.events) {
        if let Event::ElementActivated { key, node, parent, body, .. } = event {
            let own = match body {
                Activation::Scope { item, .. } | Activation::Task { item, .. } => {
                    item.as_ref().map(|item| ItemLabel::new(item.index, item.label.clone()))
                }
                Activation::Multi { .. } | Activation::Waiting | Activation::Stuck { .. } => None,
            };
            let item = own.or_else(|| elements.get(parent).and_then(|(_, item)| item.clone()));
            elements.insert(*key, (*node, item));
        }
    }
    elements
}

fn awaiting(records: &[Told]) -> BTreeMap<Key, NodeIx> {
    let opened = |event: &Event| match event {
        Event::SubscriptionOpened { key, node, .. } | Event::TimerArmed { key, node, .. } => Some((*key, *node)),
        _ => None,
    };
    records.iter().flat_map(|told| &told.record.events).filter_map(opened).collect()
}

impl Dossier {
    /// The node of an element, also of one that is gone.
    pub fn node_of(&self, key: Key) -> Option<NodeIx> {
        self.elements
            .get(&key)
            .map(|(node, _)| *node)
            .or_else(|| self.instance.elements.get(&key).map(|element| element.node))
    }

    /// The event that a subscription or a timer belongs to, also of one that is closed.
    pub fn awaiting(&self, key: Key) -> Option<NodeIx> {
        let open = || self.instance.subscriptions.get(&key).map(|open| open.node);
        self.awaiting.get(&key).copied().or_else(open)
    }

    /// Whether the case itself received a message that it sent.
    pub fn received_itself(&self, sent: Key) -> bool {
        self.records.iter().flat_map(|told| &told.record.events).any(|event| {
            matches!(event, Event::MessageReceipted { key, receiver, .. } if *key == sent && *receiver == self.instance.id)
        })
    }

    /// The item that an element stands in.
    pub fn item_of(&self, key: Key) -> Option<ItemLabel> {
        self.elements.get(&key).and_then(|(_, item)| item.clone())
    }

    /// What was filled in, the latest of each form and item, newest first.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn filled(&self, app: &App) -> Answer<Vec<Filled>> {
        let mut latest: BTreeMap<(Key, u16), Filled> = BTreeMap::new();
        for told in &self.records {
            for event in &told.record.events {
                if let Some((at, filled)) = self.fill(app, told, event).await? {
                    latest.insert(at, filled);
                }
            }
        }
        let mut filled: Vec<Filled> = latest.into_values().collect();
        filled.sort_by_key(|filled| std::cmp::Reverse(filled.seq));
        Ok(filled)
    }

    /// The submission that an event holds, if it holds one of a form.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn fill(&self, app: &App, told: &Told, event: &Event) -> Answer<Option<((Key, u16), Filled)>> {
        let Event::FormSubmitted { scope, name, by, event_at, .. } = event else { return Ok(None) };
        let NameKind::Form(form) = self.pinned.definition().name(*name).kind else { return Ok(None) };
        let values = value(app, told, event).await?;
        let node = told.record.events.iter().find_map(|event| match event {
            Event::TaskCompleted { key, .. } => self.node_of(*key),
            _ => None,
        });
        let filled = Filled {
            form,
            node,
            by: by.clone(),
            entry_at: told.record.entry_at,
            event_at: *event_at,
            seq: told.record.seq,
            item: self.item_of(*scope),
            values,
        };
        Ok(Some(((*scope, name.0), filled)))
    }

    /// Everybody who is named in control.
    pub fn people(&self) -> Vec<PersonId> {
        let acted = self.instance.acted.values().flatten();
        let teams = self.instance.teams.values().flatten();
        let refused = self.instance.refusals.iter().map(|refusal| &refusal.actor);
        let holders = self.instance.elements.values().filter_map(|element| element.task()?.assignee.as_ref());
        let named = self.records.iter().flat_map(|told| &told.record.events).flat_map(named_in_refusal);
        acted.chain(teams).chain(refused).chain(holders).cloned().chain(named).collect()
    }

    /// The facts of the refusal in a record, as far back as the records reach.
    pub fn refusal_facts(&self, seq: u64) -> &[(String, String)] {
        let events = self.records.iter().filter(|told| told.record.seq == seq).flat_map(|told| &told.record.events);
        events.map(refusal_facts).find(|facts| !facts.is_empty()).unwrap_or_default()
    }
}

fn refusal_facts(event: &Event) -> &[(String, String)] {
    if let Event::ActRefused { facts, .. } = event { facts } else { &[] }
}

fn named_in_refusal(event: &Event) -> impl Iterator<Item = PersonId> + '_ {
    refusal_facts(event)
        .iter()
        .filter(|(name, _)| name == "person" || name == "absent")
        .map(|(_, id)| PersonId::new(id.as_str()))
}

/// The value that an event sets, with its personal and large parts; what was erased is left out.
async fn value(app: &App, told: &Told, event: &Event) -> Answer<Value> {
    let mut rows: BTreeMap<u16, Vec<u8>> = BTreeMap::new();
    for n in values::value_rows_of(event) {
        let id = ValueId { instance: told.line.instance, seq: told.line.seq, n };
        if let Some((_, bytes)) = app.store.value_get(id).await? {
            rows.insert(n, bytes);
        }
    }
    Ok(values::value_of(event, |n| rows.get(&n).cloned()))
}

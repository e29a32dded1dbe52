//! What each item of a multi-instance has reached, e.g. each party; and the messages that a case waits for.

use super::{
    dossier::Dossier,
    shapes::{ItemLabel, Name, Ref},
    standing::is_seen,
    words,
};
use crate::{bundles::Pinned, names::Who};
use jiff::Timestamp;
use mingjing_core::{
    event::{Activation, Event},
    ids::Key,
    state::{Element, ElementState},
};
use mingjing_model::definition::NodeIx;
use serde::Serialize;
use std::collections::BTreeMap;

/// A run of a multi-instance; a loop makes several.
#[derive(Debug, Serialize)]
pub struct Items {
    node: Ref,
    since: Timestamp,
    /// When it was over.
    until: Option<Timestamp>,
    items: Vec<Item>,
}

/// An item with where it stands.
#[derive(Debug, Serialize)]
pub struct Item {
    #[serde(flatten)]
    label: ItemLabel,
    state: State,
    /// Where it stands; of one that is over, the last node that it came to.
    at: Vec<Standing>,
    /// Since when it stands there, or when it was over.
    since: Timestamp,
}

/// A node at which an item stands.
#[derive(Debug, Serialize)]
pub struct Standing {
    node: Ref,
    /// Who holds the task.
    holder: Option<Name>,
}

/// Where an item is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Something of it is open.
    Open,
    /// It came to its end.
    Done,
    /// It was ended from outside.
    Cancelled,
}

/// What the records tell of the elements of a case.
#[derive(Default)]
struct Told {
    parents: BTreeMap<Key, Key>,
    multis: BTreeMap<Key, (NodeIx, Timestamp, Option<Timestamp>)>,
    items: BTreeMap<Key, ToldItem>,
}

struct ToldItem {
    multi: Key,
    label: ItemLabel,
    over: Option<(State, Timestamp)>,
    /// The node that it came to last, and when.
    last: (NodeIx, Timestamp),
}

impl Told {
    fn hear(&mut self, pinned: &Pinned, event: &Event, at: Timestamp) {
        match event {
            Event::ElementActivated { key, node, parent, body, .. } => {
                self.parents.insert(*key, *parent);
                if matches!(body, Activation::Multi { .. }) {
                    self.multis.insert(*key, (*node, at, None));
                }
                if let Some(item) = body.item().filter(|_| self.multis.contains_key(parent)) {
                    let label = ItemLabel::new(item.index, item.label.clone());
                    self.items.insert(*key, ToldItem { multi: *parent, label, over: None, last: (*node, at) });
                } else if is_seen(pinned, *node)
                    && let Some(item) = self.item_of(*key)
                {
                    item.last = (*node, at);
                }
            }
            Event::ElementCompleted { key } => self.over(*key, State::Done, at),
            Event::ElementTerminated { key } => self.over(*key, State::Cancelled, at),
            _ => {}
        }
    }

    fn over(&mut self, key: Key, state: State, at: Timestamp) {
        if let Some((_, _, until)) = self.multis.get_mut(&key) {
            *until = Some(at);
        }
        if let Some(item) = self.items.get_mut(&key) {
            item.over = Some((state, at));
        }
    }

    /// The item around an element.
    fn item_of(&mut self, mut key: Key) -> Option<&mut ToldItem> {
        while !self.items.contains_key(&key) {
            key = *self.parents.get(&key).filter(|parent| **parent != key)?;
        }
        self.items.get_mut(&key)
    }
}

/// All runs of multi-instances, oldest first, as far back as the records reach.
pub fn items(dossier: &Dossier, who: &Who) -> Vec<Items> {
    let mut told = Told::default();
    for record in &dossier.records {
        record.record.events.iter().for_each(|event| told.hear(&dossier.pinned, event, record.record.entry_at));
    }
    let standing = standing(dossier, &told);
    let definition = dossier.pinned.definition();
    let run = |(key, (node, since, until)): (&Key, &(NodeIx, Timestamp, Option<Timestamp>))| {
        let own = told.items.iter().filter(|(_, item)| item.multi == *key);
        let mut items: Vec<Item> =
            own.map(|(key, item)| shown(dossier, who, item, standing.get(key).map(Vec::as_slice))).collect();
        items.sort_by_key(|item| item.label.index);
        Items { node: words::node(definition, *node), since: *since, until: *until, items }
    };
    told.multis.iter().map(run).collect()
}

/// The live elements in which each item stands: tasks, what is stuck, and what waits for a moment or for the outside.
fn standing<'a>(dossier: &'a Dossier, told: &Told) -> BTreeMap<Key, Vec<&'a Element>> {
    let mut standing: BTreeMap<Key, Vec<&Element>> = BTreeMap::new();
    for (key, element) in &dossier.instance.elements {
        let around = matches!(element.state, ElementState::Scope { .. } | ElementState::Multi(_));
        if around || !is_seen(&dossier.pinned, element.node) {
            continue;
        }
        let mut at = *key;
        // Every multi-instance around it, not the nearest alone: an item may hold items.
        while let Some(parent) = told.parents.get(&at) {
            if told.items.contains_key(&at) {
                standing.entry(at).or_default().push(element);
            }
            if *parent == at {
                break;
            }
            at = *parent;
        }
    }
    standing
}

fn shown(dossier: &Dossier, who: &Who, item: &ToldItem, live: Option<&[&Element]>) -> Item {
    let definition = dossier.pinned.definition();
    let label = item.label.clone();
    let place = |node: NodeIx, holder: Option<Name>| Standing { node: words::node(definition, node), holder };
    let holder = |element: &Element| element.task().and_then(|task| task.assignee.as_ref()).map(|id| who.person(id));
    match (item.over, live) {
        (Some((state, since)), _) => Item { label, state, at: vec![place(item.last.0, None)], since },
        (None, Some(live)) => {
            let since = live.iter().map(|element| element.since).max().unwrap_or(item.last.1);
            let at = live.iter().map(|element| place(element.node, holder(element))).collect();
            Item { label, state: State::Open, at, since }
        }
        (None, None) => Item { label, state: State::Open, at: vec![place(item.last.0, None)], since: item.last.1 },
    }
}

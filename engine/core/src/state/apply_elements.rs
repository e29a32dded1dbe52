//! Arms of `apply` that touch elements.

use super::{Element, ElementState, Instance, MultiState, TaskState};
use crate::{event::Activation, ids::Key, needs::Pointer};
use mingjing_model::definition::NodeIx;
use std::collections::BTreeMap;

impl Instance {
    pub(super) fn activate(&mut self, key: Key, node: NodeIx, parent: Key, body: &Activation, at: Pointer) {
        let item = body.item();
        if let Some(item) = item {
            self.values.insert((key, item.name), at);
        }
        // What gets stuck while leaving keeps its key, and with it the item that it stands for.
        let before = self.elements.get(&key);
        let label = item.map_or_else(|| before.and_then(|element| element.label.clone()), |item| item.label.clone());
        let item = item.map(|item| (item.index, item.name)).or_else(|| before.and_then(|element| element.item));
        let state = match body {
            Activation::Scope { scope, item: _ } => ElementState::Scope { scope: *scope },
            Activation::Multi { count } => ElementState::Multi(MultiState { count: *count, done: BTreeMap::new() }),
            Activation::Task { lane, unit, item: _ } => ElementState::Task(TaskState {
                lane: *lane,
                unit: unit.clone(),
                assignee: None,
                revision: 1,
                limit: None,
            }),
            Activation::Waiting => ElementState::Waiting,
            Activation::Stuck { leaving } => ElementState::Stuck { leaving: *leaving },
        };
        self.elements.insert(key, Element { node, parent, item, label, since: self.now, state });
    }

    /// Removes an element with its incidents and the values that only it could read; timers and subscriptions that
    /// hang on it have events of their own.
    pub(super) fn remove_element(&mut self, key: Key) {
        let removed = self.elements.remove(&key);
        self.plans.remove(&key);
        self.incidents.retain(|_, incident| incident.element != key);
        if key != Key::ROOT {
            self.values.retain(|(owner, _), _| *owner != key);
        }
        let around = removed.map(|element| element.parent).filter(|parent| *parent != key);
        if let Some(around) = around.filter(|_| self.documents.iter().any(|(owner, _)| *owner == key)) {
            let documents = std::mem::take(&mut self.documents).into_iter();
            let moved = documents.map(|(owner, made)| (if owner == key { around } else { owner }, made));
            self.documents = moved.collect();
        }
    }

    pub(super) fn change_task(&mut self, key: Key, change: impl FnOnce(&mut TaskState)) {
        if let Some(Element { state: ElementState::Task(task), .. }) = self.elements.get_mut(&key) {
            change(task);
            task.revision += 1;
        }
    }

    pub(super) fn item_done(&mut self, key: Key, item: u32, at: Pointer) {
        if let Some(Element { state: ElementState::Multi(multi), .. }) = self.elements.get_mut(&key) {
            multi.done.insert(item, at);
        }
    }
}

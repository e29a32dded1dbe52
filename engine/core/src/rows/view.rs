//! An instance as several rows show it, and the two rows that show most of it: the line of the case and the open tasks.

use super::{CaseRow, CaseState, TaskRow};
use crate::{
    acts::separation,
    event::{Cell, Subject},
    ids::{Key, PersonId},
    state::{Element, ElementState, Instance, LimitState, Status, TaskState},
};
use jiff::Timestamp;
use mingjing_model::definition::{CardLevel, ClockIx, Definition, LimitKind, NameKind, NodeIx, SeriesIx};
use std::collections::{BTreeMap, BTreeSet};

/// An instance with what several rows show, found once.
pub(super) struct View<'a> {
    pub def: &'a Definition,
    pub instance: &'a Instance,
    /// The highest card that stands on each subject.
    levels: BTreeMap<Subject, CardLevel>,
    /// The highest card that stands on a running clock.
    clock_level: Option<CardLevel>,
    /// The earliest due moment of the running clocks.
    clocks_due: DueAt,
    /// The last number of the first series.
    number: Option<String>,
    /// What names the case in lists.
    title: Option<String>,
}

/// A legal due moment and whether it rests on a calendar year that is not announced.
type DueAt = Option<(Timestamp, bool)>;

impl<'a> View<'a> {
    pub fn new(def: &'a Definition, instance: &'a Instance) -> Self {
        let mut levels = BTreeMap::new();
        for (_, card) in instance.cards.iter().filter(|(key, _)| instance.stands(**key)) {
            let level = levels.entry(instance.blamed(card).0).or_insert(card.level);
            *level = card.level.max(*level);
        }
        let running = || instance.clocks.iter().filter(|(_, clock)| clock.stopped.is_none());
        // What is paused is not due: its date moves with every day.
        let limits = running()
            .filter(|(ix, _)| !is_paused(def, instance, **ix))
            .flat_map(|(_, clock)| &clock.limits)
            .filter(binds);
        Self {
            def,
            instance,
            clock_level: running().filter_map(|(clock, _)| levels.get(&Subject::Clock(*clock)).copied()).max(),
            clocks_due: earliest(limits.map(|limit| (limit.lapses_at, limit.provisional))),
            number: instance.numbers.get(&SeriesIx(0)).cloned(),
            title: title(def, instance),
            levels,
        }
    }

    /// Whether a clock is paused now.
    pub fn is_paused(&self, ix: ClockIx) -> bool {
        is_paused(self.def, self.instance, ix)
    }

    pub fn case(&self) -> CaseRow {
        let instance = self.instance;
        let tasks = instance.elements.values().filter_map(|element| element.task()?.limit.as_ref()).filter(binds);
        let due = earliest(tasks.map(|limit| (limit.lapses_at, limit.provisional)).chain(self.clocks_due));
        CaseRow {
            instance: instance.id,
            bundle: instance.bundle,
            process: instance.process.clone(),
            organ: instance.organ.clone(),
            unit: instance.unit.clone(),
            number: self.number.clone(),
            title: self.title.clone(),
            stage: instance.stage.and_then(|stage| Some(self.def.stages.get(stage.index())?.id.clone())),
            state: case_state(instance.status),
            level: self.levels.values().copied().max(),
            started_at: instance.started_at,
            updated_at: instance.moved_at,
            since: instance.elements.values().map(|element| element.since).max().unwrap_or(instance.moved_at),
            nodes: self.waiting_nodes(),
            due_at: due.map(|(at, _)| at),
            due_provisional: due.is_some_and(|(_, provisional)| provisional),
            next_card_at: self.next_card_at(),
            cells: instance.listed.iter().map(|(position, cell)| (*position, cell.clone())).collect(),
            people: instance
                .acted
                .values()
                .flatten()
                .chain(instance.teams.values().flatten())
                .cloned()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            incidents: u32::try_from(instance.incidents.len()).unwrap_or(u32::MAX),
        }
    }

    /// The next moment at which a clock raises a card or the time to answer one is over; tasks tell their own.
    fn next_card_at(&self) -> Option<Timestamp> {
        let of_clocks = self.instance.limits().filter(|(subject, _)| matches!(subject, Subject::Clock(_)));
        let answers = self.instance.unanswered().map(|(_, limit)| limit.lapses_at);
        next_card(of_clocks.map(|(_, limit)| limit)).into_iter().chain(answers).min()
    }

    pub fn tasks(&self) -> Vec<TaskRow> {
        let mut excluded = BTreeMap::new();
        let tasks = self.instance.elements.iter().filter_map(|(key, element)| Some((*key, element, element.task()?)));
        let row = |(key, element, task): (Key, &Element, &TaskState)| {
            let excluded =
                excluded.entry(task.lane).or_insert_with(|| separation::excluded(self.def, self.instance, task.lane));
            self.task(key, element, task, excluded.iter().cloned().collect())
        };
        tasks.map(row).collect()
    }

    fn task(&self, key: Key, element: &Element, task: &TaskState, excluded: Vec<PersonId>) -> TaskRow {
        let node = self.def.node(element.node);
        let lane = self.def.lane(task.lane);
        let own = task.limit.as_ref().filter(binds).map(|limit| (limit.lapses_at, limit.provisional));
        let due = earliest(own.into_iter().chain(self.clocks_due));
        TaskRow {
            instance: self.instance.id,
            key,
            revision: task.revision,
            bundle: self.instance.bundle,
            process: self.instance.process.clone(),
            node: node.id.clone(),
            stage: node.stage.and_then(|stage| Some(self.def.stages.get(stage.index())?.id.clone())),
            organ: self.instance.organ.clone(),
            unit: task.unit.clone(),
            lane: lane.id.clone(),
            role: lane.role.clone(),
            assignee: task.assignee.clone(),
            team: self.instance.teams.get(&task.lane).cloned(),
            excluded,
            item: self.item(key).and_then(|element| element.item).map(|(index, _)| index),
            item_label: self.item(key).and_then(|element| element.label.clone()),
            created_at: element.since,
            due_at: due.map(|(at, _)| at),
            due_provisional: due.is_some_and(|(_, provisional)| provisional),
            next_card_at: next_card(task.limit.iter()),
            level: self.levels.get(&Subject::Task(key)).copied().max(self.clock_level),
            number: self.number.clone(),
            title: self.title.clone(),
        }
    }

    pub fn node_id(&self, node: NodeIx) -> String {
        self.def.node(node).id.clone()
    }

    pub fn clock_id(&self, clock: ClockIx) -> String {
        self.def.clocks.get(clock.index()).map(|clock| clock.id.clone()).unwrap_or_default()
    }
    fn waiting_nodes(&self) -> Vec<String> {
        let waits = |element: &&Element| match element.state {
            ElementState::Task(_) | ElementState::Waiting | ElementState::Stuck { .. } => true,
            ElementState::Scope { .. } | ElementState::Multi(_) => false,
        };
        let nodes: BTreeSet<NodeIx> =
            self.instance.elements.values().filter(waits).map(|element| element.node).collect();
        nodes.into_iter().map(|node| self.node_id(node)).collect()
    }

    /// The nearest element around this one that stands for an item.
    fn item(&self, key: Key) -> Option<&Element> {
        let around = std::iter::successors(Some(key), |key| match *key {
            Key::ROOT => None,
            key => self.instance.elements.get(&key).map(|element| element.parent),
        });
        around.filter_map(|key| self.instance.elements.get(&key)).find(|element| element.item.is_some())
    }
}

/// The next moment at which one of these limits raises a card.
pub(super) fn next_card<'a>(limits: impl IntoIterator<Item = &'a LimitState>) -> Option<Timestamp> {
    limits.into_iter().filter_map(|limit| limit.pending.first()).map(|(_, at)| *at).min()
}

/// Whether a limit binds those who work on the case: the end of somebody's right is nobody's deadline.
fn binds(limit: &&LimitState) -> bool {
    limit.kind != LimitKind::Right
}

fn earliest(due: impl IntoIterator<Item = (Timestamp, bool)>) -> DueAt {
    due.into_iter().min_by_key(|(at, _)| *at)
}

/// The cell of the field that names the case in lists.
fn is_paused(def: &Definition, instance: &Instance, ix: ClockIx) -> bool {
    def.clocks.get(ix.index()).is_some_and(|clock| !instance.paused_by(ix, clock).is_empty())
}

fn title(def: &Definition, instance: &Instance) -> Option<String> {
    let path = def.title_from.as_ref()?;
    let NameKind::Form(form) = def.name(path.name).kind else {
        return None;
    };
    let position = def.form(form).fields.iter().find(|field| path.fields.first() == Some(&field.id))?.list?;
    instance.listed.get(&position).map(|cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Integer(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
    })
}

fn case_state(status: Status) -> CaseState {
    match status {
        Status::Unborn | Status::Running => CaseState::Running,
        Status::Ended { terminated: false } => CaseState::Ended,
        Status::Ended { terminated: true } => CaseState::Terminated,
    }
}

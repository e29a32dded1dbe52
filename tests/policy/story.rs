//! A case as its committed history tells it, and nothing else: records decoded, numbers replaced by names. What happened is
//! ordered by its place in the history (`at`); when it is said to have happened is a date beside that.

use crate::{days::Days, house::House, roster::Roster};
use jiff::{Timestamp, civil::Date};
use mingjing_core::{
    command::Actor,
    event::{Activation, Event, EventTime},
    ids::{InstanceId, Key},
    needs::ValueId,
    record::Record,
};
use mingjing_expr::Value;
use mingjing_model::definition::{Definition, NameIx};
use mingjing_runtime::{sim::State, store::value_of};
use std::collections::BTreeMap;

/// A form that was handed in.
#[derive(Clone, Debug)]
pub struct Submission {
    pub at: usize,
    pub seq: u64,
    pub form: String,
    pub value: Value,
    pub by: Option<String>,
    pub reason: Option<String>,
    /// The day on which it was entered, and the day on which it is said to have happened.
    pub entered: Date,
    pub dated: Date,
    /// The data scope: the process, or one item of a multi-instance.
    pub scope: Key,
    /// The lane of the task, act, start or entered message by which it came.
    pub lane: Option<String>,
    /// The node of the task by which it came; empty where it came otherwise.
    pub node: String,
}

/// A task, from its activation on.
#[derive(Clone, Debug)]
pub struct Task {
    pub node: String,
    pub lane: String,
    pub unit: Option<String>,
}

/// One item of a multi-instance.
#[derive(Clone, Debug)]
pub struct Item {
    pub at: usize,
    pub node: String,
    pub index: u32,
    pub label: Option<String>,
    /// Where it ended as it should.
    pub completed: Option<usize>,
}

/// Somebody did something in a lane.
#[derive(Clone, Debug)]
pub struct Deed {
    pub at: usize,
    pub seq: u64,
    pub lane: String,
    pub person: String,
    /// The day of entry, and the day on which it is said to have happened.
    pub entered: Date,
    pub dated: Date,
    /// The task that they completed, if it was one.
    pub task: Option<Key>,
}

/// A timer that fired, with the element that it watched.
#[derive(Clone, Debug)]
pub struct Lapse {
    pub at: usize,
    pub owner: Key,
    pub entered: Date,
}

/// A number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    pub series: String,
    pub year: i16,
    pub number: u64,
    pub text: String,
}

/// A value that was set, or an item that was begun with.
#[derive(Clone, Debug)]
pub struct Known {
    pub at: usize,
    pub scope: Key,
    pub name: String,
    pub value: Value,
}

/// Documents that were entered in a record at a node.
#[derive(Clone, Debug)]
pub struct Papers {
    pub seq: u64,
    pub node: String,
    pub documents: Vec<String>,
}

/// The case.
pub struct Story<'a> {
    pub process: String,
    pub organ: &'a str,
    pub roster: &'a Roster,
    pub days: &'a Days,
    pub definition: &'a Definition,
    pub submissions: Vec<Submission>,
    pub tasks: BTreeMap<Key, Task>,
    pub items: BTreeMap<Key, Item>,
    pub deeds: Vec<Deed>,
    pub lapses: Vec<Lapse>,
    pub milestones: Vec<(usize, u64, String)>,
    pub errors: Vec<(usize, u64, String)>,
    pub numbers: Vec<Number>,
    pub known: Vec<Known>,
    pub papers: Vec<Papers>,
    /// Records with a refusal in them that hold more than the refusal.
    pub moved_by_refusals: Vec<u64>,
    pub incidents: Vec<String>,
    pub ended: bool,
    /// A line a record, for people.
    pub lines: Vec<String>,
    timers: BTreeMap<Key, Key>,
    parents: BTreeMap<Key, Key>,
}

/// A record being read.
struct Page<'r> {
    record: &'r Record,
    /// Position of its first event in the whole history.
    first: usize,
    entered: Date,
    reason: Option<String>,
}

impl<'a> Story<'a> {
    /// Reads the history of a case.
    pub fn read(house: &'a House, days: &'a Days, roster: &'a Roster, state: &State, instance: InstanceId) -> Self {
        let log = state.log.get(&instance.tenant).into_iter().flatten();
        let mut records: Vec<Record> =
            log.filter(|line| line.instance == instance).map(|line| Record::read(&line.bytes).unwrap()).collect();
        records.sort_by_key(|record| record.seq);
        let process = records[0].events.iter().find_map(|event| match event {
            Event::InstanceStarted { process, .. } => Some(process.clone()),
            _ => None,
        });
        let process = process.unwrap_or_default();
        let definition = house.definitions.iter().find(|one| one.process == process).unwrap();
        let mut story = Self::of(house, days, roster, definition, process);
        let mut first = 0;
        for record in &records {
            let reason = record.reason.clone().filter(|reason| !reason.trim().is_empty());
            let page = Page { record, first, entered: house.day(record.entry_at), reason };
            story.page(house, state, instance, &page);
            first += record.events.len();
        }
        story
    }

    fn of(house: &'a House, days: &'a Days, roster: &'a Roster, definition: &'a Definition, process: String) -> Self {
        Self {
            process,
            organ: house.organ(),
            roster,
            days,
            definition,
            submissions: Vec::new(),
            tasks: BTreeMap::new(),
            items: BTreeMap::new(),
            deeds: Vec::new(),
            lapses: Vec::new(),
            milestones: Vec::new(),
            errors: Vec::new(),
            numbers: Vec::new(),
            known: Vec::new(),
            papers: Vec::new(),
            moved_by_refusals: Vec::new(),
            incidents: Vec::new(),
            ended: false,
            lines: Vec::new(),
            timers: BTreeMap::new(),
            parents: BTreeMap::new(),
        }
    }

    fn page(&mut self, house: &House, state: &State, instance: InstanceId, page: &Page) {
        let Record { seq, entry_at, what, actor, events, .. } = page.record;
        let way = self.way(events);
        let start = self.submissions.len();
        for (nth, event) in events.iter().enumerate() {
            let at = page.first + nth;
            let row = |n| state.values.get(&ValueId { instance, seq: *seq, n }).map(|(_, bytes)| bytes.clone());
            let value = event.stored().map(|_| value_of(event, row));
            self.event(house, page, at, event, value, &way);
        }
        let forms: Vec<String> =
            self.submissions[start..].iter().map(|one| format!("{} {:?}", one.form, one.value)).collect();
        let node = way.0.and_then(|task| self.tasks.get(&task)).map_or("", |task| &task.node);
        let events: Vec<String> = events.iter().filter_map(|event| self.told(event)).collect();
        let by = if let Actor::Person(person) = actor { person.as_str() } else { "the engine" };
        let reason = page.reason.as_deref().unwrap_or("-");
        self.lines.push(format!(
            "{seq:>4} {entry_at} {what} {node} by {by}, reason {reason}\n       {}\n       {}",
            events.join("; "),
            forms.join("\n       ")
        ));
        if events.iter().any(|event| event.starts_with("refused")) && page.record.events.len() > 1 {
            self.moved_by_refusals.push(*seq);
        }
    }

    /// By which task and in which lane a record's forms came.
    fn way(&self, events: &[Event]) -> (Option<Key>, Option<String>) {
        let def = self.definition;
        let lane = |ix: mingjing_model::definition::LaneIx| def.lane(ix).id.clone();
        let of = |event: &Event| match event {
            Event::TaskCompleted { key, .. } => Some((Some(*key), self.tasks.get(key).map(|task| task.lane.clone()))),
            Event::ActRequested { act, .. } => {
                Some((None, def.act_by_id(act).map(|act| lane(def.acts[act.index()].lane))))
            }
            Event::InstanceStarted { .. } => match def.node(def.start()).lane {
                Some(mingjing_model::definition::LaneRef::Fixed(ix)) => Some((None, Some(lane(ix)))),
                _ => None,
            },
            _ => None,
        };
        // A message that was entered: whoever entered it acted in its lane.
        let entered = || {
            let is_message = events.iter().any(|event| matches!(event, Event::MessageCorrelated { .. }));
            let acted = events.iter().find_map(|event| match event {
                Event::LaneActed { lane: ix, .. } => Some(lane(*ix)),
                _ => None,
            });
            (None, acted.filter(|_| is_message))
        };
        events.iter().find_map(of).unwrap_or_else(entered)
    }

    fn event(
        &mut self,
        house: &House,
        page: &Page,
        at: usize,
        event: &Event,
        value: Option<Value>,
        way: &(Option<Key>, Option<String>),
    ) {
        let (def, seq, entered) = (self.definition, page.record.seq, page.entered);
        if let (Some((scope, name)), Some(value)) = (named(event), &value) {
            let name = def.name(name).id.clone();
            self.known.push(Known { at, scope, name, value: value.clone() });
        }
        match event {
            Event::FormSubmitted { scope, name, by, event_at, .. } => self.submissions.push(Submission {
                at,
                seq,
                form: def.name(*name).id.clone(),
                value: value.unwrap_or(Value::Null),
                by: by.as_ref().map(|person| person.as_str().to_owned()),
                reason: page.reason.clone(),
                entered,
                dated: day_of(house, *event_at),
                scope: *scope,
                // What comes by itself was entered by nobody of this case.
                lane: way.1.clone().filter(|_| by.is_some()),
                node: way.0.and_then(|task| self.tasks.get(&task)).map(|task| task.node.clone()).unwrap_or_default(),
            }),
            Event::DocumentsEntered { node, documents, .. } => self.papers.push(Papers {
                seq,
                node: def.node(*node).id.clone(),
                documents: documents.iter().map(|made| def.documents[made.document.index()].id.clone()).collect(),
            }),
            Event::ElementActivated { key, node, parent, body, .. } => {
                self.parents.insert(*key, *parent);
                self.activated(at, *key, &def.node(*node).id, body);
            }
            Event::ElementCompleted { key } => {
                if let Some(item) = self.items.get_mut(key) {
                    item.completed = Some(at);
                }
            }
            Event::TaskCompleted { key, person, .. } => {
                let lane = self.tasks.get(key).map(|task| task.lane.clone()).unwrap_or_default();
                let person = person.as_str().to_owned();
                self.deeds.push(Deed { at, seq, lane, person, entered, dated: entered, task: Some(*key) });
            }
            Event::LaneActed { lane, people } => {
                let dated = page.record.events.iter().find_map(|event| match event {
                    Event::FormSubmitted { event_at, .. } => Some(day_of(house, *event_at)),
                    _ => None,
                });
                let lane = &def.lane(*lane).id;
                self.deeds.extend(people.iter().map(|person| Deed {
                    at,
                    seq,
                    lane: lane.clone(),
                    person: person.as_str().to_owned(),
                    entered,
                    dated: dated.unwrap_or(entered),
                    task: None,
                }));
            }
            Event::TimerArmed { key, owner, .. } => drop(self.timers.insert(*key, *owner)),
            Event::TimerFired { key } => {
                let owner = self.timers.get(key).copied().unwrap_or(Key::ROOT);
                self.lapses.push(Lapse { at, owner, entered });
            }
            Event::MilestoneReached { milestone, .. } => {
                self.milestones.push((at, seq, def.milestones[milestone.index()].clone()));
            }
            Event::ErrorThrown { code, .. } => self.errors.push((at, seq, code.clone())),
            Event::NumberAllotted { series, year, number, text } => self.numbers.push(Number {
                series: def.series[series.index()].0.clone(),
                year: *year,
                number: *number,
                text: text.clone(),
            }),
            Event::IncidentRaised { code, detail, .. } => self.incidents.push(format!("{code} {detail}")),
            Event::InstanceEnded { .. } => self.ended = true,
            _ => {}
        }
    }

    fn activated(&mut self, at: usize, key: Key, node: &str, body: &Activation) {
        if let Activation::Task { lane, unit, .. } = body {
            let lane = self.definition.lane(*lane).id.clone();
            self.tasks.insert(key, Task { node: node.to_owned(), lane, unit: unit.clone() });
        }
        if let Some(item) = body.item() {
            let (index, label) = (item.index, item.label.clone());
            let node = node.to_owned();
            self.items.insert(key, Item { at, node, index, label, completed: None });
        }
    }

    /// The item of a multi-instance around an element, the innermost.
    pub fn item_around(&self, key: Key) -> Option<Key> {
        let mut key = key;
        while !self.items.contains_key(&key) {
            key = *self.parents.get(&key).filter(|parent| **parent != key)?;
        }
        Some(key)
    }

    /// The value of a name as it is read at an element before a place in the history.
    pub fn value_at(&self, key: Key, name: &str, before: usize) -> Option<&Value> {
        let around = std::iter::successors(Some(key), |key| self.parents.get(key).copied().filter(|up| up != key));
        around.into_iter().find_map(|scope| self.value_in(scope, name, before))
    }

    /// The value of a name in a scope before a place in the history.
    pub fn value_in(&self, scope: Key, name: &str, before: usize) -> Option<&Value> {
        let of = |known: &&Known| known.at < before && known.scope == scope && known.name == name;
        self.known.iter().rev().find(of).map(|known| &known.value)
    }

    fn told(&self, event: &Event) -> Option<String> {
        let def = self.definition;
        Some(match event {
            Event::FlowTaken { flow, .. } => def.flow(*flow).id.clone(),
            Event::MilestoneReached { milestone, .. } => format!("* {}", def.milestones[milestone.index()]),
            Event::TimerFired { .. } => "a timer fired".to_owned(),
            Event::ActRefused { code, facts, .. } => format!("refused {code} {facts:?}"),
            Event::NumberAllotted { text, .. } => text.clone(),
            Event::IncidentRaised { code, detail, .. } => format!("stuck: {code} {detail}"),
            Event::TeamNamed { lane, people } => format!("{} is {people:?}", def.lane(*lane).id),
            _ => return None,
        })
    }

    // --- what laws ask --------------------------------------------------------------------------------------------

    /// Submissions of a form, in order.
    pub fn of_form<'s>(&'s self, form: &'s str) -> impl DoubleEndedIterator<Item = &'s Submission> {
        self.submissions.iter().filter(move |one| one.form == form)
    }

    /// The last submission of a form before a place in the history.
    pub fn last_before<'s>(&'s self, form: &'s str, at: usize) -> Option<&'s Submission> {
        self.of_form(form).rev().find(|one| one.at < at)
    }

    /// Whether a milestone was reached in a record.
    pub fn reached_in(&self, milestone: &str, seq: u64) -> bool {
        self.milestones.iter().any(|(_, own, id)| *own == seq && id == milestone)
    }
}

impl Submission {
    /// The text of a field; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        text(&self.value, field)
    }

    /// The records of a list.
    pub fn list(&self, field: &str) -> &[Value] {
        self.value.get(field).and_then(Value::as_list).unwrap_or_default()
    }

    /// The people of a list, each once.
    pub fn people(&self, field: &str) -> Vec<&str> {
        let mut people: Vec<&str> = self.list(field).iter().filter_map(Value::as_text).collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}

/// The text of a record's field; empty where there is none.
pub fn text<'v>(record: &'v Value, field: &str) -> &'v str {
    record.get(field).and_then(Value::as_text).unwrap_or_default()
}

/// Whose value an event holds, and what it is called.
fn named(event: &Event) -> Option<(Key, NameIx)> {
    match event {
        Event::FormSubmitted { scope, name, .. } | Event::VariableSet { scope, name, .. } => Some((*scope, *name)),
        Event::ElementActivated { key, body, .. } => body.item().map(|item| (*key, item.name)),
        _ => None,
    }
}

fn day_of(house: &House, time: EventTime) -> Date {
    match time {
        EventTime::On(day) => day,
        EventTime::At(moment) => day_of_moment(house, moment),
    }
}

fn day_of_moment(house: &House, moment: Timestamp) -> Date {
    house.day(moment)
}

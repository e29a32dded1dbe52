//! The step at work: a copy of the instance that events are applied to as they are emitted, and the questions asked.
//!
//! Rule for everybody who emits: **evaluate first, emit after**. Whatever can halt (a need, a rejection, trouble) comes
//! before the first event of the same decision. Where one decision spans several parts (entering or leaving a node),
//! [`Work::attempt`] takes the events back when a later part meets trouble.

use crate::{
    command::{Command, What},
    event::{CardEvent, Event, EventTime, Stored},
    ids::{Key, PersonId, Tenant},
    needs::{Answer, InputRef, Inputs, Pointer, Query, RegisterRow, Right, register_of},
    outcome::{Obstacle, Rejection, ValueRow},
    state::Instance,
};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Calendar, moments::civil_date_of};
use mingjing_expr::Value;
use mingjing_model::definition::{Definition, FlowIx, PolicyRule};
use std::{
    collections::{BTreeSet, VecDeque},
    sync::Arc,
};

/// Why a decision could not be taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Halt {
    /// Answers are missing; they are noted in the work.
    Needs,
    /// The request was wrong.
    Reject(Box<Rejection>),
    /// Policy stops the act; recorded or not, as the definition's policy says.
    Refuse(Box<Refusal>),
    /// The process itself is at fault here: an incident at the element at hand.
    Trouble(Trouble),
}

/// A stop by policy.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The rule.
    pub rule: PolicyRule,
    /// The task, if the act was on one.
    pub task: Option<Key>,
    /// What the caller gets.
    pub rejection: Rejection,
    /// What was missing or wrong.
    pub facts: Vec<(String, String)>,
}

/// Why an element is stuck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong, for the operator.
    pub detail: String,
}

/// Result of a decision.
pub(crate) type Run<T = ()> = Result<T, Halt>;

/// The step at work.
pub(crate) struct Work<'a> {
    /// The pinned definition.
    pub def: &'a Definition,
    /// The command.
    pub command: &'a Command,
    /// The instance as it is after the events so far.
    pub instance: Instance,
    /// Tokens that arrived in this step and whose targets are still to be looked at, oldest first.
    pub agenda: VecDeque<(Key, FlowIx)>,
    /// Nodes activated in this step, against the bound.
    pub activations: u32,
    /// When the act at hand happened, if its form says so; what follows from it in this step happened then.
    pub event_at: Option<EventTime>,
    /// The instance before the command, for rolling back.
    before: &'a Instance,
    inputs: &'a Inputs,
    needs: BTreeSet<Query>,
    events: Vec<Event>,
    values: Vec<ValueRow>,
    used: Vec<InputRef>,
    /// The calendar as it holds in the organ's region, once it was asked for.
    local: Option<Arc<Calendar>>,
    /// What policy would stop, in a dry run; none in a step that counts.
    obstacles: Option<Vec<Obstacle>>,
}

/// What a finished step leaves behind.
pub(crate) struct Finished {
    pub instance: Instance,
    pub events: Vec<Event>,
    pub values: Vec<ValueRow>,
    pub used: Vec<InputRef>,
}

impl<'a> Work<'a> {
    /// Opens a record on a copy of the instance.
    pub fn new(
        def: &'a Definition,
        instance: &'a Instance,
        command: &'a Command,
        now: Timestamp,
        inputs: &'a Inputs,
    ) -> Self {
        let before = instance;
        let mut instance = before.clone();
        instance.begin_record(now);
        Self {
            def,
            command,
            instance,
            before,
            agenda: VecDeque::new(),
            activations: 0,
            event_at: None,
            inputs,
            needs: BTreeSet::new(),
            events: Vec::new(),
            values: Vec::new(),
            used: Vec::new(),
            local: None,
            obstacles: None,
        }
    }

    /// As [`Self::new`], for a dry run: what policy would stop is noted, and the work goes on.
    pub fn dry(
        def: &'a Definition,
        instance: &'a Instance,
        command: &'a Command,
        now: Timestamp,
        inputs: &'a Inputs,
    ) -> Self {
        Self { obstacles: Some(Vec::new()), ..Self::new(def, instance, command, now, inputs) }
    }

    /// Notes what would stop the act, once each; false where the step counts, so that it must stop.
    pub fn obstruct(&mut self, found: impl IntoIterator<Item = Obstacle>) -> bool {
        let Some(noted) = &mut self.obstacles else { return false };
        for obstacle in found {
            if !noted.contains(&obstacle) {
                noted.push(obstacle);
            }
        }
        true
    }

    /// What was noted in a dry run.
    pub fn take_obstacles(&mut self) -> Vec<Obstacle> {
        self.obstacles.take().unwrap_or_default()
    }

    /// The time of this step.
    pub fn now(&self) -> Timestamp {
        self.instance.now
    }

    /// Emits an event: it is applied at once and written with the step. Returns where it stands.
    pub fn emit(&mut self, event: Event) -> Pointer {
        let at = Pointer::new(self.instance.seq, self.events.len() as u16);
        self.instance.apply(&event, at);
        self.events.push(event);
        at
    }

    /// Takes a decision that may turn out to be impossible half-way. On trouble everything that it emitted is taken
    /// back, as if it had never begun; other halts end the whole step and are passed on. Trouble is rare, so the way
    /// back is replay: the events that stay are applied again to the instance before the command.
    pub fn attempt<T>(&mut self, decide: impl FnOnce(&mut Self) -> Run<T>) -> Run<T> {
        let (events, values, agenda) = (self.events.len(), self.values.len(), self.agenda.len());
        let decided = decide(self);
        if matches!(decided, Err(Halt::Trouble(_))) {
            self.events.truncate(events);
            self.values.truncate(values);
            self.agenda.truncate(agenda);
            let now = self.instance.now;
            self.instance = self.before.clone();
            self.instance.begin_record(now);
            for (position, event) in self.events.iter().enumerate() {
                self.instance.apply(event, Pointer::new(self.instance.seq, position as u16));
            }
        }
        decided
    }

    /// The next free key; it is taken by the event that carries it.
    pub fn next_key(&self) -> Key {
        Key::new(self.instance.next_key)
    }

    /// True when no event has been emitted yet.
    pub fn is_silent(&self) -> bool {
        self.events.is_empty()
    }

    /// The events so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The questions noted so far. A step that asks for values a second time walks a long road of conditions: it is given
    /// all values of the process at once, so that the rounds of answers stay few.
    pub fn needs(&self) -> Vec<Query> {
        let mut needs = self.needs.clone();
        let is_value = |query: &Query| matches!(query, Query::Value(_));
        if self.inputs.has_values() && needs.iter().any(is_value) {
            let of_process = self
                .before
                .values
                .iter()
                .filter(|((owner, _), _)| *owner == Key::ROOT)
                .map(|(_, at)| Query::Value(*at));
            needs.extend(of_process.filter(|query| self.inputs.get(query).is_none()));
        }
        needs.into_iter().collect()
    }

    /// Ends the work.
    pub fn finish(self) -> Finished {
        Finished { instance: self.instance, events: self.events, values: self.values, used: self.used }
    }

    /// The calendar of the definition, as it holds in the organ's region.
    pub fn calendar(&mut self) -> Run<Arc<Calendar>> {
        if let Some(calendar) = &self.local {
            return Ok(Arc::clone(calendar));
        }
        let query = Query::Calendar { id: self.def.calendar.clone() };
        let Answer::Calendar(calendar) = self.ask(query)? else { return Err(self.misanswered()) };
        self.note(InputRef::Calendar { id: self.def.calendar.clone(), version: calendar.version().to_owned() });
        let local = match &self.def.region {
            Some(region) if !calendar.regions().is_empty() => Arc::new(calendar.in_region(region)),
            _ => calendar,
        };
        self.local = Some(Arc::clone(&local));
        Ok(local)
    }

    /// The version of the calendar by which the instance was counted before this step; none = nothing was.
    pub fn calendar_before(&self) -> Option<&str> {
        self.before.calendar.as_deref()
    }

    /// The calendar, if this step has asked for it.
    pub fn calendar_asked(&self) -> Option<&Calendar> {
        self.local.as_deref()
    }

    /// Today in the calendar's zone.
    pub fn today(&mut self) -> Run<Date> {
        let now = self.now();
        Ok(civil_date_of(now, &*self.calendar()?))
    }

    /// A person's roles today.
    pub fn rights(&mut self, person: &PersonId) -> Run<Vec<Right>> {
        let on = self.today()?;
        self.rights_on(person, on)
    }

    /// A person's roles on a day.
    pub fn rights_on(&mut self, person: &PersonId, on: Date) -> Run<Vec<Right>> {
        let Answer::Rights(rights) = self.ask(Query::Rights { person: person.clone(), on })? else {
            return Err(self.misanswered());
        };
        self.note(InputRef::Rights { person: person.clone(), on, rights: rights.clone() });
        Ok(rights)
    }

    /// A row of the organ's register as of a day.
    pub fn register(&mut self, register: &str, key: &str, on: Date) -> Run<Option<RegisterRow>> {
        let register = register_of(self.organ(), register);
        let query = Query::Register { register: register.clone(), key: key.to_owned(), on };
        let Answer::Register(row) = self.ask(query)? else { return Err(self.misanswered()) };
        let found = row.as_ref().map(|row| (row.version, row.hash));
        self.note(InputRef::Register { register, key: key.to_owned(), on, row: found });
        Ok(row)
    }

    /// The partition of an organ; none = it is not in this store.
    pub fn tenant_of(&mut self, organ: &str) -> Run<Option<Tenant>> {
        if organ == self.organ() {
            return Ok(Some(self.instance.id.tenant));
        }
        let Answer::Organ(tenant) = self.ask(Query::Organ { organ: organ.to_owned() })? else {
            return Err(self.misanswered());
        };
        if let Some(tenant) = tenant {
            self.note(InputRef::Organ { organ: organ.to_owned(), tenant });
        }
        Ok(tenant)
    }

    /// The organ whose case it is, also while it starts.
    fn organ(&self) -> &str {
        match &self.command.what {
            What::Start(start) => &start.organ,
            _ => &self.instance.organ,
        }
    }

    /// The next number of a series for a year; `nth` counts those that this step has taken before.
    pub fn number(&mut self, series: &str, year: i16, nth: u16) -> Run<u64> {
        let query = Query::Number { organ: self.instance.organ.clone(), series: series.to_owned(), year, nth };
        let Answer::Number(number) = self.ask(query)? else { return Err(self.misanswered()) };
        self.note(InputRef::Number { series: series.to_owned(), year, number });
        Ok(number)
    }

    /// The value that was set at this place; of this step's own events without asking.
    pub fn value_at(&mut self, at: Pointer) -> Run<Value> {
        if at.seq == self.instance.seq {
            return Ok(self.own_value(at));
        }
        let Answer::Value(value) = self.ask(Query::Value(at))? else { return Err(self.misanswered()) };
        Ok(value)
    }

    /// Puts a value row beside the record and returns its position. The salt comes from the command's chance.
    pub fn put_value_row(&mut self, row: ValueRow) -> u16 {
        self.values.push(row);
        (self.values.len() - 1) as u16
    }

    /// How many value rows this step has.
    pub fn value_rows(&self) -> usize {
        self.values.len()
    }

    fn own_value(&self, at: Pointer) -> Value {
        self.events.get(usize::from(at.event)).and_then(Event::stored).map_or(Value::Null, |stored| self.unseal(stored))
    }

    fn unseal(&self, stored: &Stored) -> Value {
        let row = |sealed: Option<crate::event::Sealed>| {
            sealed.and_then(|sealed| self.values.get(usize::from(sealed.n))).map(|row| row.bytes.as_slice())
        };
        stored.open(row(stored.personal), row(stored.large))
    }

    fn ask(&mut self, query: Query) -> Run<Answer> {
        match self.inputs.get(&query) {
            Some(answer) => Ok(answer.clone()),
            None => {
                self.needs.insert(query);
                Err(Halt::Needs)
            }
        }
    }

    fn note(&mut self, used: InputRef) {
        if !self.used.contains(&used) {
            self.used.push(used);
        }
    }

    /// The runtime answered a question with something else: a fault of ours, shown as trouble.
    fn misanswered(&self) -> Halt {
        Halt::Trouble(Trouble { code: "MJ6901", detail: "the runtime answered another question".to_owned() })
    }
}

impl Event {
    /// The value that an event sets, if it sets one by reference.
    pub fn stored(&self) -> Option<&Stored> {
        use crate::event::Activation;
        match self {
            Event::FormSubmitted { value, .. } | Event::VariableSet { value, .. } => Some(value),
            Event::ItemCompleted { collected, .. } => Some(collected),
            Event::MessageThrown { body, .. } | Event::Card(CardEvent::Reported { body, .. }) => Some(body),
            Event::ItemsPlanned { items, .. } => Some(items),
            Event::ElementActivated {
                body: Activation::Scope { item: Some(item), .. } | Activation::Task { item: Some(item), .. },
                ..
            } => Some(&item.value),
            _ => None,
        }
    }
}

impl Stored {
    /// Joins the parts: fields of the personal and the large row are merged into the inline map; a row that is gone
    /// (erased) leaves its fields out; a whole value that was put apart replaces the inline null.
    pub fn open(&self, personal: Option<&[u8]>, large: Option<&[u8]>) -> Value {
        let mut value = self.inline.clone();
        for bytes in [personal, large].into_iter().flatten() {
            let Ok(part) = serde_json::from_slice::<Value>(bytes) else { continue };
            value = match (value, part) {
                (Value::Map(mut map), Value::Map(part)) => {
                    map.extend(part);
                    Value::Map(map)
                }
                (_, part) => part,
            };
        }
        value
    }
}

//! Drives a case by commands and checks the laws at every step: the same step twice is the same; folding all events
//! from the beginning gives the live state; an ended case leaves nothing behind.

use jiff::{Timestamp, ToSpan};
use mingjing_clock::Calendar;
use mingjing_core::{
    command::{Actor, Command, EnteredDocument, Start, TaskRef, What},
    event::Event,
    ids::{CommandId, Hash, InstanceId, Key, PersonId, Tenant},
    needs::{Answer, Inputs, Pointer, Query, Right},
    outcome::{Outcome, Rejection, Step, ValueRow},
    rows::project,
    state::{ElementState, Instance, Status},
    step::step,
};
use mingjing_expr::Value;
use mingjing_model::definition::Definition;
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// The runtime's bound on rounds of answers.
const ROUNDS_MAX: usize = 8;

pub struct Case {
    pub def: Definition,
    pub instance: Instance,
    pub now: Timestamp,
    pub history: Vec<(Timestamp, Vec<Event>, Vec<ValueRow>)>,
    pub sent: Vec<Command>,
    pub unfinished: bool,
    pub reason: Option<String>,
    /// Entered with the next completion.
    pub documents: Vec<EnteredDocument>,
    calendar: Arc<Calendar>,
    commands: u128,
}

pub type Answered = Result<Vec<Event>, Rejection>;

impl Case {
    /// Not started; the calendar knows weekends only.
    pub fn new(def: Definition) -> Self {
        use jiff::civil::Weekday::{Saturday, Sunday};
        let id = InstanceId { tenant: Tenant(1), uuid: Uuid::from_u128(1) };
        let calendar =
            Calendar::new("cn", "1", "Asia/Shanghai", &[Saturday, Sunday], BTreeMap::new()).expect("a calendar");
        Self {
            def,
            instance: Instance::unborn(id),
            now: "2026-03-02T01:00:00Z".parse().expect("a moment"),
            history: Vec::new(),
            sent: Vec::new(),
            unfinished: false,
            reason: None,
            documents: Vec::new(),
            calendar: Arc::new(calendar),
            commands: 0,
        }
    }

    pub fn started(def: Definition) -> Self {
        let mut case = Self::new(def);
        case.start().expect("starts");
        case
    }

    /// A test as data: each line is a command and, behind `=>`, what is open then (or `ended`, `terminated`).
    #[track_caller]
    pub fn script(&mut self, script: &str) -> &mut Self {
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (command, expected) = line.split_once("=>").expect("a line is `command => what is open`");
            self.say(command.trim());
            let found = match self.instance.status {
                Status::Ended { terminated: false } => "ended".to_owned(),
                Status::Ended { terminated: true } => "terminated".to_owned(),
                Status::Unborn | Status::Running => self.open(),
            };
            assert_eq!(found, expected.trim(), "after `{}`", command.trim());
        }
        self
    }

    fn say(&mut self, command: &str) {
        let (verb, what) = command.split_once(' ').unwrap_or((command, ""));
        let answered = match verb {
            "start" => self.start().map(drop),
            "complete" => what.split_whitespace().try_for_each(|node| self.complete_with(node, Value::Null).map(drop)),
            "fire" => self.fire(what).map(drop),
            "message" => self.message(what).map(drop),
            "act" => self.act(what).map(drop),
            "retry" => self.deal(None).map(drop),
            "resolve" => self.deal(Some(what)).map(drop),
            _ => panic!("no verb `{verb}`"),
        };
        answered.unwrap_or_else(|rejection| panic!("`{command}`: {rejection:?}"));
    }

    pub fn start(&mut self) -> Answered {
        self.send(zhang(), self.start_command(None, Value::Null))
    }

    pub fn start_command(&self, message: Option<&str>, submission: Value) -> What {
        What::Start(Start {
            bundle: Hash([1; 32]),
            process: "p".to_owned(),
            organ: "organ".to_owned(),
            unit: Some("unit".to_owned()),
            submission,
            message: message.map(str::to_owned),
            from: None,
            timer: None,
            documents: Vec::new(),
        })
    }

    /// Claims and completes the first open task of each of these nodes in turn.
    #[track_caller]
    pub fn complete(&mut self, nodes: &str) {
        self.say(&format!("complete {nodes}"));
    }

    /// As `complete`, of one node, with what is handed in.
    pub fn complete_with(&mut self, node: &str, submission: Value) -> Answered {
        let key = self.tasks(node).first().copied().unwrap_or_else(|| panic!("no task `{node}` in `{}`", self.open()));
        self.complete_task(key, submission)
    }

    pub fn complete_task(&mut self, key: Key, submission: Value) -> Answered {
        let reason = self.reason.take();
        if self.assignee(key).is_none() {
            self.send(zhang(), What::ClaimTask(self.task_ref(key)))?;
        }
        self.reason = reason;
        let (task, documents) = (self.task_ref(key), std::mem::take(&mut self.documents));
        self.send(zhang(), What::CompleteTask { task, submission, documents })
    }

    /// Fires the first armed timer of this node, at its moment.
    pub fn fire(&mut self, node: &str) -> Answered {
        let ix = self.def.node_by_id(node).expect("a node");
        let (key, timer) = self
            .instance
            .timers
            .iter()
            .find(|(_, timer)| timer.node == ix)
            .unwrap_or_else(|| panic!("no timer `{node}`"));
        let key = *key;
        self.now = self.now.max(timer.at);
        self.fire_timer(key)
    }

    pub fn fire_timer(&mut self, timer: Key) -> Answered {
        let occurrence = self.instance.timers.get(&timer).map_or(1, |state| state.occurrence);
        self.send(Actor::System, What::FireTimer { timer, occurrence })
    }

    /// Delivers a message to the first subscription of this name.
    pub fn message(&mut self, name: &str) -> Answered {
        let found =
            self.instance.subscriptions.iter().find(|(_, subscription)| subscription.name == name).map(|(key, _)| *key);
        let subscription = found.unwrap_or_else(|| panic!("no subscription `{name}`"));
        self.correlate(subscription)
    }

    pub fn correlate(&mut self, subscription: Key) -> Answered {
        self.send(
            Actor::System,
            What::CorrelateMessage { subscription, message: "m".to_owned(), body: Value::Null, from: None },
        )
    }

    pub fn act(&mut self, act: &str) -> Answered {
        self.send(zhang(), What::RequestAct { act: act.to_owned(), submission: Value::Null })
    }

    /// Sends one command with answers to all that it needs.
    pub fn send(&mut self, actor: Actor, what: What) -> Answered {
        self.commands += 1;
        self.now = self.now.checked_add(1.second()).expect("time goes on");
        let reason = self.reason.take();
        let id = CommandId(Uuid::from_u128(self.commands));
        self.repeat(Command { id, actor, instance: self.instance.id, what, reason, salt: [9; 16] })
    }

    /// Sends a command as it is.
    pub fn repeat(&mut self, command: Command) -> Answered {
        let mut inputs = Inputs::default();
        for _ in 0..=ROUNDS_MAX {
            let outcome = step(&self.def, &self.instance, &command, self.now, &inputs);
            assert_eq!(
                outcome,
                step(&self.def, &self.instance, &command, self.now, &inputs),
                "the same step twice is the same"
            );
            match outcome {
                Outcome::Done(step) => {
                    self.sent.push(command);
                    return self.commit(*step);
                }
                Outcome::Rejected(rejection) => return Err(rejection),
                Outcome::Needs(queries) => {
                    for query in queries {
                        let answer = self.answer(&query);
                        inputs.put(query, answer);
                    }
                }
            }
        }
        panic!("more than {ROUNDS_MAX} rounds of questions");
    }

    /// Runs `Continue` until nothing is left over; returns how often.
    pub fn continue_on(&mut self) -> usize {
        let mut rounds = 0;
        while self.unfinished {
            self.send(Actor::System, What::Continue).expect("goes on");
            rounds += 1;
        }
        rounds
    }

    /// Nodes of live elements that are no scopes, in key order; what is stuck bears a `!`.
    pub fn open(&self) -> String {
        let mut open = Vec::new();
        for element in self.instance.elements.values() {
            let id = &self.def.node(element.node).id;
            match &element.state {
                ElementState::Scope { .. } | ElementState::Multi(_) => {}
                ElementState::Task(_) | ElementState::Waiting => open.push(id.clone()),
                ElementState::Stuck { .. } => open.push(format!("{id}!")),
            }
        }
        open.sort();
        open.join(" ")
    }

    /// Codes of the open incidents.
    pub fn incidents(&self) -> Vec<&str> {
        self.instance.incidents.values().map(|incident| incident.code.as_str()).collect()
    }

    pub fn incident(&self) -> Key {
        *self.instance.incidents.keys().next().expect("an incident")
    }

    /// Deals with the first incident, with reasons: tries again, or moves on to a node.
    pub fn deal(&mut self, to: Option<&str>) -> Answered {
        self.reason = Some("人工处置".to_owned());
        let incident = self.incident();
        match to {
            None => self.send(zhang(), What::RetryIncident { incident }),
            Some(node) => {
                let to = self.def.node_by_id(node).expect("a node");
                self.send(zhang(), What::ResolveIncident { incident, to })
            }
        }
    }

    pub fn has_ended(&self) -> bool {
        self.instance.status == Status::Ended { terminated: false }
    }

    pub fn tasks(&self, node: &str) -> Vec<Key> {
        let of_node = |key: &Key| {
            self.instance.elements[key].task().is_some() && self.def.node(self.instance.elements[key].node).id == node
        };
        self.instance.elements.keys().copied().filter(of_node).collect()
    }

    /// Ids of the nodes passed or activated in the last record, in order.
    pub fn last_trail(&self) -> String {
        let node = |event: &Event| match event {
            Event::NodePassed { node, .. } | Event::ElementActivated { node, .. } => {
                Some(self.def.node(*node).id.clone())
            }
            _ => None,
        };
        self.history
            .last()
            .map(|(_, events, _)| events.iter().filter_map(node).collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
    }

    /// The value that a name of the whole process has now.
    pub fn value(&self, name: &str) -> Option<Value> {
        let ix = self.def.name_by_id(name)?;
        self.instance.values.get(&(Key::ROOT, ix)).map(|at| self.value_at(*at))
    }

    fn assignee(&self, key: Key) -> Option<PersonId> {
        self.instance.elements.get(&key)?.task()?.assignee.clone()
    }

    fn task_ref(&self, key: Key) -> TaskRef {
        let revision =
            self.instance.elements.get(&key).and_then(|element| element.task()).map_or(0, |task| task.revision);
        TaskRef { key, revision }
    }

    fn commit(&mut self, step: Step) -> Answered {
        assert!(!step.events.is_empty(), "an accepted command has events");
        assert!(step.instance.now >= self.instance.now, "time never runs backwards");
        self.history.push((self.now, step.events.clone(), step.values));
        self.instance = step.instance;
        self.unfinished = step.unfinished;
        assert_eq!(self.replayed(), self.instance, "replay equals live state");
        assert!(self.instance.arrived.values().all(|count| *count > 0), "no token count is zero");
        self.assert_nothing_dangles();
        step.refusal.map_or(Ok(step.events), Err)
    }

    fn replayed(&self) -> Instance {
        let mut instance = Instance::unborn(self.instance.id);
        for (now, events, _) in &self.history {
            instance.begin_record(*now);
            for (position, event) in events.iter().enumerate() {
                assert_tokens_are_there(&instance, event);
                instance.apply(event, Pointer::new(instance.seq, position as u16));
            }
        }
        instance
    }

    /// Everything hangs on something that lives; in an ended case nothing lives.
    fn assert_nothing_dangles(&self) {
        let Instance { elements, timers, subscriptions, incidents, arrived, .. } = &self.instance;
        let owners = timers
            .values()
            .map(|timer| timer.owner)
            .chain(subscriptions.values().map(|subscription| subscription.owner));
        let parents = elements.values().map(|element| element.parent);
        for owner in owners
            .chain(parents)
            .chain(incidents.values().map(|incident| incident.element))
            .chain(arrived.keys().map(|(scope, _)| *scope))
        {
            assert!(elements.contains_key(&owner), "{owner:?} is gone, but something hangs on it");
        }
        assert_eq!(elements.is_empty(), !self.instance.is_running(), "an instance lives as long as its elements");
        let rows = project(&self.def, &self.instance);
        let open = rows.tasks.len() + rows.timers.len() + rows.subscriptions.len() + rows.incidents.len();
        assert!(self.instance.is_running() || open == 0, "an ended case leaves no row of work behind");
    }

    fn answer(&self, query: &Query) -> Answer {
        match query {
            Query::Calendar { .. } => Answer::Calendar(self.calendar.clone()),
            Query::Rights { .. } => {
                let right = |role: &str| Right {
                    role: role.to_owned(),
                    organ: "organ".to_owned(),
                    unit: None,
                    stands_in_for: None,
                };
                Answer::Rights(["officer", "leader", "operator"].map(right).to_vec())
            }
            Query::Register { .. } => Answer::Register(None),
            Query::Number { nth, .. } => Answer::Number(1 + u64::from(*nth)),
            Query::Value(at) => Answer::Value(self.value_at(*at)),
            Query::Organ { .. } => Answer::Organ(None),
            Query::Seen { .. } => Answer::Seen(None),
        }
    }

    fn value_at(&self, at: Pointer) -> Value {
        let (_, events, rows) = &self.history[at.seq as usize - 1];
        let stored = events[usize::from(at.event)].stored().expect("a value is there");
        let row = |sealed: &Option<mingjing_core::event::Sealed>| {
            sealed.map(|sealed| rows[usize::from(sealed.n)].bytes.as_slice())
        };
        stored.open(row(&stored.personal), row(&stored.large))
    }
}

/// Nothing is taken that did not arrive.
fn assert_tokens_are_there(instance: &Instance, event: &Event) {
    let (scope, took) = match event {
        Event::NodePassed { scope, took, .. } => (*scope, took),
        Event::ElementActivated { parent, took, .. } => (*parent, took),
        _ => return,
    };
    for flow in took {
        let wanted = took.iter().filter(|other| *other == flow).count();
        let waiting = instance.arrived.get(&(scope, *flow)).map_or(0, |count| *count as usize);
        assert!(waiting >= wanted, "{event:?} takes a token that is not there");
    }
}

pub fn zhang() -> Actor {
    Actor::Person(PersonId::new("zhang"))
}

pub fn map<const N: usize>(fields: [(&str, i64); N]) -> Value {
    Value::map(fields.map(|(name, value)| (name, Value::from(value))))
}

/// The code of a command that was turned down.
pub fn code(answered: &Answered) -> &str {
    answered.as_ref().map_or_else(|rejection| rejection.code.as_str(), |_| "done")
}

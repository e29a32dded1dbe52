//! Drives one case through `step` and checks the laws at every step.

use crate::{fixture, world::World};
use jiff::Timestamp;
use mingjing_core::{
    command::{Actor, Command, EnteredDocument, Start, TaskRef, What},
    event::Event,
    ids::{CommandId, Hash, InstanceId, Key, PersonId, Tenant},
    needs::{Inputs, Pointer},
    outcome::{Obstacle, Outcome, Preview, Rejection, Step},
    preview::preview,
    rows::{Change, Row, RowKey, Rows, diff, project},
    state::Instance,
    step::step,
};
use mingjing_expr::Value;
use mingjing_model::definition::Definition;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The runtime's bound on rounds of answers (one more is a fault).
const ROUNDS_MAX: usize = 8;

pub struct Case {
    pub def: Definition,
    pub world: World,
    pub instance: Instance,
    pub now: Timestamp,
    /// Entered with the next start or completion.
    pub documents: Vec<EnteredDocument>,
    commands: u128,
}

impl Case {
    /// Nothing has happened yet; it is nine in the morning of Monday, 2 March 2026, in Ningbo.
    pub fn new() -> Self {
        let id = InstanceId { tenant: Tenant(1), uuid: Uuid::from_u128(1) };
        Self {
            def: fixture::definition(),
            world: World::new(),
            instance: Instance::unborn(id),
            now: at("2026-03-02T09:00"),
            documents: Vec::new(),
            commands: 0,
        }
    }

    /// The clue is registered for the food unit.
    pub fn started() -> Self {
        let mut case = Self::new();
        case.start(map([("source", "inspection".into()), ("unit", "food".into())])).expect("starts");
        case
    }

    /// Filed on the same day, with `zhang` and `li` as the team.
    pub fn filed() -> Self {
        let mut case = Self::started();
        case.claim("head", "file").expect("claims");
        case.complete("head", "file", map([("handlers", people(["zhang", "li"]))])).expect("completes");
        case
    }

    pub fn start(&mut self, submission: Value) -> Result<Vec<Event>, Rejection> {
        let start = Start {
            bundle: Hash([1; 32]),
            process: "penalty".to_owned(),
            organ: "scjg".to_owned(),
            unit: None,
            submission,
            message: None,
            from: None,
            timer: None,
            documents: std::mem::take(&mut self.documents),
        };
        self.run(person("clerk"), What::Start(start))
    }

    pub fn claim(&mut self, who: &str, node: &str) -> Result<Vec<Event>, Rejection> {
        let task = self.task(node);
        self.run(person(who), What::ClaimTask(task))
    }

    pub fn release(&mut self, who: &str, node: &str) -> Result<Vec<Event>, Rejection> {
        let task = self.task(node);
        self.run(person(who), What::ReleaseTask(task))
    }

    pub fn complete(&mut self, who: &str, node: &str, submission: Value) -> Result<Vec<Event>, Rejection> {
        let task = self.task(node);
        let documents = std::mem::take(&mut self.documents);
        self.run(person(who), What::CompleteTask { task, submission, documents })
    }

    pub fn act(&mut self, who: &str, act: &str, submission: Value) -> Result<Vec<Event>, Rejection> {
        self.run(person(who), What::RequestAct { act: act.to_owned(), submission })
    }

    pub fn raise_cards(&mut self) -> Result<Vec<Event>, Rejection> {
        self.run(Actor::System, What::RaiseCards)
    }

    /// The open task of this node, at its revision.
    pub fn task(&self, node: &str) -> TaskRef {
        let found = self.instance.elements.iter().find_map(|(key, element)| {
            let revision = element.task()?.revision;
            (self.def.node(element.node).id == node).then_some(TaskRef { key: *key, revision })
        });
        found.unwrap_or(TaskRef { key: Key(9999), revision: 1 })
    }

    pub fn rows(&self) -> Rows {
        project(&self.def, &self.instance)
    }

    /// One command; a recorded refusal comes back as `Err` like any other, its record stands in the instance.
    pub fn run(&mut self, actor: Actor, what: What) -> Result<Vec<Event>, Rejection> {
        self.run_for(actor, what, None)
    }

    /// As [`Self::run`], with reasons.
    pub fn run_with(&mut self, actor: Actor, what: What, reason: &str) -> Result<Vec<Event>, Rejection> {
        self.run_for(actor, what, Some(reason.to_owned()))
    }

    fn run_for(&mut self, actor: Actor, what: What, reason: Option<String>) -> Result<Vec<Event>, Rejection> {
        self.commands += 1;
        let id = CommandId(Uuid::from_u128(self.commands));
        let command = Command { id, actor, instance: self.instance.id, what, reason, salt: [9; 16] };
        let told = self.preview(&command);
        let mut inputs = Inputs::default();
        for _ in 0..=ROUNDS_MAX {
            match step(&self.def, &self.instance, &command, self.now, &inputs) {
                Outcome::Done(step) => {
                    agree(&told, &step.refusal.as_ref().map_or(Ok(&step), Err));
                    return self.commit(*step);
                }
                Outcome::Rejected(rejection) => {
                    agree(&told, &Err(&rejection));
                    return Err(rejection);
                }
                Outcome::Needs(queries) => {
                    assert!(!queries.is_empty(), "a step that needs nothing waits for ever");
                    for query in queries {
                        let answer = self.world.answer(&query);
                        inputs.put(query, answer);
                    }
                }
            }
        }
        panic!("more than {ROUNDS_MAX} rounds of questions");
    }

    /// A dry run of completing the task of a node.
    pub fn obstacles(&mut self, who: &str, node: &str, submission: Value) -> Vec<Obstacle> {
        let (id, task) = (CommandId(Uuid::from_u128(0)), self.task(node));
        let what = What::CompleteTask { task, submission, documents: std::mem::take(&mut self.documents) };
        let instance = self.instance.id;
        match self.preview(&Command { id, actor: person(who), instance, what, reason: None, salt: [9; 16] }) {
            Preview::Stopped(obstacles) => obstacles,
            told => panic!("nothing stops it: {told:?}"),
        }
    }

    fn preview(&mut self, command: &Command) -> Preview {
        let mut inputs = Inputs::default();
        for _ in 0..=ROUNDS_MAX {
            match preview(&self.def, &self.instance, command, self.now, &inputs) {
                Preview::Needs(queries) => {
                    for query in queries {
                        let answer = self.world.answer(&query);
                        inputs.put(query, answer);
                    }
                }
                told => return told,
            }
        }
        panic!("a dry run asks more than {ROUNDS_MAX} times");
    }

    fn commit(&mut self, step: Step) -> Result<Vec<Event>, Rejection> {
        assert!(!step.events.is_empty(), "an accepted command has events");
        let mut replayed = self.instance.clone();
        replayed.begin_record(self.now);
        for (position, event) in step.events.iter().enumerate() {
            replayed.apply(event, Pointer::new(replayed.seq, position as u16));
        }
        assert_eq!(replayed, step.instance, "replay equals live state");
        let (old, new) = (self.rows(), project(&self.def, &replayed));
        assert_eq!(new, project(&self.def, &step.instance));
        assert_eq!(
            changed(&old, diff(&old, &new)),
            keyed(&new),
            "the difference leads from the old rows to the new ones"
        );
        assert_eq!(diff(&new, &new), [], "equal rows have no difference");
        self.instance = step.instance;
        self.world.commit(&step.events, step.values);
        step.refusal.map_or(Ok(step.events), Err)
    }
}

/// A dry run says beforehand what the step says: the same events, or what stops it first among all that does.
fn agree(told: &Preview, stepped: &Result<&Step, &Rejection>) {
    match (told, stepped) {
        (Preview::Clear(dry), Ok(step)) => assert_eq!(dry.events, step.events),
        (Preview::Stopped(obstacles), Err(rejection)) => {
            let codes: Vec<_> = obstacles.iter().map(|obstacle| &obstacle.fault.code).collect();
            assert!(codes.contains(&&rejection.code), "{codes:?} has not {}", rejection.code);
        }
        (Preview::Rejected(dry), Err(rejection)) => assert_eq!(dry, *rejection),
        (told, stepped) => panic!("a dry run says {told:?}, the step {stepped:?}"),
    }
}

fn changed(old: &Rows, changes: Vec<Change>) -> BTreeMap<RowKey, Row> {
    let mut rows = keyed(old);
    for change in changes {
        match change {
            Change::Put(row) => {
                rows.insert(row.key(), row);
            }
            Change::Delete(key) => {
                rows.remove(&key).expect("only what stands is deleted");
            }
        }
    }
    rows
}

fn keyed(rows: &Rows) -> BTreeMap<RowKey, Row> {
    rows.each().map(|row| (row.key(), row)).collect()
}

pub fn person(id: &str) -> Actor {
    Actor::Person(PersonId::new(id))
}

pub fn people<const N: usize>(ids: [&str; N]) -> Value {
    Value::List(ids.map(Value::text).to_vec())
}

pub fn map<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::map(fields)
}

/// A moment in the organ's zone.
pub fn at(text: &str) -> Timestamp {
    let civil: jiff::civil::DateTime = text.parse().expect("a civil time");
    civil.in_tz("Asia/Shanghai").expect("a zone").timestamp()
}

/// The code of a command that was turned down.
pub fn code(result: &Result<Vec<Event>, Rejection>) -> &str {
    result.as_ref().map_or_else(|rejection| rejection.code.as_str(), |_| "done")
}

/// Pointer and code of every field at fault.
pub fn faults(result: &Result<Vec<Event>, Rejection>) -> Vec<(String, String)> {
    let errors = result.as_ref().err().map(|rejection| rejection.errors.clone()).unwrap_or_default();
    errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

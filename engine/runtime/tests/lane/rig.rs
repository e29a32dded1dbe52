//! A lane on a store in memory, driven by hand: requests are carried out one at a time, time stands until it is moved.

use crate::definition::definitions;
use jiff::{SignedDuration, Timestamp};
use mingjing_core::{
    command::{Actor, Command, Start, TaskRef, What},
    event::Event,
    ids::{CommandId, Hash, InstanceId, Key, PersonId, Tenant},
    needs::Right,
    record::Record,
};
use mingjing_expr::Value;
use mingjing_runtime::{
    lane::{Answer, BundleCache, Decode, Input, Lane, Output, Ticket},
    sim::{Mishaps, SimStore, SimWriter},
    store::{
        MailboxKey, Message, Reply, Request,
        read::{Bundles, Calendars, Directory, FiledBundle, NewCalendar, NewPerson, Person},
    },
    verify::{Report, verify},
};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

pub const BUNDLE: Hash = Hash([5; 32]);
const CALENDAR: &str = r#"{"calendar":"cn","version":"1","timezone":"Asia/Shanghai","weekend":["sat","sun"],
    "years":{"2026":{"notice":"test"}}}"#;

pub struct Rig {
    pub store: SimStore,
    pub now: Timestamp,
    pub answers: BTreeMap<Ticket, Answer>,
    /// Requests that went out.
    pub requests: usize,
    lane: Lane,
    writer: SimWriter,
    pending: Option<Request>,
    tickets: Ticket,
}

impl Rig {
    /// An organ with a bundle, a calendar and two handlers, at nine in the morning of Monday, 2 March 2026.
    pub async fn new() -> Self {
        let store = SimStore::new();
        for organ in ["one", "two"] {
            let bundle = FiledBundle {
                hash: BUNDLE,
                organ: organ.to_owned(),
                bytes: vec![1],
                by: "legal".to_owned(),
                reason: "test".to_owned(),
                at: morning(),
                schedules: Vec::new(),
            };
            store.bundle_file(&bundle).await.expect("files");
        }
        store
            .calendar_put(&NewCalendar { id: "cn", version: "1", json: CALENDAR, at: morning(), changed_from: None })
            .await
            .expect("puts");
        for id in ["zhang", "li"] {
            let right = |organ: &str| {
                (
                    Right { role: "handler".to_owned(), organ: organ.to_owned(), unit: None, stands_in_for: None },
                    None,
                    None,
                )
            };
            let person = Person {
                id: PersonId::new(id),
                name: id.to_owned(),
                name_en: None,
                active: true,
                roles: vec![right("one"), right("two")],
            };
            store.person_put(&NewPerson { person, login: None, password_hash: None }).await.expect("puts");
        }
        Self::on(store)
    }

    /// A new lane on a store: as after a crash.
    pub fn on(store: SimStore) -> Self {
        let writer = store.writer();
        let lane = Lane::new(BundleCache::new(decode()));
        Self { store, now: morning(), answers: BTreeMap::new(), requests: 0, lane, writer, pending: None, tickets: 0 }
    }

    /// Lets things go wrong.
    pub fn mishaps(&mut self, mishaps: Mishaps) {
        self.writer = self.store.writer().with_mishaps(mishaps);
    }

    /// Hands a command in without carrying anything out.
    pub fn submit(&mut self, command: Command) -> Ticket {
        self.tickets += 1;
        let ticket = self.tickets;
        self.handle(Input::Command { ticket, command });
        ticket
    }

    pub fn publish(&mut self, mailbox: MailboxKey, message: Message) -> Ticket {
        self.tickets += 1;
        let ticket = self.tickets;
        self.handle(Input::Publish { ticket, mailbox, message });
        ticket
    }

    /// Hands a command in and carries everything out.
    pub fn run(&mut self, command: Command) -> Answer {
        let ticket = self.submit(command);
        self.pump();
        self.answers.get(&ticket).cloned().expect("an answer")
    }

    pub fn post(&mut self, mailbox: MailboxKey, message: Message) -> Answer {
        let ticket = self.publish(mailbox, message);
        self.pump();
        self.answers.get(&ticket).cloned().expect("an answer")
    }

    /// Moves time and carries out what is due.
    pub fn advance(&mut self, by: SignedDuration) {
        self.now += by;
        self.tick();
        self.pump();
    }

    /// Says that time has passed.
    pub fn tick(&mut self) {
        self.handle(Input::Tick);
    }

    /// Carries out requests until none is left.
    pub fn pump(&mut self) {
        while self.pump_one() {}
    }

    /// Carries out one request; false when there is none.
    pub fn pump_one(&mut self) -> bool {
        let Some(request) = self.pending.take() else { return false };
        let reply = self.writer.handle(request).unwrap_or_else(Reply::Failed);
        self.handle(Input::Store(reply));
        true
    }

    /// Carries out the request that is out, and loses the reply: the lane crashes.
    pub fn crash_unheard(&mut self) {
        if let Some(request) = self.pending.take() {
            let _ = self.writer.handle(request);
        }
    }

    pub fn is_idle(&self) -> bool {
        self.lane.is_idle()
    }

    pub async fn verify(&self) -> Report {
        verify(&self.store).await.expect("the store is readable")
    }

    /// Events of an instance, in order.
    pub fn events(&self, instance: InstanceId) -> Vec<Event> {
        let state = self.store.state();
        let log = state.log.get(&instance.tenant).into_iter().flatten().filter(|line| line.instance == instance);
        log.flat_map(|line| Record::read(&line.bytes).expect("a record").events).collect()
    }

    fn handle(&mut self, input: Input) {
        for output in self.lane.handle(self.now, input) {
            match output {
                Output::Store(request) => {
                    assert!(self.pending.is_none(), "a second request before the reply to the first: {request:?}");
                    self.requests += 1;
                    self.pending = Some(request);
                }
                Output::Reply { ticket, answer } => {
                    let before = self.answers.insert(ticket, answer);
                    assert!(before.is_none(), "a second answer for {ticket}");
                }
                Output::WakeAt(_) | Output::Committed { .. } => {}
            }
        }
    }
}

pub fn decode() -> Decode {
    Arc::new(|_: &[u8]| Ok(definitions()))
}

pub fn morning() -> Timestamp {
    "2026-03-02T09:00:00+08:00".parse().expect("a moment")
}

pub fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

pub fn instance(tenant: u32, number: u128) -> InstanceId {
    InstanceId { tenant: Tenant(tenant), uuid: Uuid::from_u128(number) }
}

pub fn command(id: u128, person: &str, instance: InstanceId, what: What) -> Command {
    Command {
        id: CommandId(Uuid::from_u128(id)),
        actor: Actor::Person(PersonId::new(person)),
        instance,
        what,
        reason: None,
        salt: [3; 16],
    }
}

/// The start of a report: its command id is the instance's uuid.
pub fn start(instance: InstanceId, code: &str) -> Command {
    let submission = Value::map([("code", Value::text(code)), ("name", Value::text("张三"))]);
    let organ = if instance.tenant == Tenant(1) { "one" } else { "two" };
    let start = Start {
        bundle: BUNDLE,
        process: "report".to_owned(),
        organ: organ.to_owned(),
        unit: None,
        submission,
        message: None,
        from: None,
        timer: None,
        documents: Vec::new(),
    };
    command(instance.uuid.as_u128(), "zhang", instance, What::Start(start))
}

pub fn claim(id: u128, person: &str, instance: InstanceId, task: TaskRef) -> Command {
    command(id, person, instance, What::ClaimTask(task))
}

pub fn release(id: u128, person: &str, instance: InstanceId, task: TaskRef) -> Command {
    command(id, person, instance, What::ReleaseTask(task))
}

pub fn complete(id: u128, person: &str, instance: InstanceId, task: TaskRef) -> Command {
    command(id, person, instance, What::CompleteTask { task, submission: Value::Null, documents: Vec::new() })
}

/// The one task of a report or a tip is its first element.
pub fn task(revision: u32) -> TaskRef {
    TaskRef { key: Key::new(1), revision }
}

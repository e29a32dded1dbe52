//! A department with people, a notifier, and ways that keep what they are given.

use jiff::{Timestamp, civil::date};
use mingjing_core::{
    ids::{Hash, InstanceId, Key, PersonId, Tenant},
    needs::Right,
};
use mingjing_model::{
    compile::compile,
    definition::{CardLevel, Channel},
    folder::Folder,
};
use mingjing_runtime::{
    filing,
    notify::{Failure, Message, Notifier, Sending, Way},
    sim::SimStore,
    store::{
        CardMatter, Holder, Matter, NoticeId, NoticeWrite, Request, Writes,
        read::{Change, Contact, Deed, Directory, InboxLine, LogEntry, NewPerson, Notices, Person, Staff, StandIn},
    },
};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const FILES: [(&str, &str); 6] = [
    (
        "organ.yaml",
        "organ: city\ntitle: {zh: 市局, en: City}\nregion: '330200'\nlevel: city\nworking_hours: {from: '08:30', to: '17:30'}\ndigest: '08:40'\nunits: {food: {title: {zh: 食品处, en: Food}}, price: {title: 价格处}}\n",
    ),
    (
        "roles.yaml",
        "roles:\n  handler: {title: 办案, verbs: [work, start]}\n  head: {title: 负责人, verbs: [work]}\n  watch: {title: 监督, verbs: [supervise]}\n",
    ),
    (
        "cards.yaml",
        "cards:
  yellow: {title: {zh: 临近, en: Near}, on: [node], moment: last_workday_before, level: yellow, to: [holder, {role: head, in: unit}], channels: [app, mail, sms]}
  red: {title: {zh: 超期, en: Over}, on: [statutory], moment: after, level: red, to: [holder, {role: watch, in: any}], channels: [mail, sms]}
  now: {title: {zh: 紧急, en: Urgent}, on: [promised], moment: after, level: yellow, to: [holder], channels: [sms], at_once: true}
",
    ),
    (
        "notices/card.notice.yaml",
        "notice: card
title: 亮牌
app: {zh: '{{level}}：{{rule}}，{{about}}{{#if case_number}}，{{case_number}}{{/if}}', en: '{{level}}: {{rule}}, {{about}}'}
mail: {subject: {zh: '{{level}} {{case_number}}', en: '{{level}} {{case_number}}'}, body: {zh: '{{organ}}{{unit}} {{moment}} {{link}}', en: '{{organ}} {{unit}} {{moment}} {{link}}'}}
sms: {zh: '{{organ}}{{count}}件{{level}}', en: '{{organ}}: {{count}} {{level}}'}
notices: {}
",
    ),
    (
        "notices/digest.notice.yaml",
        "notice: digest
title: 每日
app: {zh: '{{count}}'}
mail: {subject: {zh: '{{count}} 条'}, body: {zh: '{{moment}} {{list}}'}}
sms: {zh: '{{count}} 条未读'}
",
    ),
    (
        "calendars/cn.calendar.yaml",
        "calendar: cn\nversion: '1'\ntimezone: Asia/Shanghai\nweekend: [sat, sun]\nyears: {2026: {notice: 示例, issued: 2025-11-04, holidays: [{from: 2026-05-01, to: 2026-05-05, name: 劳动节}], makeup: [2026-05-09]}}\n",
    ),
];

const PROCESS: &str = "process: case
version: 1
title: {zh: 办案, en: Case}
calendar: cn
lanes: {handler: {title: 办案人员, queue: unit}}
begin: begin
nodes:
  begin: {start: 登记, lane: handler, to: check}
  check: {user_task: {zh: 核查, en: Check}, lane: handler, to: done}
  done: {end: 完}
";

/// What a way keeps, and what it says.
pub struct Kept {
    channel: Channel,
    pub sent: Mutex<Vec<Message>>,
    pub says: Mutex<Result<(), Failure>>,
}

impl Way for Kept {
    fn channel(&self) -> Channel {
        self.channel
    }

    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        self.sent.lock().expect("kept").push(message.clone());
        let says = self.says.lock().expect("kept").clone();
        Box::pin(std::future::ready(says))
    }
}

impl Kept {
    fn new(channel: Channel) -> Arc<Self> {
        Arc::new(Self { channel, sent: Mutex::default(), says: Mutex::new(Ok(())) })
    }

    pub fn take(&self) -> Vec<Message> {
        std::mem::take(&mut self.sent.lock().expect("kept"))
    }

    pub fn say(&self, says: Result<(), Failure>) {
        *self.says.lock().expect("kept") = says;
    }
}

pub struct House {
    pub store: SimStore,
    pub notifier: Notifier,
    pub mail: Arc<Kept>,
    pub sms: Arc<Kept>,
    bundle: Hash,
}

impl House {
    /// `zhang` and `li` handle at `food`, `wang` heads it, `chen` handles at `price`, `jian` watches.
    pub async fn new() -> Self {
        let store = SimStore::new();
        let mut folder = Folder { path: "processes/city".to_owned(), ..Folder::default() };
        folder.files.extend(FILES.map(|(path, text)| (path.to_owned(), text.replace("notices: {}\n", ""))));
        folder.files.insert("case.process.yaml".to_owned(), PROCESS.to_owned());
        let compiled = compile(None, &folder);
        let found = compiled.diagnostics.into_sorted();
        let bundle = compiled.bundle.unwrap_or_else(|| panic!("{found:?}"));
        let bundle = filing::file(&store, &bundle, "legal", "test", at("2026-03-02T08:00")).await.expect("files");
        let (mail, sms) = (Kept::new(Channel::Mail), Kept::new(Channel::Sms));
        let ways: Vec<Arc<dyn Way>> = vec![mail.clone(), sms.clone()];
        let notifier = Notifier::new(Arc::new(store.clone()), ways, Some("https://mj.example".to_owned()));
        let house = Self { store, notifier, mail, sms, bundle };
        for (id, role, unit) in [
            ("zhang", "handler", Some("food")),
            ("li", "handler", Some("food")),
            ("wang", "head", Some("food")),
            ("chen", "handler", Some("price")),
            ("jian", "watch", None),
        ] {
            house.person(id, role, unit, true).await;
            house.reached(id, Some(&format!("{id}@example.org")), Some("13800000000")).await;
        }
        house
    }

    pub async fn person(&self, id: &str, role: &str, unit: Option<&str>, active: bool) {
        let right = Right {
            role: role.to_owned(),
            organ: "city".to_owned(),
            unit: unit.map(str::to_owned),
            stands_in_for: None,
        };
        let person = Person {
            id: PersonId::new(id),
            name: format!("名{id}"),
            name_en: None,
            active,
            roles: vec![(right, None, None)],
        };
        self.store.person_put(&NewPerson { person, login: None, password_hash: None }).await.expect("puts");
    }

    pub async fn reached(&self, id: &str, mail: Option<&str>, mobile: Option<&str>) {
        let contact =
            Contact { mail: mail.map(str::to_owned), mobile: mobile.map(str::to_owned), english: id == "wang" };
        self.change(Change::Contact { person: PersonId::new(id), contact }).await;
    }

    pub async fn stands_in(&self, person: &str, absent: &str) {
        self.change(Change::StandIn(StandIn {
            id: 0,
            absent: PersonId::new(absent),
            person: PersonId::new(person),
            roles: Some(vec!["handler".to_owned()]),
            from: date(2026, 3, 3),
            to: date(2026, 3, 6),
        }))
        .await;
    }

    async fn change(&self, change: Change) {
        let entry = LogEntry {
            at: at("2026-03-02T08:00"),
            actor: None,
            what: Deed::ContactChanged,
            organ: "city".to_owned(),
            subject: PersonId::new("zhang"),
            before: None,
            after: None,
        };
        self.store.staff_change(&change, &entry).await.expect("changes");
    }

    /// A card of this rule on the task `check`, held by this person or by nobody.
    pub fn raise(&self, number: u32, rule: &str, level: CardLevel, assignee: Option<&str>) {
        let matter = Matter::Card(CardMatter {
            bundle: self.bundle,
            process: "case".to_owned(),
            unit: Some("food".to_owned()),
            number: Some("案〔2026〕1号".to_owned()),
            rule: rule.to_owned(),
            level,
            about: "check".to_owned(),
            event_at: at("2026-03-03T00:00"),
            holders: vec![Holder {
                assignee: assignee.map(PersonId::new),
                team: None,
                role: "handler".to_owned(),
                unit: Some("food".to_owned()),
                excluded: vec![PersonId::new("li")],
            }],
        });
        let notice = NoticeWrite {
            id: NoticeId { instance: instance(), key: Key::new(number) },
            organ: "city".to_owned(),
            matter: serde_json::to_vec(&matter).expect("JSON"),
            at: at("2026-03-03T00:00"),
        };
        let mut writer = self.store.writer();
        writer
            .handle(Request::Begin { now: at("2026-03-03T00:00"), mailboxes: Vec::new(), locks: Vec::new() })
            .expect("begins");
        writer
            .handle(Request::Commit(Box::new(Writes { notices: vec![notice], ..Writes::default() })))
            .expect("commits");
    }

    pub async fn list(&self, person: &str) -> Vec<InboxLine> {
        self.store.inbox_page(&PersonId::new(person), None, 100).await.expect("a list")
    }

    pub async fn tell(&self, now: &str) -> usize {
        self.notifier.tell(at(now)).await.expect("tells")
    }

    pub async fn deliver(&self, now: &str) -> usize {
        self.notifier.deliver(at(now)).await.expect("delivers")
    }
}

pub fn at(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().expect("a moment")
}

pub fn instance() -> InstanceId {
    InstanceId { tenant: Tenant(1), uuid: Uuid::from_u128(7) }
}

/// Whom some messages go to.
pub fn to(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.to.split('@').next().unwrap_or_default()).collect()
}

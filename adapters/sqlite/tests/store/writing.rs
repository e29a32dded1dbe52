//! The write path: transactions, assertions, log sequences, messages, numbers, answers.

use super::common::{Folder, at, begin, commit, control, instance, kind, open, record};
use jiff::civil::date;
use mingjing_core::{
    command::{Actor, Taken},
    event::{Event, EventTime, Sealed, Stored},
    ids::{CommandId, Hash, InstanceId, Key, PersonId, Tenant},
    needs::{Answer, Pointer, Query, Right, ValueId},
    record::{Record, salted},
    rows::{Change, Row, RowKey, SubscriptionRow},
};
use mingjing_expr::Value;
use mingjing_model::definition::NameIx;
use mingjing_runtime::store::{
    Error, ErrorKind, Lock, MailboxKey, MailboxLock, Message, MessageWrite, NumberWrite, Reply, Request, ValueWrite,
    Writer, Writes,
    read::{
        Bundles, Calendars, Directory, FiledBundle, Histories, NewCalendar, NewPerson, Person, RegisterEntry, Registers,
    },
};
use uuid::Uuid;

async fn answer(writer: &mut dyn Writer, instance: InstanceId, query: Query) -> Result<Answer, Error> {
    begin(writer, &[]).await;
    let reply = writer.execute(Request::Read { questions: vec![(instance, query)] }).await?;
    // An open transaction would keep the clerk waiting.
    writer.execute(Request::Abort).await?;
    match reply {
        Reply::Answers(mut answers) => Ok(answers.pop().unwrap().2),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn control_comes_back_only_where_the_cached_sequence_differs() {
    let folder = Folder::new();
    let (_store, mut writer) = open(&folder).await;
    let (a, b) = (instance(1), instance(2));
    commit(&mut writer, Writes { instances: vec![control(a, None, 1), control(b, None, 4)], ..Writes::default() })
        .await
        .unwrap();
    let locks = vec![
        Lock { instance: a, cached: Some(1) },
        Lock { instance: b, cached: Some(3) },
        Lock { instance: instance(3), cached: None },
    ];
    let reply = writer.execute(Request::Begin { now: at(0), mailboxes: vec![], locks }).await.unwrap();
    let Reply::Begun { found, skipped, .. } = reply else { panic!("{reply:?}") };
    assert!(skipped.is_empty());
    let found: Vec<_> = found.into_iter().map(|found| (found.instance, found.seq, found.control)).collect();
    assert_eq!(found, [(a, 1, None), (b, 4, Some(control(b, None, 4).control))]);
}

#[tokio::test]
async fn log_sequences_are_gapless_in_each_tenant_and_in_the_order_of_the_records() {
    let folder = Folder::new();
    let (store, mut writer) = open(&folder).await;
    let a = instance(1);
    let b = InstanceId { tenant: Tenant(2), ..a };
    let instances = vec![control(a, None, 2), control(b, None, 1)];
    let records = vec![record(a, 1, 1), record(b, 1, 2), record(a, 2, 3)];
    assert_eq!(commit(&mut writer, Writes { instances, records, ..Writes::default() }).await.unwrap(), [1, 1, 2]);
    let writes =
        Writes { instances: vec![control(a, Some(2), 3)], records: vec![record(a, 3, 4)], ..Writes::default() };
    assert_eq!(commit(&mut writer, writes).await.unwrap(), [3]);
    let log = store.log_page(Tenant(1), 1, 10).await.unwrap();
    assert_eq!(log.iter().map(|line| (line.log_seq, line.seq)).collect::<Vec<_>>(), [(2, 2), (3, 3)]);
    assert_eq!(store.tenants().await.unwrap(), [(Tenant(1), 3), (Tenant(2), 1)]);
}

#[tokio::test]
async fn a_batch_that_fails_leaves_nothing_behind() {
    let folder = Folder::new();
    let (store, mut writer) = open(&folder).await;
    let (a, b) = (instance(1), instance(2));
    commit(
        &mut writer,
        Writes { instances: vec![control(a, None, 1)], records: vec![record(a, 1, 1)], ..Writes::default() },
    )
    .await
    .unwrap();
    let stale = Writes {
        instances: vec![control(b, None, 1), control(a, Some(7), 8)],
        records: vec![record(b, 1, 2)],
        ..Writes::default()
    };
    let again = Writes { instances: vec![control(a, None, 1)], ..Writes::default() };
    let command =
        Writes { instances: vec![control(a, Some(1), 2)], records: vec![record(a, 2, 1)], ..Writes::default() };
    for writes in [stale, again, command] {
        assert_eq!(kind(commit(&mut writer, writes).await), ErrorKind::Conflict);
        assert_eq!(kind(writer.execute(Request::Read { questions: vec![] }).await), ErrorKind::Conflict);
    }
    assert_eq!(store.instance_get(b).await.unwrap(), None);
    assert_eq!(store.tenants().await.unwrap(), [(Tenant(1), 1)]);
}

#[tokio::test]
async fn an_aborted_transaction_lets_others_write() {
    let folder = Folder::new();
    let (store, mut first) = open(&folder).await;
    let mut second = store.writer().await.unwrap();
    begin(&mut first, &[]).await;
    assert!(matches!(first.execute(Request::Abort).await.unwrap(), Reply::Aborted));
    commit(&mut second, Writes { instances: vec![control(instance(1), None, 1)], ..Writes::default() }).await.unwrap();
}

#[tokio::test]
async fn a_transaction_left_open_is_rolled_back_by_the_next_begin() {
    let folder = Folder::new();
    let (_store, mut writer) = open(&folder).await;
    begin(&mut writer, &[]).await;
    begin(&mut writer, &[]).await;
    commit(&mut writer, Writes { instances: vec![control(instance(1), None, 1)], ..Writes::default() }).await.unwrap();
}

#[tokio::test]
async fn a_batch_may_hold_hundreds_of_cases() {
    let folder = Folder::new();
    let (store, mut writer) = open(&folder).await;
    let instances = (0..500).map(|n| control(instance(n), None, 1)).collect();
    let records = (0..500).map(|n| record(instance(n), 1, n)).collect();
    let log_seqs = commit(&mut writer, Writes { instances, records, ..Writes::default() }).await.unwrap();
    assert!(log_seqs.into_iter().eq(1..=500));
    let page = store.instance_page(Tenant(1), Some(instance(9)), 3).await.unwrap();
    assert_eq!(page.iter().map(|(id, _, _)| *id).collect::<Vec<_>>(), [instance(10), instance(11), instance(12)]);
}

#[tokio::test]
async fn values_are_joined_from_record_and_value_rows() {
    let folder = Folder::new();
    let (store, mut writer) = open(&folder).await;
    let case = instance(1);
    let secret = serde_json::to_vec(&Value::map([("name", Value::text("张三"))])).unwrap();
    let sealed = Sealed { n: 0, hash: salted(&[7; 16], &secret) };
    let value = Stored { inline: Value::map([("amount", Value::text("200"))]), personal: Some(sealed), large: None };
    let event = Event::FormSubmitted {
        scope: Key::ROOT,
        name: NameIx(0),
        value,
        by: None,
        event_at: EventTime::At(at(1)),
        listed: vec![],
    };
    let stored = Record {
        format: Record::FORMAT,
        engine: "test".into(),
        seq: 1,
        entry_at: at(1),
        command: CommandId(Uuid::from_u128(1)),
        what: "start".into(),
        actor: Actor::System,
        reason: None,
        events: vec![event],
        inputs: vec![],
    };
    let bytes = stored.seal(Hash([0; 32])).unwrap().bytes;
    let id = ValueId { instance: case, seq: 1, n: 0 };
    let writes = Writes {
        instances: vec![control(case, None, 1)],
        records: vec![mingjing_runtime::store::RecordWrite { bytes, ..record(case, 1, 1) }],
        values: vec![ValueWrite { id, salt: [7; 16], bytes: secret.clone() }],
        ..Writes::default()
    };
    commit(&mut writer, writes).await.unwrap();
    let whole = Value::map([("amount", Value::text("200")), ("name", Value::text("张三"))]);
    assert_eq!(answer(&mut writer, case, Query::Value(Pointer::new(1, 0))).await.unwrap(), Answer::Value(whole));
    assert_eq!(answer(&mut writer, case, Query::Value(Pointer::new(1, 9))).await.unwrap(), Answer::Value(Value::Null));
    assert_eq!(kind(answer(&mut writer, case, Query::Value(Pointer::new(2, 0))).await), ErrorKind::NotFound);
    assert_eq!(store.value_get(id).await.unwrap(), Some(([7; 16], secret)));
}

#[tokio::test]
async fn seen_commands_are_found_by_instance() {
    let folder = Folder::new();
    let (_store, mut writer) = open(&folder).await;
    let case = instance(1);
    commit(
        &mut writer,
        Writes { instances: vec![control(case, None, 3)], records: vec![record(case, 3, 42)], ..Writes::default() },
    )
    .await
    .unwrap();
    let seen = |n| Query::Seen { instance: case.uuid.to_string(), command: Uuid::from_u128(n).to_string() };
    assert_eq!(answer(&mut writer, case, seen(42)).await.unwrap(), Answer::Seen(Some((3, [3; 8]))));
    assert_eq!(answer(&mut writer, case, seen(43)).await.unwrap(), Answer::Seen(None));
    assert_eq!(answer(&mut writer, instance(2), seen(42)).await.unwrap(), Answer::Seen(None));
}

#[tokio::test]
async fn a_number_is_given_once() {
    let folder = Folder::new();
    let (_store, mut writer) = open(&folder).await;
    let case = instance(1);
    let next = || Query::Number { organ: "ningbo".into(), series: "case".into(), year: 2026, nth: 0 };
    assert_eq!(answer(&mut writer, case, next()).await.unwrap(), Answer::Number(1));
    let number = |number| NumberWrite {
        tenant: Tenant(1),
        organ: "ningbo".into(),
        series: "case".into(),
        year: 2026,
        number,
        instance: case,
        text: "号".into(),
    };
    commit(&mut writer, Writes { numbers: vec![number(1), number(2)], ..Writes::default() }).await.unwrap();
    assert_eq!(answer(&mut writer, case, next()).await.unwrap(), Answer::Number(3));
    assert_eq!(
        kind(commit(&mut writer, Writes { numbers: vec![number(2)], ..Writes::default() }).await),
        ErrorKind::Conflict
    );
}

#[tokio::test]
async fn rights_registers_and_calendars_answer_as_of_a_day() {
    let folder = Folder::new();
    let (store, mut writer) = open(&folder).await;
    let case = instance(1);
    let right =
        Right { role: "handler".into(), organ: "ningbo".into(), unit: Some("unit_1".into()), stands_in_for: None };
    let person = Person {
        id: PersonId::new("zhang"),
        name: "张".into(),
        name_en: None,
        active: true,
        roles: vec![(right.clone(), Some(date(2026, 1, 1)), None)],
    };
    store.person_put(&NewPerson { person, login: None, password_hash: None }).await.unwrap();
    let rights = |on| Query::Rights { person: PersonId::new("zhang"), on };
    assert_eq!(answer(&mut writer, case, rights(date(2026, 1, 1))).await.unwrap(), Answer::Rights(vec![right]));
    assert_eq!(answer(&mut writer, case, rights(date(2025, 12, 31))).await.unwrap(), Answer::Rights(vec![]));

    let entry = RegisterEntry {
        key: "zhang".into(),
        valid_from: Some(date(2026, 1, 1)),
        valid_to: None,
        fields: serde_json::to_vec(&Value::map([("certificate", Value::text("1"))])).unwrap(),
    };
    store.register_put("officers", &[entry], at(0)).await.unwrap();
    let register = |on| Query::Register { register: "officers".into(), key: "zhang".into(), on };
    let Answer::Register(Some(row)) = answer(&mut writer, case, register(date(2026, 5, 1))).await.unwrap() else {
        panic!("no row")
    };
    assert_eq!((row.version, row.fields), (1, Value::map([("certificate", Value::text("1"))])));
    assert_eq!(answer(&mut writer, case, register(date(2025, 5, 1))).await.unwrap(), Answer::Register(None));

    let calendar = Query::Calendar { id: "cn".into() };
    assert_eq!(kind(answer(&mut writer, case, calendar.clone()).await), ErrorKind::NotFound);
    for version in ["1", "2"] {
        let json = format!(
            r#"{{"calendar":"cn","version":"{version}","timezone":"Asia/Shanghai","weekend":["sat","sun"],"years":{{}}}}"#
        );
        let new = NewCalendar { id: "cn", version, json: &json, at: at(0), changed_from: None };
        store.calendar_put(&new).await.unwrap();
        for _ in 0..2 {
            let Answer::Calendar(found) = answer(&mut writer, case, calendar.clone()).await.unwrap() else {
                panic!("no calendar")
            };
            assert_eq!(found.version(), version);
        }
    }
}

#[tokio::test]
async fn a_round_answers_questions_of_all_kinds_at_once() {
    let folder = Folder::new();
    let (_store, mut writer) = open(&folder).await;
    let (a, b) = (instance(1), instance(2));
    begin(&mut writer, &[]).await;
    let number = |series: &str| Query::Number { organ: "o".into(), series: series.into(), year: 2026, nth: 0 };
    let rights = Query::Rights { person: PersonId::new("nobody"), on: date(2026, 1, 1) };
    let seen = Query::Seen { instance: a.uuid.to_string(), command: a.uuid.to_string() };
    let questions = vec![(a, number("x")), (b, rights.clone()), (b, number("y")), (a, seen.clone())];
    let reply = writer.execute(Request::Read { questions }).await.unwrap();
    let Reply::Answers(answers) = reply else { panic!("{reply:?}") };
    let expected = [
        (a, number("x"), Answer::Number(1)),
        (b, rights, Answer::Rights(vec![])),
        (b, number("y"), Answer::Number(1)),
        (a, seen, Answer::Seen(None)),
    ];
    assert_eq!(answers, expected);
}

#[tokio::test]
async fn messages_wait_meet_and_stay_known() {
    let folder = Folder::new();
    let (_store, mut writer) = open(&folder).await;
    let key = MailboxKey { tenant: Tenant(1), name: "withdrawn".into(), key: "号".into() };
    let message = |id: &str, seconds, expires| Message {
        id: id.into(),
        body: b"{}".to_vec(),
        at: at(seconds),
        expires_at: expires,
        salt: [1; 16],
        from: None,
    };
    let taken = Taken { receiver: instance(7), started: false };
    let keep = |message| MessageWrite::Keep(key.clone(), message);
    let messages = vec![
        keep(message("late", 5, None)),
        keep(message("early", 1, Some(at(10)))),
        keep(message("dead", 0, Some(at(3)))),
    ];
    commit(&mut writer, Writes { messages, ..Writes::default() }).await.unwrap();
    let open = |n: u128| {
        Change::Put(Row::Subscription(SubscriptionRow {
            instance: instance(n),
            key: Key(9),
            name: key.name.clone(),
            correlation: key.key.clone(),
        }))
    };
    commit(&mut writer, Writes { rows: vec![open(7), open(3)], ..Writes::default() }).await.unwrap();
    commit(&mut writer, Writes { rows: vec![open(7)], ..Writes::default() }).await.unwrap();

    let mailbox = async |writer: &mut dyn Writer, publishes: &str| {
        let mailboxes = vec![MailboxLock { key: key.clone(), publishes: Some(publishes.into()) }];
        let reply = writer.execute(Request::Begin { now: at(4), mailboxes, locks: vec![] }).await.unwrap();
        let Reply::Begun { mut mailboxes, .. } = reply else { panic!("{reply:?}") };
        mailboxes.pop().unwrap()
    };
    let found = mailbox(&mut writer, "late").await;
    assert_eq!(found.message, Some(message("early", 1, Some(at(10)))));
    assert_eq!((found.subscription, found.known), (Some((instance(7), Key(9))), true));
    assert_eq!(
        kind(commit(&mut writer, Writes { messages: vec![keep(message("late", 5, None))], ..Writes::default() }).await),
        ErrorKind::Conflict
    );

    let delivered = vec![
        MessageWrite::Delivered(key.clone(), message("early", 1, Some(at(10))), taken),
        MessageWrite::Delivered(key.clone(), message("new", 1, None), taken),
    ];
    let rows = vec![Change::Delete(RowKey::Subscription(instance(7), Key(9)))];
    commit(&mut writer, Writes { messages: delivered, rows, ..Writes::default() }).await.unwrap();
    let found = mailbox(&mut writer, "new").await;
    assert_eq!(found.message, Some(message("late", 5, None)));
    assert_eq!((found.subscription, found.known), (Some((instance(3), Key(9))), true));
    assert!(!mailbox(&mut writer, "other").await.known);
    writer.execute(Request::Abort).await.unwrap();

    let reply = writer.execute(Request::DueScan { now: at(4), low_water: None, limit: 10 }).await.unwrap();
    assert!(matches!(&reply, Reply::DueItems { mailboxes, .. } if *mailboxes == [key.clone()]), "{reply:?}");
    let reply = writer.execute(Request::DueScan { now: at(4), low_water: Some(at(0)), limit: 10 }).await.unwrap();
    assert!(matches!(&reply, Reply::DueItems { mailboxes, .. } if mailboxes.is_empty()), "{reply:?}");
}

#[tokio::test]
async fn a_tenant_is_given_with_the_first_bundle_and_the_last_one_is_current() {
    let folder = Folder::new();
    let (store, mut writer) = open(&folder).await;
    let bundle = |organ: &str, n: u8| FiledBundle {
        hash: Hash([n; 32]),
        organ: organ.into(),
        bytes: vec![n; 3],
        by: "zhang".into(),
        reason: "试行".into(),
        at: at(n.into()),
        schedules: Vec::new(),
    };
    assert_eq!(store.tenant_of("ningbo").await.unwrap(), None);
    for bundle in [bundle("ningbo", 1), bundle("yuyao", 2), bundle("ningbo", 3), bundle("ningbo", 1)] {
        store.bundle_file(&bundle).await.unwrap();
    }
    assert_eq!(store.tenant_of("ningbo").await.unwrap(), Some(Tenant(1)));
    assert_eq!(store.tenant_of("yuyao").await.unwrap(), Some(Tenant(2)));
    assert_eq!(store.bundle_current("ningbo").await.unwrap().map(|info| info.hash), Some(Hash([3; 32])));
    assert_eq!(store.bundle_load(Hash([2; 32])).await.unwrap(), Some(vec![2; 3]));
    let filed: Vec<_> = store.bundle_list().await.unwrap().iter().map(|info| info.hash.0[0]).collect();
    assert_eq!(filed, [3, 2, 1]);
    let reply = writer.execute(Request::Current { tenant: Tenant(1) }).await.unwrap();
    assert!(
        matches!(&reply, Reply::Current(Some((organ, hash))) if organ == "ningbo" && *hash == Hash([3; 32])),
        "{reply:?}"
    );
    let reply = writer.execute(Request::Bundle { hash: Hash([9; 32]) }).await.unwrap();
    assert!(matches!(reply, Reply::Bundle(None)));
}

//! What steps ask for.

use super::{
    Checked, ensure,
    hand::{Hand, record, same, told, writes},
    sample::{ZERO, instance, moment, new_calendar, person},
};
use crate::store::{
    ErrorKind, NumberWrite, Reply, Request, ValueWrite,
    read::{FiledBundle, NewPerson, Person},
};
use jiff::civil::date;
use mingjing_core::{
    command::Actor,
    event::{Event, Sealed, Stored},
    ids::{CommandId, Hash, InstanceId, Key},
    needs::{Answer, Pointer, Query, Right, ValueId},
    record::{Record, salted},
};
use mingjing_expr::Value;
use mingjing_model::definition::NameIx;

fn number(instance: InstanceId, number: u64) -> NumberWrite {
    let (organ, series) = ("scjg".to_owned(), "case".to_owned());
    let text = format!("甬市监案〔2026〕{number}号");
    NumberWrite { tenant: instance.tenant, organ, series, year: 2026, number, instance, text }
}

fn next(year: i16) -> Query {
    Query::Number { organ: "scjg".to_owned(), series: "case".to_owned(), year, nth: 0 }
}

pub(super) async fn numbers_go_on_from_the_last_one(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    hand.begin(&[(one, None)]).await?;
    same("the first", &hand.read(one, next(2026)).await?, &Answer::Number(1))?;
    let mut two = writes(&[(one, 1)]);
    two.numbers = vec![number(one, 1), number(one, 2)];
    hand.commit(two).await?;
    hand.begin(&[]).await?;
    same("the third", &hand.read(one, next(2026)).await?, &Answer::Number(3))?;
    same("another year", &hand.read(one, next(2027)).await?, &Answer::Number(1))?;
    same("another tenant", &hand.read(instance(2, 1), next(2026)).await?, &Answer::Number(1))?;
    hand.abort().await
}

pub(super) async fn a_number_is_given_once(hand: &mut Hand) -> Checked {
    let (one, other) = (instance(1, 1), instance(1, 2));
    hand.begin(&[]).await?;
    let mut first = writes(&[(one, 1)]);
    first.numbers = vec![number(one, 1)];
    hand.commit(first).await?;
    let mut second = writes(&[(other, 1)]);
    second.numbers = vec![number(other, 1)];
    hand.begin(&[]).await?;
    hand.refused(Request::Commit(Box::new(second)), ErrorKind::Conflict).await
}

pub(super) async fn older_commands_are_found_with_their_digest(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    hand.step(&[(one, 1)]).await?;
    hand.step(&[(one, 2)]).await?;
    let seen = |command: CommandId| Query::Seen { instance: one.uuid.to_string(), command: command.0.to_string() };
    hand.begin(&[(one, None)]).await?;
    let known = record(one, 2);
    same("a known command", &hand.read(one, seen(known.command)).await?, &Answer::Seen(Some((2, known.digest))))?;
    same("an unknown one", &hand.read(one, seen(CommandId(one.uuid))).await?, &Answer::Seen(None))?;
    hand.abort().await
}

pub(super) async fn values_are_read_by_reference(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    let rows = [br#"{"m":{"name":"\u5f20\u4e09"}}"#.as_slice(), br#"{"m":{"facts":"long"}}"#];
    let salt = |n: usize| [n as u8; 16];
    let sealed = |n: usize| Some(Sealed { n: n as u16, hash: salted(&salt(n), rows[n]) });
    let set = |value| Event::VariableSet { scope: Key::ROOT, name: NameIx(0), value };
    let apart = Stored { inline: Value::map([("age", Value::from(30))]), personal: sealed(0), large: sealed(1) };
    let events = vec![set(Stored { inline: Value::from(true), personal: None, large: None }), set(apart)];
    let mut first = writes(&[(one, 1)]);
    let known = &first.records[0];
    let record = Record {
        format: Record::FORMAT,
        engine: "0".to_owned(),
        seq: 1,
        entry_at: known.entry_at,
        command: known.command,
        what: "start".to_owned(),
        actor: Actor::System,
        reason: None,
        events,
        inputs: Vec::new(),
    };
    let sealed = record.seal(ZERO).map_err(|error| error.to_string())?;
    (first.records[0].bytes, first.records[0].hash) = (sealed.bytes, sealed.hash);
    let id = |n: usize| ValueId { instance: one, seq: 1, n: n as u16 };
    first.values = (0..2).map(|n| ValueWrite { id: id(n), salt: salt(n), bytes: rows[n].to_vec() }).collect();
    hand.begin(&[]).await?;
    hand.commit(first).await?;
    hand.begin(&[(one, None)]).await?;
    let plain = hand.read(one, Query::Value(Pointer::new(1, 0))).await?;
    same("an inline value", &plain, &Answer::Value(Value::from(true)))?;
    let joined = hand.read(one, Query::Value(Pointer::new(1, 1))).await?;
    let expected =
        Value::map([("age", Value::from(30)), ("name", Value::text("张三")), ("facts", Value::text("long"))]);
    same("a value with rows apart", &joined, &Answer::Value(expected))?;
    hand.abort().await?;
    let row = hand.reads.value_get(id(1)).await.map_err(told)?;
    same("a value row", &row, &Some((salt(1), rows[1].to_vec())))?;
    same("no value row", &hand.reads.value_get(id(9)).await.map_err(told)?, &None)
}

pub(super) async fn rights_are_those_of_the_day(hand: &mut Hand) -> Checked {
    let right = |role: &str, unit: Option<&str>| Right {
        role: role.to_owned(),
        organ: "scjg".to_owned(),
        unit: unit.map(str::to_owned),
        stands_in_for: None,
    };
    let roles = vec![
        (right("handler", Some("unit_1")), Some(date(2026, 1, 1)), Some(date(2026, 6, 30))),
        (right("reviewer", None), None, None),
    ];
    let person_of = |active| NewPerson {
        person: Person {
            id: person("p_zhang"), name: "张三".to_owned(), name_en: None, active, roles: roles.clone()
        },
        login: None,
        password_hash: None,
    };
    let ask = |on| Query::Rights { person: person("p_zhang"), on };
    hand.reads.person_put(&person_of(true)).await.map_err(told)?;
    let one = instance(1, 1);
    hand.begin(&[]).await?;
    let both = Answer::Rights(vec![right("handler", Some("unit_1")), right("reviewer", None)]);
    same("on the last day", &hand.read(one, ask(date(2026, 6, 30))).await?, &both)?;
    let standing = Answer::Rights(vec![right("reviewer", None)]);
    same("on the day after", &hand.read(one, ask(date(2026, 7, 1))).await?, &standing)?;
    let nobody = Query::Rights { person: person("p_nobody"), on: date(2026, 7, 1) };
    same("of nobody", &hand.read(one, nobody).await?, &Answer::Rights(Vec::new()))?;
    hand.abort().await?;
    hand.reads.person_put(&person_of(false)).await.map_err(told)?;
    hand.begin(&[]).await?;
    same("when not active", &hand.read(one, ask(date(2026, 6, 30))).await?, &Answer::Rights(Vec::new()))?;
    hand.abort().await
}

pub(super) async fn a_bundle_is_found_by_its_hash_and_by_its_tenant(hand: &mut Hand) -> Checked {
    let bundle = |n: u8| FiledBundle {
        hash: Hash([n; 32]),
        organ: "scjg".to_owned(),
        bytes: vec![n, 0, 255],
        by: "legal".to_owned(),
        reason: "first".to_owned(),
        at: moment(i64::from(n)),
        schedules: Vec::new(),
    };
    for n in 1..=2 {
        hand.reads.bundle_file(&bundle(n)).await.map_err(told)?;
    }
    let tenant = hand.reads.tenant_of("scjg").await.map_err(told)?.ok_or("the organ has a tenant")?;
    let current = hand.request(Request::Current { tenant }).await?;
    ensure!(
        matches!(&current, Reply::Current(Some((organ, hash))) if organ == "scjg" && *hash == Hash([2; 32])),
        "got {current:?}"
    );
    hand.begin(&[]).await?;
    let inside = hand.request(Request::Bundle { hash: Hash([1; 32]) }).await?;
    ensure!(matches!(&inside, Reply::Bundle(Some(bytes)) if *bytes == vec![1, 0, 255]), "got {inside:?}");
    hand.abort().await?;
    let missing = hand.request(Request::Bundle { hash: Hash([9; 32]) }).await?;
    ensure!(matches!(missing, Reply::Bundle(None)), "got {missing:?}");
    let nobody = hand.request(Request::Current { tenant: mingjing_core::ids::Tenant(tenant.0 + 1) }).await?;
    ensure!(matches!(nobody, Reply::Current(None)), "got {nobody:?}");
    Ok(())
}

pub(super) async fn the_calendar_in_force_answers(hand: &mut Hand) -> Checked {
    let json = |version: u32| {
        format!(
            r#"{{"calendar":"cn","version":"{version}","timezone":"Asia/Shanghai","weekend":["sat","sun"],
            "years":{{"2026":{{"notice":"2025-7","makeup":["2026-01-04"]}}}}}}"#
        )
    };
    let query = Query::Calendar { id: "cn".to_owned() };
    // Asked in between, so that a store that keeps calendars decoded must notice the newer one.
    for version in 1..=2 {
        let (text, id) = (json(version), version.to_string());
        hand.reads.calendar_put(&new_calendar("cn", &id, &text)).await.map_err(told)?;
        hand.begin(&[]).await?;
        let answer = hand.read(instance(1, 1), query.clone()).await?;
        hand.abort().await?;
        let Answer::Calendar(calendar) = answer else { return Err(format!("got {answer:?}")) };
        same("version", &calendar.version(), &id.as_str())?;
        ensure!(calendar.is_workday(date(2026, 1, 4)), "a make-up day is a working day");
    }
    Ok(())
}

pub(super) async fn an_organ_answers_with_its_tenant(hand: &mut Hand) -> Checked {
    let bundle = FiledBundle {
        hash: Hash([1; 32]),
        organ: "scjg".to_owned(),
        bytes: vec![1],
        by: "legal".to_owned(),
        reason: "first".to_owned(),
        at: moment(1),
        schedules: Vec::new(),
    };
    hand.reads.bundle_file(&bundle).await.map_err(told)?;
    let tenant = hand.reads.tenant_of("scjg").await.map_err(told)?;
    ensure!(tenant.is_some(), "the organ has a tenant");
    for (organ, expected) in [("scjg", tenant), ("nowhere", None)] {
        hand.begin(&[]).await?;
        let found = hand.read(instance(1, 1), Query::Organ { organ: organ.to_owned() }).await?;
        ensure!(found == Answer::Organ(expected), "of {organ}: got {found:?}");
    }
    Ok(())
}

//! Sample rows: every optional column is set in one of them and empty in another.

use crate::store::read::NewCalendar;
use jiff::{SignedDuration, Timestamp, civil::date};
use mingjing_core::{
    event::{Cell, Subject},
    ids::{Hash, InstanceId, Key, PersonId, Tenant},
    rows::{CardRow, CaseRow, CaseState, ClockRow, IncidentRow, RefusalRow, SubscriptionRow, TaskRow, TimerRow},
    state::CardStage,
};
use mingjing_model::definition::{CardLevel, ClockIx, LimitKind, PolicyRule};
use uuid::Uuid;

/// No hash: what a first record is chained to.
pub(super) const ZERO: Hash = Hash([0; 32]);

/// A moment some seconds after the beginning of the suite's time, with microseconds.
pub(super) fn moment(seconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_micros(1_772_413_200_000_007 + seconds * 1_000_000)
}

/// An instance of a tenant.
pub(super) fn instance(tenant: u32, number: u128) -> InstanceId {
    // High and low halves both carry the number, so that ids of different tenants interleave.
    InstanceId { tenant: Tenant(tenant), uuid: Uuid::from_u128(number << 64 | 0xfade_0000 | number) }
}

pub(super) fn person(id: &str) -> PersonId {
    PersonId::new(id)
}

pub(super) fn case(instance: InstanceId) -> CaseRow {
    CaseRow {
        instance,
        bundle: Hash([7; 32]),
        process: "general_penalty".to_owned(),
        organ: "scjg".to_owned(),
        unit: None,
        number: None,
        title: None,
        stage: None,
        state: CaseState::Running,
        level: None,
        started_at: moment(1),
        updated_at: moment(2),
        since: moment(2),
        nodes: Vec::new(),
        due_at: None,
        due_provisional: false,
        next_card_at: None,
        cells: Vec::new(),
        people: Vec::new(),
        incidents: 0,
    }
}

/// A case with every column set.
pub(super) fn full_case(instance: InstanceId) -> CaseRow {
    CaseRow {
        unit: Some("unit_1".to_owned()),
        number: Some("甬市监案〔2026〕1号".to_owned()),
        title: Some("某某商行".to_owned()),
        stage: Some("investigation".to_owned()),
        level: Some(CardLevel::Yellow),
        nodes: vec!["investigate".to_owned(), "await_test".to_owned()],
        due_at: Some(moment(1_000)),
        due_provisional: true,
        next_card_at: Some(moment(900)),
        cells: vec![
            (0, Cell::Text("“某某”商行".to_owned())),
            (3, Cell::Integer(-20_000)),
            (7, Cell::Date(date(2026, 2, 28))),
        ],
        people: vec![person("p_zhang"), person("p_li")],
        incidents: 2,
        ..case(instance)
    }
}

pub(super) fn task(instance: InstanceId, key: u32) -> TaskRow {
    TaskRow {
        instance,
        key: Key::new(key),
        revision: 1,
        bundle: Hash([7; 32]),
        process: "general_penalty".to_owned(),
        node: "investigate".to_owned(),
        stage: None,
        organ: "scjg".to_owned(),
        unit: None,
        lane: "handler".to_owned(),
        role: "handler".to_owned(),
        assignee: None,
        team: None,
        excluded: Vec::new(),
        item: None,
        item_label: None,
        created_at: moment(i64::from(key)),
        due_at: None,
        due_provisional: false,
        next_card_at: None,
        level: None,
        number: None,
        title: None,
    }
}

/// A task with every column set; `p_zhang` holds it.
pub(super) fn full_task(instance: InstanceId, key: u32) -> TaskRow {
    TaskRow {
        revision: 3,
        stage: Some("investigation".to_owned()),
        unit: Some("unit_1".to_owned()),
        assignee: Some(person("p_zhang")),
        team: Some(vec![person("p_zhang"), person("p_li")]),
        excluded: vec![person("p_wang")],
        item: Some(4),
        item_label: Some("李四".to_owned()),
        due_at: Some(moment(800)),
        due_provisional: true,
        next_card_at: Some(moment(700)),
        level: Some(CardLevel::Red),
        number: Some("甬市监案〔2026〕1号".to_owned()),
        title: Some("某某商行".to_owned()),
        ..task(instance, key)
    }
}

pub(super) fn timer(instance: InstanceId, key: u32, due: i64) -> TimerRow {
    TimerRow { instance, key: Key::new(key), due_at: moment(due), occurrence: 1 }
}

pub(super) fn clock(instance: InstanceId, kind: LimitKind) -> ClockRow {
    ClockRow {
        instance,
        clock: "decision".to_owned(),
        kind,
        last_day: (kind == LimitKind::Statutory).then(|| date(2026, 6, 1)),
        lapses_at: moment(5_000),
        provisional: kind == LimitKind::Statutory,
        running: true,
        paused: kind == LimitKind::Promised,
        level: (kind == LimitKind::Statutory).then_some(CardLevel::Red),
        next_card_at: (kind == LimitKind::Promised).then(|| moment(4_000)),
    }
}

pub(super) fn subscription(instance: InstanceId, key: u32, name: &str, correlation: &str) -> SubscriptionRow {
    SubscriptionRow { instance, key: Key::new(key), name: name.to_owned(), correlation: correlation.to_owned() }
}

pub(super) fn cards(instance: InstanceId) -> Vec<CardRow> {
    let card = |key, subject, superseded| CardRow {
        instance,
        key: Key::new(key),
        rule: "overdue".to_owned(),
        level: CardLevel::Yellow,
        subject,
        about: "investigate".to_owned(),
        limit: LimitKind::Node,
        event_at: moment(300),
        seq: 4,
        superseded,
        stage: CardStage::Issued,
        answer_by: Some(date(2026, 3, 9)),
        unanswered: false,
    };
    vec![card(30, Subject::Task(Key::new(5)), true), card(31, Subject::Clock(ClockIx(2)), false)]
}

pub(super) fn refusals(instance: InstanceId) -> Vec<RefusalRow> {
    let refusal = |seq, task| RefusalRow {
        instance,
        seq,
        rule: PolicyRule::Separation,
        actor: person("p_zhang"),
        task,
        code: "MJ4103".to_owned(),
        at: moment(400),
    };
    vec![refusal(6, None), refusal(7, Some(Key::new(5)))]
}

pub(super) fn incident(instance: InstanceId, key: u32, since: i64) -> IncidentRow {
    IncidentRow {
        instance,
        key: Key::new(key),
        node: "decide".to_owned(),
        code: "MJ4902".to_owned(),
        detail: "条件都不成立".to_owned(),
        since: moment(since),
    }
}

/// A version of a calendar that moves nothing.
pub(super) fn new_calendar<'a>(id: &'a str, version: &'a str, json: &'a str) -> NewCalendar<'a> {
    NewCalendar { id, version, json, at: moment(0), changed_from: None }
}

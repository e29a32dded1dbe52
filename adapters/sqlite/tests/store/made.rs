//! Rows made of small numbers: the same numbers make the same row.

use super::common::{at, instance};
use jiff::civil::date;
use mingjing_core::{
    event::{Cell, Subject},
    ids::{Hash, Key, PersonId},
    rows::{
        CardRow, CaseRow, CaseState, Change, ClockRow, IncidentRow, RefusalRow, Row, SubscriptionRow, TaskRow, TimerRow,
    },
    state::CardStage,
};
use mingjing_model::definition::{CardLevel, ClockIx, LimitKind, PolicyRule};

/// A change: which kind of row, of which instance, with which key, and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    pub kind: u8,
    pub instance: u8,
    pub key: u8,
    pub says: u16,
    pub gone: bool,
}

/// The change of a seed.
pub fn change(seed: Seed) -> Change {
    let row = row(seed);
    if seed.gone { Change::Delete(row.key()) } else { Change::Put(row) }
}

/// The row of a seed.
pub fn row(seed: Seed) -> Row {
    match seed.kind % 8 {
        0 => Row::Case(case(seed)),
        1 => Row::Task(task(seed)),
        2 => Row::Timer(TimerRow {
            instance: instance(seed.instance.into()),
            key: key(seed),
            due_at: at(seed.says.into()),
            occurrence: 1 + u32::from(seed.says % 3),
        }),
        3 => Row::Clock(clock(seed)),
        4 => Row::Subscription(SubscriptionRow {
            instance: instance(seed.instance.into()),
            key: key(seed),
            name: text("message", seed.says % 2),
            correlation: text("号", seed.says % 3),
        }),
        5 => Row::Card(card(seed)),
        6 => Row::Refusal(refusal(seed)),
        _ => Row::Incident(IncidentRow {
            instance: instance(seed.instance.into()),
            key: key(seed),
            node: "decide".into(),
            code: "MJ4001".into(),
            detail: "\"引号\" \\ \u{1}\n".into(),
            since: at(seed.says.into()),
        }),
    }
}

pub fn person(n: u16) -> PersonId {
    PersonId::new(format!("p{}", n % 4))
}

pub fn organ(n: u16) -> String {
    text("organ", n % 2)
}

pub fn case(Seed { instance: n, says, .. }: Seed) -> CaseRow {
    CaseRow {
        instance: instance(n.into()),
        bundle: Hash([says as u8; 32]),
        process: text("general_penalty", says % 2),
        organ: organ(says / 2),
        unit: some(says, text("unit", says % 3)),
        number: some(says / 3, format!("甬市监案〔2026〕{}号", says % 5)),
        stage: some(says / 5, text("stage", says % 3)),
        state: [CaseState::Running, CaseState::Ended, CaseState::Terminated][usize::from(says % 3)],
        level: level(says),
        started_at: at(i64::from(n)),
        updated_at: at((says % 7).into()),
        since: at(says.into()),
        nodes: (0..says % 3).map(|n| text("node", n)).collect(),
        due_at: some(says / 2, at(says.into())),
        due_provisional: says.is_multiple_of(2),
        next_card_at: some(says / 3, at(says.into())),
        cells: vec![(0, Cell::Text("当事人".into())), (1, Cell::Integer(-5)), (7, Cell::Date(date(2026, 3, 2)))],
        people: (0..says % 4).map(person).collect(),
        incidents: (says % 3).into(),
        title: some(says / 2, "名称".into()),
    }
}

pub fn task(seed: Seed) -> TaskRow {
    let says = seed.says;
    TaskRow {
        instance: instance(seed.instance.into()),
        key: key(seed),
        revision: says.into(),
        bundle: Hash([says as u8; 32]),
        process: "general_penalty".into(),
        node: text("node", says % 3),
        stage: some(says, text("stage", says % 3)),
        organ: organ(says / 2),
        unit: some(says / 3, text("unit", says % 2)),
        lane: text("lane", says % 2),
        role: text("role", says % 3 / 2),
        assignee: some(says / 5, person(says)),
        team: some(says / 7, (0..says % 3).map(person).collect()),
        excluded: (0..says % 5 / 3).map(person).collect(),
        item: some(says / 2, says.into()),
        created_at: at((says % 7).into()),
        due_at: some(says / 3, at((says % 11).into())),
        due_provisional: says.is_multiple_of(3),
        next_card_at: some(says / 2, at(says.into())),
        level: level(says),
        number: some(says, "号".into()),
        title: some(says / 2, "标题".into()),
        item_label: some(says / 3, "事项".into()),
    }
}

fn clock(seed: Seed) -> ClockRow {
    let says = seed.says;
    ClockRow {
        instance: instance(seed.instance.into()),
        clock: text("clock", u16::from(seed.key) % 3),
        kind: kind(u16::from(seed.key)),
        last_day: some(says, date(2026, 2, 28)),
        lapses_at: at(says.into()),
        provisional: says.is_multiple_of(2),
        running: says.is_multiple_of(3),
        paused: says.is_multiple_of(2),
        level: level(says),
        next_card_at: some(says / 2, at(says.into())),
    }
}

fn card(seed: Seed) -> CardRow {
    let says = seed.says;
    CardRow {
        instance: instance(seed.instance.into()),
        key: key(seed),
        rule: "one_day_before".into(),
        level: level(says).unwrap_or(CardLevel::Prompt),
        subject: if says.is_multiple_of(2) {
            Subject::Task(Key(u64::from(says) << 32))
        } else {
            Subject::Clock(ClockIx(says))
        },
        about: "decide".into(),
        limit: kind(says),
        event_at: at(says.into()),
        seq: says.into(),
        superseded: says.is_multiple_of(3),
        stage: [CardStage::Issued, CardStage::Objected, CardStage::Closed][usize::from(says % 3)],
        answer_by: some(says, jiff::civil::date(2026, 3, 9)),
        unanswered: says.is_multiple_of(5),
    }
}

fn refusal(seed: Seed) -> RefusalRow {
    let rules = [
        PolicyRule::Separation,
        PolicyRule::People,
        PolicyRule::Certified,
        PolicyRule::Recording,
        PolicyRule::Explain,
        PolicyRule::Authority,
        PolicyRule::Documents,
    ];
    RefusalRow {
        instance: instance(seed.instance.into()),
        seq: seed.key.into(),
        rule: rules[usize::from(seed.says % 6)],
        actor: person(seed.says),
        task: some(seed.says, key(seed)),
        code: "MJ4101".into(),
        at: at(seed.says.into()),
    }
}

fn key(seed: Seed) -> Key {
    Key(u64::from(seed.key) | u64::from(seed.key % 2) << 32)
}

fn kind(n: u16) -> LimitKind {
    [LimitKind::Node, LimitKind::Promised, LimitKind::Statutory][usize::from(n % 3)]
}

fn level(n: u16) -> Option<CardLevel> {
    [None, Some(CardLevel::Prompt), Some(CardLevel::Yellow), Some(CardLevel::Red)][usize::from(n % 4)]
}

fn some<T>(n: u16, value: T) -> Option<T> {
    n.is_multiple_of(2).then_some(value)
}

fn text(stem: &str, n: u16) -> String {
    format!("{stem}_{n}")
}

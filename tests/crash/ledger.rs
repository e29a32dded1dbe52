//! The acknowledgements, and whether the store holds each of them exactly once.

use jiff::Timestamp;
use mingjing_core::{
    command::Actor,
    event::{Event, Relation},
    ids::{Hash, InstanceId, Tenant},
    needs::Pointer,
    record::Record,
    state::Instance,
};
use mingjing_runtime::store::read::Histories;
use mingjing_sqlite::{Options, SqliteStore};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use uuid::Uuid;

/// Records read at a time.
const PAGE: u32 = 1_000;
/// Terms that every case of the walk lets pass, at least: that of defence, and that of payment.
const TIMERS: usize = 2;

/// A command that was answered as done.
pub struct Acknowledged {
    pub command: String,
    pub case: String,
    pub what: &'static str,
    pub seq: Option<u64>,
    /// Kills before the answer came.
    pub kills: u64,
}

/// What a client kept.
#[derive(Default)]
pub struct Ledger {
    pub acknowledged: Vec<Acknowledged>,
    pub lost: u64,
    pub repeated: u64,
}

/// What the store was found to hold.
pub struct Kept {
    pub cases: usize,
    pub timers: usize,
    /// Cases that a message from a case started.
    pub started: usize,
    /// Commands that were committed before a kill and answered after it.
    pub in_doubt: usize,
}

/// All ledgers in one.
pub fn joined(ledgers: Vec<Ledger>) -> Ledger {
    ledgers.into_iter().fold(Ledger::default(), |mut all, one| {
        all.acknowledged.extend(one.acknowledged);
        all.lost += one.lost;
        all.repeated += one.repeated;
        all
    })
}

/// Compares the ledger with the store's log. `starts` says how long the log was at each start, and after how many kills;
/// `now` is the moment to which everything that fell due has happened.
pub fn check(ledger: &Ledger, starts: &[(u64, u64)], now: Timestamp, data: &Path) -> Kept {
    let records = records(data);
    let cases: BTreeSet<&str> = ledger.acknowledged.iter().map(|one| one.case.as_str()).collect();
    // The tests have one department, and so one log: the place of a record in it is its log sequence.
    let places: BTreeMap<String, u64> =
        (1..).zip(&records).map(|(place, (_, record))| (record.command.0.to_string(), place)).collect();
    let mut by_command: BTreeMap<String, Vec<&(String, Record)>> = BTreeMap::new();
    for record in &records {
        by_command.entry(record.1.command.0.to_string()).or_default().push(record);
    }
    for (command, held) in &by_command {
        assert_eq!(held.len(), 1, "command {command} stands in the log {} times", held.len());
    }
    let (mut acknowledged, mut in_doubt) = (BTreeSet::new(), 0);
    for one in &ledger.acknowledged {
        let held = by_command.get(&one.command);
        let (case, record) =
            held.unwrap_or_else(|| panic!("{} {} was acknowledged and lost", one.what, one.command))[0];
        assert_eq!((case.as_str(), record.what.as_str()), (one.case.as_str(), one.what), "{}", one.command);
        assert!(one.seq.is_none_or(|seq| seq == record.seq), "{} was answered with another record", one.command);
        acknowledged.insert(one.command.clone());
        // It stood in the log when a server started, and that server or a later one answered.
        let place = places[&one.command];
        in_doubt += usize::from(starts.iter().any(|(kills, length)| place <= *length && *kills <= one.kills));
    }
    let ours = || records.iter().filter(|(case, _)| cases.contains(case.as_str()));
    for (case, record) in ours() {
        let person = matches!(record.actor, Actor::Person(_));
        assert!(!person || acknowledged.contains(&record.command.0.to_string()), "{case} {}: nobody asked", record.seq);
    }
    numbers_are_unique(&records);
    let all = folded(&records);
    let fired = cases.iter().map(|case| timers(case, &all[*case], &records, now)).sum();
    let started: BTreeSet<String> = cases.iter().map(|case| other(case, &all)).collect();
    assert_eq!(started.len(), cases.len(), "two cases started the same one");
    assert_eq!(all.len(), cases.len() + started.len(), "there are cases that nobody asked for");
    Kept { cases: cases.len(), timers: fired, started: started.len(), in_doubt }
}

/// Every case as its records say that it is.
fn folded(records: &[(String, Record)]) -> BTreeMap<String, Instance> {
    let mut all = BTreeMap::new();
    for (case, record) in records {
        let id = InstanceId { tenant: Tenant(1), uuid: Uuid::nil() };
        let instance = all.entry(case.clone()).or_insert_with(|| Instance::unborn(id));
        instance.begin_record(record.entry_at);
        assert_eq!(instance.seq, record.seq, "{case} has a gap");
        for (position, event) in record.events.iter().enumerate() {
            instance.apply(event, Pointer::new(record.seq, position as u16));
        }
        instance.end_record(record.command, [0; 8], Hash([0; 32]));
    }
    all
}

/// How many timers of a case fired: each once, and none is left that should have.
fn timers(case: &str, instance: &Instance, records: &[(String, Record)], now: Timestamp) -> usize {
    let late: Vec<_> = instance.timers.values().filter(|timer| timer.at <= now).collect();
    assert!(late.is_empty(), "{case}: timers that should have fired: {late:?}");
    let of_case = records.iter().filter(|(of, _)| of == case);
    let fired: Vec<u64> = of_case
        .flat_map(|(_, record)| &record.events)
        .filter_map(|event| match event {
            Event::TimerFired { key } => Some(key.0),
            _ => None,
        })
        .collect();
    assert!(fired.len() >= TIMERS, "{case}: timers that fired: {fired:?}");
    assert_eq!(fired.iter().collect::<BTreeSet<_>>().len(), fired.len(), "{case}: a timer fired twice: {fired:?}");
    fired.len()
}

/// The one case that a case started by a message: both know each other, and what each told the other came once.
fn other(case: &str, all: &BTreeMap<String, Instance>) -> String {
    let started: Vec<_> = all[case].links.iter().filter(|link| link.relation == Relation::Started).collect();
    let [link] = &started[..] else { panic!("{case} started {started:?}") };
    let id = link.instance.to_string();
    let other = all.get(&id).unwrap_or_else(|| panic!("{case} started {id}, which is not there"));
    // A case may speak to itself, too.
    for (of, instance) in [(case, &all[case]), (&id, other)] {
        let known: BTreeSet<String> = instance.links.iter().map(|link| link.instance.to_string()).collect();
        assert!(known.iter().all(|one| one == case || *one == id), "{of} knows {known:?}");
        let ways: BTreeSet<_> =
            instance.links.iter().map(|link| format!("{:?} {}", link.relation, link.message)).collect();
        assert_eq!(ways.len(), instance.links.len(), "{of} was linked twice: {:?}", instance.links);
        assert!(instance.sent.is_empty(), "{of} sent what has not arrived: {:?}", instance.sent);
    }
    let back =
        other.links.iter().find(|link| link.relation == Relation::StartedBy).map(|link| link.instance.to_string());
    assert_eq!(back.as_deref(), Some(case), "{id} does not know who started it");
    id
}

fn numbers_are_unique(records: &[(String, Record)]) {
    let mut seen = BTreeSet::new();
    for (case, record) in records {
        for event in &record.events {
            if let Event::NumberAllotted { text, .. } = event {
                assert!(seen.insert(text), "{case} has number {text} again");
            }
        }
    }
}

/// The whole log, each record with the case that it is of.
fn records(data: &Path) -> Vec<(String, Record)> {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = SqliteStore::open(&data.join("mingjing.db"), Options::default()).await.unwrap();
        let mut records = Vec::new();
        for (tenant, last) in store.tenants().await.unwrap() {
            let mut after = 0;
            while after < last {
                for line in store.log_page(tenant, after, PAGE).await.unwrap() {
                    assert_eq!(line.log_seq, after + 1, "the log has a gap");
                    after = line.log_seq;
                    records.push((line.instance.to_string(), Record::read(&line.bytes).unwrap()));
                }
            }
        }
        records
    })
}

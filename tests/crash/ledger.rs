//! The acknowledgements, and whether the store holds each of them exactly once.

use mingjing_core::{command::Actor, event::Event, record::Record};
use mingjing_runtime::store::read::Histories;
use mingjing_sqlite::{Options, SqliteStore};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Records read at a time.
const PAGE: u32 = 1_000;
/// Terms that every case of the walk lets pass: that of defence, and that of payment.
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

/// Compares the ledger with the store's log. `starts` says how long the log was at each start, and after how many kills.
pub fn check(ledger: &Ledger, starts: &[(u64, u64)], data: &Path) -> Kept {
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
    for case in &cases {
        let (timers, ended) = timers(ours().filter(|(of, _)| of == case));
        assert!(ended, "{case} has not ended");
        assert_eq!(timers.len(), TIMERS, "{case}: timers that fired: {timers:?}");
        assert_eq!(timers.iter().collect::<BTreeSet<_>>().len(), TIMERS, "{case}: a timer fired twice: {timers:?}");
    }
    Kept { cases: cases.len(), timers: cases.len() * TIMERS, in_doubt }
}

fn timers<'a>(records: impl Iterator<Item = &'a (String, Record)>) -> (Vec<u64>, bool) {
    let (mut timers, mut ended) = (Vec::new(), false);
    for event in records.flat_map(|(_, record)| &record.events) {
        match event {
            Event::TimerFired { key } => timers.push(key.0),
            Event::InstanceEnded { .. } => ended = true,
            _ => {}
        }
    }
    (timers, ended)
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

//! Histories of every release, folded by this build. Events last for ever: a build that cannot fold what an older one
//! wrote would lose cases. A release adds its folder; nothing in an old folder is ever changed.
//!
//! A file holds one instance, a line a record: hash, blank, the stored bytes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use mingjing_core::{
    ids::{Hash, InstanceId, Tenant},
    needs::Pointer,
    record::{Record, chain},
    state::{Instance, Status},
};
use std::{fmt::Write, fs, path::PathBuf};
use uuid::Uuid;

#[test]
fn histories_of_every_release_fold_to_the_state_that_they_gave_then() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut seen = 0;
    for release in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(&release).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "history") {
                let found = state(&fold(&fs::read_to_string(&file).unwrap()));
                // Only for a release's new folder; what an old one says stays.
                if std::env::var_os("UPDATE_GOLDEN").is_some() && !file.with_extension("state").exists() {
                    fs::write(file.with_extension("state"), &found).unwrap();
                }
                let expected = fs::read_to_string(file.with_extension("state")).unwrap_or_default();
                assert_eq!(found, expected, "{}", file.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "the histories are gone");
}

fn fold(history: &str) -> Instance {
    let mut instance = Instance::unborn(InstanceId { tenant: Tenant(1), uuid: Uuid::nil() });
    for line in history.lines() {
        let (hash, bytes) = line.split_once(' ').unwrap();
        let hash = Hash::try_from(hash.to_owned()).unwrap();
        assert_eq!(chain(instance.head, bytes.as_bytes()), hash, "the chain of hashes");
        let record = Record::read(bytes.as_bytes()).unwrap();
        instance.begin_record(record.entry_at);
        assert_eq!(instance.seq, record.seq);
        for (position, event) in record.events.iter().enumerate() {
            instance.apply(event, Pointer::new(record.seq, position as u16));
        }
        instance.end_record(record.command, [0; 8], hash);
    }
    instance
}

/// What people would notice if it came out otherwise.
fn state(instance: &Instance) -> String {
    let mut text = String::new();
    let status = match instance.status {
        Status::Unborn => "unborn",
        Status::Running => "running",
        Status::Ended { terminated: false } => "ended",
        Status::Ended { terminated: true } => "terminated",
    };
    writeln!(text, "{status}, record {}, stage {:?}, unit {:?}", instance.seq, instance.stage, instance.unit).unwrap();
    writeln!(text, "numbers {:?}", instance.numbers.values().collect::<Vec<_>>()).unwrap();
    writeln!(text, "milestones {:?}", instance.milestones).unwrap();
    writeln!(text, "acted {:?}", instance.acted).unwrap();
    writeln!(text, "teams {:?}", instance.teams).unwrap();
    writeln!(
        text,
        "elements {:?}",
        instance.elements.iter().map(|(key, element)| (key.0, element.node.0)).collect::<Vec<_>>()
    )
    .unwrap();
    writeln!(text, "timers {:?}", instance.timers.values().map(|timer| timer.at).collect::<Vec<_>>()).unwrap();
    writeln!(
        text,
        "clocks {:?}",
        instance.clocks.iter().map(|(ix, clock)| (ix.0, clock.started, clock.stopped)).collect::<Vec<_>>()
    )
    .unwrap();
    writeln!(
        text,
        "cards {:?}",
        instance.cards.values().map(|card| (card.rule.0, card.level, card.event_at)).collect::<Vec<_>>()
    )
    .unwrap();
    writeln!(
        text,
        "refusals {:?}",
        instance.refusals.iter().map(|refusal| (refusal.rule, &refusal.code)).collect::<Vec<_>>()
    )
    .unwrap();
    // Later than the first histories, whose states do not have the line.
    if !instance.documents.is_empty() {
        writeln!(text, "documents {:?}", instance.documents).unwrap();
    }
    if !instance.links.is_empty() {
        let links = instance.links.iter().map(|link| (link.relation, &link.message, link.instance.to_string()));
        writeln!(text, "links {:?}", links.collect::<Vec<_>>()).unwrap();
    }
    let open: Vec<_> = instance.subscriptions.values().map(|open| (open.node.0, &open.correlation)).collect();
    if !open.is_empty() {
        writeln!(text, "awaited {open:?}").unwrap();
    }
    if !instance.sent.is_empty() || !instance.plans.is_empty() {
        writeln!(text, "sent {:?}, plans {:?}", instance.sent, instance.plans).unwrap();
    }
    text
}

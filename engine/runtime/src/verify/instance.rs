//! One instance: its chain, its values, and the fold of its events.

use super::{Finding, PAGE, Report, Wrong};
use crate::{
    control,
    store::{
        Error,
        read::{Histories, HistoryLine},
    },
};
use mingjing_core::{
    event::Event,
    ids::{HASH_SHA256, InstanceId},
    needs::{Pointer, ValueId},
    record::{Record, chain, salted},
    state::Instance,
};

pub(super) async fn check(
    store: &dyn Histories,
    id: InstanceId,
    seq: u64,
    stored: &[u8],
    report: &mut Report,
) -> Result<Option<Finding>, Error> {
    let mut folded = Instance::unborn(id);
    loop {
        let page = store.history_page(id, folded.seq, PAGE).await?;
        for line in &page {
            report.records += 1;
            let record = match sound(&folded, line) {
                Ok(record) => record,
                Err(wrong) => return Ok(Some(Finding::at(line, wrong))),
            };
            if let Some(wrong) = values(store, line, &record.events, report).await? {
                return Ok(Some(Finding::at(line, wrong)));
            }
            fold(&mut folded, line, &record);
        }
        if page.len() < PAGE as usize {
            break;
        }
    }
    let wrong = if folded.seq == seq { compare(&folded, stored) } else { Some(Wrong::Sequence { expected: seq }) };
    Ok(wrong.map(|wrong| Finding::of_instance(id, folded.seq, wrong)))
}

/// Adds a record to the state.
pub(crate) fn fold(instance: &mut Instance, line: &HistoryLine, record: &Record) {
    instance.begin_record(record.entry_at);
    for (position, event) in (0u16..).zip(&record.events) {
        instance.apply(event, Pointer::new(record.seq, position));
    }
    instance.end_record(line.command, line.digest, line.hash);
}

/// The record, if it follows the ones before and is what it was when it was written.
fn sound(before: &Instance, line: &HistoryLine) -> Result<Record, Wrong> {
    let expected = before.seq + 1;
    if line.seq != expected {
        return Err(Wrong::Sequence { expected });
    }
    if line.algorithm != HASH_SHA256 {
        return Err(Wrong::Algorithm(line.algorithm));
    }
    if line.previous != before.head {
        return Err(Wrong::Chain);
    }
    if chain(line.previous, &line.bytes) != line.hash {
        return Err(Wrong::Hash);
    }
    let record = Record::read(&line.bytes).map_err(|error| Wrong::Unreadable(error.to_string()))?;
    let columns = [
        ("seq", record.seq == line.seq),
        ("command", record.command == line.command),
        ("entry_at", record.entry_at == line.entry_at),
    ];
    match columns.into_iter().find(|(_, same)| !same) {
        Some((column, _)) => Err(Wrong::Column(column)),
        None => Ok(record),
    }
}

/// The value rows of a record have the hashes that its events hold; a row that is gone was erased.
async fn values(
    store: &dyn Histories,
    line: &HistoryLine,
    events: &[Event],
    report: &mut Report,
) -> Result<Option<Wrong>, Error> {
    let stored = events.iter().filter_map(Event::stored);
    let sealed: Vec<_> = stored.flat_map(|stored| [stored.personal, stored.large]).flatten().collect();
    for sealed in sealed {
        let id = ValueId { instance: line.instance, seq: line.seq, n: sealed.n };
        match store.value_get(id).await? {
            None => report.erased += 1,
            Some((salt, bytes)) if salted(&salt, &bytes) == sealed.hash => {}
            Some(_) => return Ok(Some(Wrong::Value(sealed.n))),
        }
    }
    Ok(None)
}

fn compare(folded: &Instance, stored: &[u8]) -> Option<Wrong> {
    match control::decode(stored) {
        Err(error) => Some(Wrong::Control(error.to_string())),
        Ok(stored) if stored == *folded => None,
        Ok(_) => Some(Wrong::Fold),
    }
}

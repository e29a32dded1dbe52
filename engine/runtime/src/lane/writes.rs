//! From accepted steps to what is written: records sealed and chained, control encoded, rows compared.

use super::{
    Answer as Verdict, Fault,
    batch::{Batch, Working},
    cache::Committed,
    notices,
};
use crate::{
    codes, control,
    store::{
        InstanceWrite, MailboxKey, Message, MessageWrite, NoticeWrite, NumberWrite, Occurred, RecordWrite, Sender,
        ValueWrite, Writes, value_of,
    },
};
use jiff::SignedDuration;
use mingjing_core::{
    command::Command,
    event::{CardEvent, Event},
    ids::InstanceId,
    needs::{InputRef, ValueId},
    outcome::{Step, ValueRow},
    record::{Record, SealedRecord, what_name},
    rows::{Rows, diff, project},
    state::Instance,
};
use mingjing_model::definition::Definition;
use std::{collections::BTreeMap, sync::Arc};

/// How long a sent message waits for its receiver: a year, the longest procedure that awaits one.
const SENT_LIVES: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What an accepted command writes, apart from control and rows.
pub(super) struct Written {
    pub record: RecordWrite,
    values: Vec<ValueWrite>,
    numbers: Vec<NumberWrite>,
    messages: Vec<MessageWrite>,
    notices: Vec<NoticeWrite>,
}

/// A batch ready to be committed.
pub(super) struct Sealed {
    /// What is written.
    pub writes: Writes,
    /// The changed instances as they will be committed.
    pub committed: BTreeMap<InstanceId, Arc<Committed>>,
}

impl Batch {
    /// Takes in an accepted step: its record is sealed at once, so that the next command of the instance chains on it.
    pub(super) fn accept(&mut self, index: usize, definition: &Arc<Definition>, step: Step) -> Verdict {
        let Step { mut instance, events, values, inputs, refusal, unfinished } = step;
        let work = &self.works[index];
        let record = record(&work.job.command, &instance, events, inputs);
        let sealed = match record.seal(instance.head) {
            Ok(sealed) => sealed,
            Err(error) => return Fault::answer(codes::COMMAND, error.to_string()),
        };
        instance.end_record(record.command, work.digest, sealed.hash);
        let record_write = record_write(&instance, &record, work.digest, sealed);
        let salt = work.job.command.salt;
        let numbers = self.take_numbers(&instance, definition, &record.events);
        let values_written = value_writes(&instance, &values);
        let messages = letters(&instance, &record.events, &values, salt);
        let notices = notices::raised(definition, self.before(instance.id), &instance, &record.events);
        self.written
            .insert(index, Written { record: record_write, values: values_written, numbers, messages, notices });
        let seq = instance.seq;
        let working = self.working.entry(instance.id).or_default();
        working.continue_at = unfinished.then_some(instance.now);
        working.fresh.insert(seq, (record.events, values));
        working.definition = Some(definition.clone());
        working.current = Some(instance);
        match refusal {
            None => Verdict::Done { seq },
            Some(rejection) => Verdict::Refused { seq, rejection },
        }
    }

    /// The instance as the commands so far have left it.
    fn before(&self, instance: InstanceId) -> Option<&Instance> {
        let working = self.working.get(&instance)?;
        working.current.as_ref().or(working.base.as_ref().map(|base| &base.instance))
    }

    /// Moves the series on: only accepted steps take numbers.
    fn take_numbers(&mut self, instance: &Instance, definition: &Definition, events: &[Event]) -> Vec<NumberWrite> {
        let mut numbers = Vec::new();
        for event in events {
            let Event::NumberAllotted { series, year, number, text } = event else { continue };
            let Some((series, _)) = definition.series.get(series.index()) else { continue };
            let (tenant, organ) = (instance.id.tenant, instance.organ.clone());
            self.series.insert((tenant, organ.clone(), series.clone(), *year), number + 1);
            numbers.push(NumberWrite {
                tenant,
                organ,
                series: series.clone(),
                year: *year,
                number: *number,
                instance: instance.id,
                text: text.clone(),
            });
        }
        numbers
    }

    /// Everything that the batch writes, and the instances as they will then be.
    pub(super) fn seal(&self) -> Result<Sealed, control::ControlError> {
        let mut writes = Writes { messages: self.message_writes(), occurred: self.occurred(), ..Writes::default() };
        // In order of arrival, whatever round decided them: the log reads as if one command had come at a time.
        for written in self.written.values() {
            writes.records.push(written.record.clone());
            writes.values.extend(written.values.iter().cloned());
            writes.numbers.extend(written.numbers.iter().cloned());
            writes.messages.extend(written.messages.iter().cloned());
            writes.notices.extend(written.notices.iter().cloned());
        }
        let mut committed = BTreeMap::new();
        for (id, working) in &self.working {
            let (Some(instance), Some(definition)) = (&working.current, &working.definition) else { continue };
            writes.instances.push(InstanceWrite {
                instance: *id,
                expected: working.stored_seq(),
                seq: instance.seq,
                control: control::encode(instance)?,
                continue_at: working.continue_at,
            });
            let rows = project(definition, instance);
            writes.rows.extend(diff(&rows_before(working, definition), &rows));
            committed.insert(*id, Arc::new(Committed { instance: instance.clone(), rows: Some(rows) }));
        }
        writes.instances.sort_by_key(|write| (write.expected.is_some(), write.instance));
        Ok(Sealed { writes, committed })
    }
}

impl Batch {
    /// The occurrences that its decided starts take; a rejected one is over too, else it would be tried for ever.
    fn occurred(&self) -> Vec<Occurred> {
        let decided = self.works.iter().filter(|work| match &work.verdict {
            Some(Verdict::Done { .. } | Verdict::Refused { .. } | Verdict::Repeated { .. } | Verdict::Rejected(_)) => {
                true
            }
            Some(
                Verdict::Delivered { .. }
                | Verdict::Kept
                | Verdict::Known
                | Verdict::NoReceiver
                | Verdict::Overloaded
                | Verdict::Fault(_),
            )
            | None => false,
        });
        decided.filter_map(|work| work.job.occurred.clone()).collect()
    }
}

/// What a step sends, and the receipts that it takes.
fn letters(instance: &Instance, events: &[Event], values: &[ValueRow], salt: [u8; 16]) -> Vec<MessageWrite> {
    let mut letters = Vec::new();
    for event in events {
        match event {
            Event::MessageThrown { key, to, name, correlation, .. }
            | Event::Card(CardEvent::Reported { key, to, name, correlation, .. }) => {
                let row = |n: u16| values.get(usize::from(n)).map(|row| row.bytes.clone());
                let body = serde_json::to_vec(&value_of(event, row)).unwrap_or_default();
                let mailbox = MailboxKey { tenant: *to, name: name.clone(), key: correlation.clone() };
                let from = Sender { instance: instance.id, key: *key, organ: instance.organ.clone() };
                let id = format!("{}/{}", instance.id, key.0);
                let expires_at = instance.now.checked_add(SENT_LIVES).ok();
                let message = Message { id, body, at: instance.now, expires_at, salt, from: Some(from) };
                letters.push(MessageWrite::Sent(mailbox, message));
            }
            Event::MessageReceipted { key, .. } | Event::MessageReturned { key } => {
                letters.push(MessageWrite::Receipted(instance.id, *key));
            }
            _ => {}
        }
    }
    letters
}

fn record(command: &Command, instance: &Instance, events: Vec<Event>, inputs: Vec<InputRef>) -> Record {
    Record {
        format: Record::FORMAT,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        seq: instance.seq,
        entry_at: instance.now,
        command: command.id,
        what: what_name(&command.what).to_owned(),
        actor: command.actor.clone(),
        reason: command.reason.clone(),
        events,
        inputs,
    }
}

fn record_write(instance: &Instance, record: &Record, digest: [u8; 8], sealed: SealedRecord) -> RecordWrite {
    let SealedRecord { bytes, algorithm, previous, hash } = sealed;
    let (command, entry_at) = (record.command, record.entry_at);
    RecordWrite { instance: instance.id, seq: record.seq, command, digest, entry_at, bytes, algorithm, previous, hash }
}

fn rows_before(working: &Working, definition: &Definition) -> Rows {
    let Some(base) = &working.base else { return Rows::default() };
    base.rows.clone().unwrap_or_else(|| project(definition, &base.instance))
}

fn value_writes(instance: &Instance, values: &[ValueRow]) -> Vec<ValueWrite> {
    let write = |(n, row): (u16, &ValueRow)| ValueWrite {
        id: ValueId { instance: instance.id, seq: instance.seq, n },
        salt: row.salt,
        bytes: row.bytes.clone(),
    };
    (0u16..).zip(values).map(write).collect()
}

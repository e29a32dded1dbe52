//! Commits: every assertion is checked first, then everything is written in one piece.

use super::{
    SimWriter, State,
    state::{Fate, Letter},
    transaction::closed,
};
use crate::store::{
    Error, ErrorKind, InstanceWrite, MailboxKey, Message, MessageWrite, RecordWrite, Reply, Writes, read::HistoryLine,
};
use mingjing_core::rows::{Change, Row, RowKey};
use std::collections::BTreeSet;

impl SimWriter {
    pub(super) fn commit(&mut self, writes: &Writes) -> Result<Reply, Error> {
        if self.open.is_none() {
            return Err(closed());
        }
        for write in &writes.instances {
            if write.expected.is_some() && !self.holds(write.instance) {
                return Err(conflict(format!("{} is not locked", write.instance)));
            }
        }
        let log_seqs = {
            let mut state = self.store.state();
            state.check(writes)?;
            state.write(writes)
        };
        self.end();
        Ok(Reply::Committed { log_seqs })
    }
}

impl State {
    fn check(&self, writes: &Writes) -> Result<(), Error> {
        for InstanceWrite { instance, expected, .. } in &writes.instances {
            let stored = self.instances.get(instance).map(|(seq, _, _)| *seq);
            if stored != *expected {
                return Err(conflict(format!("{instance} is at {stored:?}, not {expected:?}")));
            }
        }
        let mut commands = BTreeSet::new();
        for RecordWrite { instance, seq, command, .. } in &writes.records {
            let key = (*instance, *command);
            if self.commands.contains_key(&key) || !commands.insert(key) {
                return Err(conflict(format!("{instance} has had command {}", command.0)));
            }
            if self.record(*instance, *seq).is_some() {
                return Err(conflict(format!("{instance} has a record {seq}")));
            }
        }
        let taken = |number: &&crate::store::NumberWrite| {
            self.numbers.iter().any(|old| {
                (old.tenant, &old.organ, &old.series, old.year, old.number)
                    == (number.tenant, &number.organ, &number.series, number.year, number.number)
            })
        };
        if let Some(number) = writes.numbers.iter().find(taken) {
            return Err(conflict(format!("number {} is taken", number.text)));
        }
        for write in &writes.messages {
            let (MessageWrite::Keep(key, message) | MessageWrite::Sent(key, message)) = write else { continue };
            if self.messages.iter().any(|old| &old.mailbox == key && old.message.id == message.id) {
                return Err(conflict(format!("message {} is known", message.id)));
            }
        }
        Ok(())
    }

    fn write(&mut self, writes: &Writes) -> Vec<u64> {
        for write in &writes.instances {
            self.instances.insert(write.instance, (write.seq, write.control.clone(), write.continue_at));
        }
        for value in &writes.values {
            self.values.insert(value.id, (value.salt, value.bytes.clone()));
        }
        self.numbers.extend(writes.numbers.iter().cloned());
        for change in &writes.rows {
            match change {
                Change::Put(row) => self.put_row(row),
                Change::Delete(key) => {
                    if let RowKey::Subscription(instance, key) = key {
                        self.opened.remove(&(*instance, *key));
                    }
                    self.rows.remove(key);
                }
            }
        }
        writes.messages.iter().for_each(|write| self.write_message(write));
        writes.occurred.iter().for_each(|occurred| self.occur(occurred));
        writes.notices.iter().for_each(|write| self.telling.raise(write));
        writes.records.iter().map(|record| self.append(record)).collect()
    }

    fn put_row(&mut self, row: &Row) {
        if let Row::Subscription(row) = row {
            self.openings += 1;
            self.opened.entry((row.instance, row.key)).or_insert(self.openings);
        }
        self.rows.insert(row.key(), row.clone());
    }

    fn write_message(&mut self, write: &MessageWrite) {
        match write {
            MessageWrite::Keep(key, message) => self.put_letter(key, message, Fate::Waits { fresh: false }),
            MessageWrite::Sent(key, message) => self.put_letter(key, message, Fate::Waits { fresh: true }),
            MessageWrite::Looked(key) => {
                for letter in self.messages.iter_mut().filter(|letter| &letter.mailbox == key && letter.fate.waits()) {
                    letter.fate = Fate::Waits { fresh: false };
                }
            }
            MessageWrite::Delivered(key, message, taken) => {
                let fate = Fate::Over { taken: Some(*taken), receipt_due: message.from.is_some() };
                self.put_letter(key, message, fate);
            }
            MessageWrite::Refused(key, message) => {
                let fate = Fate::Over { taken: None, receipt_due: message.from.is_some() };
                self.put_letter(key, message, fate);
            }
            MessageWrite::Receipted(instance, key) => {
                for letter in &mut self.messages {
                    let from = letter.message.from.as_ref();
                    if let Fate::Over { receipt_due, .. } = &mut letter.fate
                        && from.is_some_and(|from| from.instance == *instance && from.key == *key)
                    {
                        *receipt_due = false;
                    }
                }
            }
        }
    }

    fn put_letter(&mut self, mailbox: &MailboxKey, message: &Message, fate: Fate) {
        let known = self.messages.iter_mut().find(|old| &old.mailbox == mailbox && old.message.id == message.id);
        match known {
            Some(letter) => letter.fate = fate,
            None => self.messages.push(Letter { mailbox: mailbox.clone(), message: message.clone(), fate }),
        }
    }

    fn append(&mut self, record: &RecordWrite) -> u64 {
        self.commands.insert((record.instance, record.command), (record.seq, record.digest));
        let log = self.log.entry(record.instance.tenant).or_default();
        let log_seq = log.len() as u64 + 1;
        self.places.insert((record.instance, record.seq), log.len());
        log.push(HistoryLine {
            instance: record.instance,
            seq: record.seq,
            log_seq,
            command: record.command,
            digest: record.digest,
            entry_at: record.entry_at,
            bytes: record.bytes.clone(),
            algorithm: record.algorithm,
            previous: record.previous,
            hash: record.hash,
        });
        log_seq
    }
}

fn conflict(context: String) -> Error {
    Error::new(ErrorKind::Conflict, context)
}

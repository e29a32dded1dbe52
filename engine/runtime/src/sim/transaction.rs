//! Transactions: row locks are held from `Begin` to the end; what somebody else holds is skipped.

use super::SimWriter;
use crate::store::{Error, ErrorKind, Found, Lock, Mailbox, MailboxKey, MailboxLock, Reply};
use jiff::Timestamp;
use mingjing_core::ids::InstanceId;
use std::collections::BTreeSet;

/// An open transaction.
#[derive(Default)]
pub(super) struct Transaction {
    instances: BTreeSet<InstanceId>,
    mailboxes: BTreeSet<MailboxKey>,
}

impl SimWriter {
    pub(super) fn begin(&mut self, now: Timestamp, mailboxes: &[MailboxLock], locks: &[Lock]) -> Result<Reply, Error> {
        self.end();
        if !mailboxes.is_sorted() || !locks.is_sorted() {
            return Err(Error::new(ErrorKind::Conflict, "locks are not sorted"));
        }
        let mut transaction = Transaction::default();
        let mut found = Vec::new();
        {
            let mut state = self.store.state();
            for MailboxLock { key, publishes } in mailboxes {
                if state.mailbox_holders.get(key).is_some_and(|holder| *holder != self.id) {
                    return Err(Error::new(ErrorKind::Unavailable, "the mailbox is busy"));
                }
                found.push(Mailbox {
                    key: key.clone(),
                    message: state.oldest_message(key, now).cloned(),
                    subscription: state.oldest_subscription(key),
                    known: state
                        .messages
                        .iter()
                        .any(|letter| &letter.mailbox == key && Some(&letter.message.id) == publishes.as_ref()),
                    fresh: state.is_fresh(key),
                });
            }
            for MailboxLock { key, .. } in mailboxes {
                state.mailbox_holders.insert(key.clone(), self.id);
                transaction.mailboxes.insert(key.clone());
            }
        }
        self.open = Some(transaction);
        let (instances, skipped) = self.hold(locks)?;
        Ok(Reply::Begun { found: instances, skipped, mailboxes: found })
    }

    pub(super) fn lock(&mut self, locks: &[Lock]) -> Result<Reply, Error> {
        let (found, skipped) = self.hold(locks)?;
        Ok(Reply::Locked { found, skipped })
    }

    fn hold(&mut self, locks: &[Lock]) -> Result<(Vec<Found>, Vec<InstanceId>), Error> {
        let Some(open) = self.open.as_mut() else { return Err(closed()) };
        let mut state = self.store.state();
        let (mut found, mut skipped) = (Vec::new(), Vec::new());
        for lock in locks {
            if state.holders.get(&lock.instance).is_some_and(|holder| *holder != self.id) {
                skipped.push(lock.instance);
                continue;
            }
            let Some((seq, control, _)) = state.instances.get(&lock.instance).cloned() else { continue };
            state.holders.insert(lock.instance, self.id);
            open.instances.insert(lock.instance);
            let control = (lock.cached != Some(seq)).then_some(control);
            found.push(Found { instance: lock.instance, seq, control });
        }
        Ok((found, skipped))
    }

    /// True when the open transaction holds the instance.
    pub(super) fn holds(&self, instance: InstanceId) -> bool {
        self.open.as_ref().is_some_and(|open| open.instances.contains(&instance))
    }

    /// Ends the open transaction, if there is one.
    pub(super) fn end(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut state = self.store.state();
        state.holders.retain(|instance, _| !open.instances.contains(instance));
        state.mailbox_holders.retain(|key, _| !open.mailboxes.contains(key));
    }
}

/// A request outside of the transaction that it needs.
pub(super) fn closed() -> Error {
    Error::new(ErrorKind::Conflict, "no transaction is open")
}

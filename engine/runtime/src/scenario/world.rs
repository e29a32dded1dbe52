//! An engine without tokio: a lane, a store in memory, a clock that only steps move. Everything happens in one call.

use super::theatre::Theatre;
use crate::{
    lane::{Answer, BundleCache, Decode, Input, Lane, Output},
    sim::{SimStore, SimWriter},
    store::{Answered, Error, MailboxKey, Message, Reply, Request},
};
use jiff::Timestamp;
use mingjing_core::{command::Command, ids::CommandId};
use std::{
    collections::VecDeque,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};
use uuid::Uuid;

/// Rounds of due work at one moment before we say that it never ends.
const ROUNDS_MAX: usize = 10_000;

/// The world of a scenario.
pub struct World {
    /// The store.
    pub store: SimStore,
    /// The time.
    pub now: Timestamp,
    lane: Lane,
    writer: SimWriter,
    tickets: u64,
    commands: u128,
}

impl World {
    /// A world that begins at a moment, over a store that may be filled already.
    pub fn new(store: SimStore, decode: Decode, now: Timestamp) -> Self {
        Self { writer: store.writer(), store, now, lane: Lane::new(BundleCache::new(decode)), tickets: 0, commands: 0 }
    }

    /// The first moment up to `to` at which something is due.
    fn next_due(&mut self, to: Timestamp) -> Result<Option<Timestamp>, Error> {
        match self.writer.handle(Request::DueScan { now: to, low_water: None, limit: 1 })? {
            Reply::DueItems { items, starts, .. } => {
                let started = starts.first().map(|(_, schedule)| schedule.next_at);
                Ok(items.first().map(|due| due.at).into_iter().chain(started).min())
            }
            _ => Ok(None),
        }
    }

    fn ticket(&mut self) -> u64 {
        self.tickets += 1;
        self.tickets
    }

    /// Carries an input, and every request that follows from it, to the end.
    fn carry(&mut self, ticket: u64, input: Input) -> Option<Answer> {
        let mut inputs = VecDeque::from([input]);
        let mut answer = None;
        while let Some(input) = inputs.pop_front() {
            for output in self.lane.handle(self.now, input) {
                match output {
                    Output::Store(request) => {
                        let reply = self.writer.handle(request).unwrap_or_else(Reply::Failed);
                        inputs.push_back(Input::Store(reply));
                    }
                    Output::Reply { ticket: to, answer: given } if to == ticket => answer = Some(given),
                    Output::Reply { .. } | Output::WakeAt(_) | Output::Committed { .. } => {}
                }
            }
        }
        answer
    }
}

impl Theatre for World {
    type Store = SimStore;

    fn store(&self) -> &SimStore {
        &self.store
    }

    fn wait<T>(&self, answered: Answered<'_, T>) -> Result<T, Error> {
        at_once(answered)
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    /// Command ids are counted: the same scenario always gives the same history.
    fn command_id(&mut self) -> CommandId {
        self.commands += 1;
        CommandId(Uuid::from_u128(0x7000_8000_0000_0000_0000 + self.commands))
    }

    fn send(&mut self, command: Command) -> Option<Answer> {
        let ticket = self.ticket();
        self.carry(ticket, Input::Command { ticket, command })
    }

    fn publish(&mut self, mailbox: MailboxKey, message: Message) -> Option<Answer> {
        let ticket = self.ticket();
        self.carry(ticket, Input::Publish { ticket, mailbox, message })
    }

    /// Every input is carried to its end at once.
    fn settle(&mut self) {}

    /// What falls due on the way is carried out at its own moment, in order.
    fn advance(&mut self, to: Timestamp) -> Result<(), Error> {
        for _ in 0..ROUNDS_MAX {
            let Some(due) = self.next_due(to)? else {
                self.now = self.now.max(to);
                self.carry(0, Input::Tick);
                return Ok(());
            };
            self.now = self.now.max(due);
            self.carry(0, Input::Tick);
        }
        Err(Error::new(crate::store::ErrorKind::Conflict, "due work never ends"))
    }
}

/// The result of a store call in memory, which is there at once.
///
/// # Errors
/// Those of the store.
pub fn at_once<T>(answered: Answered<'_, T>) -> Result<T, Error> {
    match pin!(answered).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => {
            Err(Error::new(crate::store::ErrorKind::Unavailable, "a store in memory made its caller wait"))
        }
    }
}

//! A store in memory with the promises of a real one: transactions, row locks, assertions, unknown outcomes. Tests and
//! simulations run on it; it passes the same conformance suite as the databases.

mod answers;
mod calendars;
mod commit;
mod notices;
mod people;
mod screens;
mod staff;
mod state;
mod transaction;

pub use notices::{Posted, Telling};
pub use state::{Fate, Letter, State};

use crate::store::{Answered, Error, ErrorKind, Reply, Request, Writer};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use transaction::Transaction;

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// It fails, and nothing was written.
    Fails(ErrorKind),
    /// The commit happens, but nobody hears of it.
    CommitsUnheard,
    /// The commit does not happen, and nobody hears of that either.
    LostUnheard,
}

/// Decides what goes wrong, request by request.
pub type Mishaps = Box<dyn FnMut(&Request) -> Option<Mishap> + Send>;

/// The store: cheap to clone, all clones see the same rows.
#[derive(Clone, Default)]
pub struct SimStore {
    state: Arc<Mutex<State>>,
}

/// A writer of the store: what a connection is to a database.
pub struct SimWriter {
    store: SimStore,
    id: u32,
    open: Option<Transaction>,
    mishaps: Option<Mishaps>,
}

impl SimStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// A store of its own with the rows of this one.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self { state: Arc::new(Mutex::new(self.state().clone())) }
    }

    /// A new connection.
    pub fn writer(&self) -> SimWriter {
        let mut state = self.state();
        state.writers += 1;
        SimWriter { store: self.clone(), id: state.writers, open: None, mishaps: None }
    }

    /// All rows, to look at.
    pub fn state(&self) -> MutexGuard<'_, State> {
        // A panicking test must not hide behind a poisoned lock: the state is only changed in one piece.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SimWriter {
    /// A writer on which things go wrong.
    #[must_use]
    pub fn with_mishaps(mut self, mishaps: Mishaps) -> Self {
        self.mishaps = Some(mishaps);
        self
    }

    /// Carries out a request.
    ///
    /// # Errors
    /// As [`Writer::execute`].
    pub fn handle(&mut self, request: Request) -> Result<Reply, Error> {
        let mishap = self.mishaps.as_mut().and_then(|mishaps| mishaps(&request));
        let result = match mishap {
            None => self.carry_out(request),
            Some(Mishap::Fails(kind)) => Err(Error::new(kind, "as the test wants it")),
            Some(Mishap::CommitsUnheard) => self.carry_out(request).and(Err(unheard())),
            Some(Mishap::LostUnheard) => Err(unheard()),
        };
        if result.is_err() {
            self.end();
        }
        result
    }

    fn carry_out(&mut self, request: Request) -> Result<Reply, Error> {
        match request {
            Request::Begin { now, mailboxes, locks } => self.begin(now, &mailboxes, &locks),
            Request::Lock { locks } => self.lock(&locks),
            Request::Read { questions } => self.read(questions),
            Request::Bundle { hash } => Ok(Reply::Bundle(self.store.state().bundles.get(&hash).cloned())),
            Request::Current { tenant } => Ok(Reply::Current(self.store.state().current(tenant))),
            Request::Commit(writes) => self.commit(&writes),
            Request::Abort => {
                self.end();
                Ok(Reply::Aborted)
            }
            Request::DueScan { now, low_water, limit } => Ok(self.store.state().due(now, low_water, limit)),
        }
    }
}

impl Drop for SimWriter {
    /// A connection that is lost ends its transaction.
    fn drop(&mut self) {
        self.end();
    }
}

impl Writer for SimWriter {
    fn execute(&mut self, request: Request) -> Answered<'_, Reply> {
        let reply = self.handle(request);
        Box::pin(std::future::ready(reply))
    }
}

fn unheard() -> Error {
    Error::new(ErrorKind::UnknownOutcome, "as the test wants it")
}

/// The answer of a read that is ready at once.
fn ready<'a, T: Send + 'a>(answer: T) -> Answered<'a, T> {
    Box::pin(std::future::ready(Ok(answer)))
}

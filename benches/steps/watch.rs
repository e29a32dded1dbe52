//! A writer that notes what passes through it: every batch that was committed, and how long each kind of request took.

use mingjing_runtime::store::{Answered, Reply, Request, Writer, Writes};
use mingjing_sqlite::SqliteWriter;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// What was noted since the notes were last taken.
#[derive(Default)]
pub struct Notes {
    /// What was committed, a batch each.
    pub commits: Vec<Writes>,
    /// Requests that begin a transaction, and their time.
    pub begins: Spent,
    /// Rounds of questions.
    pub reads: Spent,
    /// Commits.
    pub writes: Spent,
    /// Everything else: scans, bundles, aborts.
    pub others: Spent,
    /// Time taken by noting itself.
    pub noting: Duration,
}

/// How often, and how long together.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    pub times: usize,
    pub time: Duration,
}

/// The notes, shared between the writer and the bench.
#[derive(Clone, Default)]
pub struct Watch(Arc<Mutex<Notes>>);

impl Watch {
    /// Takes the notes; new ones begin.
    pub fn take(&self) -> Notes {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, change: impl FnOnce(&mut Notes)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// A watched writer.
pub struct Watched {
    pub writer: SqliteWriter,
    pub watch: Watch,
}

impl Writer for Watched {
    fn execute(&mut self, request: Request) -> Answered<'_, Reply> {
        Box::pin(async move {
            let noting = Instant::now();
            let kind: fn(&mut Notes) -> &mut Spent = match &request {
                Request::Begin { .. } => |notes| &mut notes.begins,
                Request::Read { .. } => |notes| &mut notes.reads,
                Request::Commit(_) => |notes| &mut notes.writes,
                Request::Lock { .. }
                | Request::Bundle { .. }
                | Request::Current { .. }
                | Request::Abort
                | Request::DueScan { .. } => |notes| &mut notes.others,
            };
            let writes = match &request {
                Request::Commit(writes) => Some(Writes::clone(writes)),
                _ => None,
            };
            let begun = Instant::now();
            let reply = self.writer.execute(request).await;
            let spent = begun.elapsed();
            self.watch.note(|notes| {
                let kind = kind(notes);
                kind.times += 1;
                kind.time += spent;
                notes.noting += begun - noting;
                notes.commits.extend(writes.filter(|_| reply.is_ok()));
            });
            reply
        })
    }
}

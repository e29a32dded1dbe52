//! The Store port. It speaks of instances, tasks and records, in values, never in rows of a database.
//!
//! The write path is one small state machine: `Begin` → `Read`* → `Commit` or `Abort`, plus `Lock`, `Bundle`
//! and `Current` where messages and unknown bundles ask for them, and `DueScan` outside a transaction. Screens read through the small traits of [`read`].

mod ask;
pub mod error;
mod notice;
pub mod read;
pub mod schedule;
pub mod values;
pub mod write;

pub use ask::{ask, calendar};
pub use error::{Error, ErrorKind};
pub use notice::{CardMatter, Holder, Matter, NoticeId, NoticeWrite};
pub use schedule::{Occurred, Schedule};
pub use values::{value_of, value_rows_of};
pub use write::{
    Due, DueKind, Found, InstanceWrite, Lock, Mailbox, MailboxKey, MailboxLock, Message, MessageWrite, NumberWrite,
    RecordWrite, Reply, Request, Sender, ValueWrite, Writes,
};

use std::{future::Future, pin::Pin};

/// What an asynchronous port method gives back.
pub type Answered<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// The write path: one connection, one transaction at a time.
pub trait Writer: Send {
    /// Carries out a request. A failed request leaves no transaction open.
    ///
    /// Of a commit: `Conflict` when a version or uniqueness assertion failed, `UnknownOutcome` when it may or may not
    /// have happened; every other kind means that nothing was written.
    fn execute(&mut self, request: Request) -> Answered<'_, Reply>;
}

//! Reads for screens and start-up, on a pool of read-only connections; and the writes that are outside the lanes, on
//! the clerk's connection, which waits for the lanes' batches as they wait for it.

mod bundles;
mod calendars;
mod cases;
mod directory;
mod histories;
mod notices;
mod queues;
mod registers;
mod row;
mod sessions;
mod staff;

pub(crate) use registers::register_row;

use crate::{SqliteStore, error::Context};
use mingjing_runtime::store::Error;
use sqlx::{Sqlite, Transaction};

impl SqliteStore {
    /// Begins a transaction that writes: `BEGIN` alone would read first and fail to write when another has committed.
    async fn clerk_begin(&self, doing: &str) -> Result<Transaction<'static, Sqlite>, Error> {
        self.clerk.begin_with("BEGIN IMMEDIATE").await.context(doing)
    }
}

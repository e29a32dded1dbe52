//! The write path of a lane: one connection, one transaction at a time.
//!
//! A plain batch is three round trips to the connection's thread: begin and lock, write, commit; one more for each round
//! of questions and for each kind of row beside cases and tasks.

mod answers;
mod batch;
mod commit;
mod due;
mod lock;
mod mailbox;
mod rows;

pub(crate) use answers::right;
pub(crate) use due::planned;

use crate::{
    column::Columns,
    error::{Context, is_connection_lost},
    statements::bundle,
    store::connect,
};
use answers::Calendars;
use mingjing_core::ids::{Hash, Tenant};
use mingjing_runtime::store::{Answered, Error, ErrorKind, Reply, Request, Writer};
use sqlx::{SqliteConnection, sqlite::SqliteConnectOptions};
use std::{fs::File, sync::Arc};

/// The write path of a lane. A failed request rolls back; a lost connection is opened again with the next request.
#[derive(Debug)]
pub struct SqliteWriter {
    connection: Option<SqliteConnection>,
    options: SqliteConnectOptions,
    /// Set before `BEGIN`, cleared after the end: a request that was dropped half-way leaves it set.
    open: bool,
    calendars: Calendars,
    _lock: Arc<File>,
}

impl Writer for SqliteWriter {
    fn execute(&mut self, request: Request) -> Answered<'_, Reply> {
        Box::pin(async move {
            let result = self.answer(request).await;
            if result.is_err() {
                self.roll_back().await;
            }
            result
        })
    }
}

impl SqliteWriter {
    pub(crate) fn new(connection: SqliteConnection, options: SqliteConnectOptions, lock: Arc<File>) -> Self {
        Self { connection: Some(connection), options, open: false, calendars: Calendars::default(), _lock: lock }
    }

    async fn answer(&mut self, request: Request) -> Result<Reply, Error> {
        match request {
            Request::Begin { now, mailboxes, locks } => {
                if self.open {
                    self.roll_back().await;
                }
                self.open = true;
                let connection = self.connection().await?;
                let found = lock::begin(connection, &locks).await?;
                let mailboxes = mailbox::read(connection, &mailboxes, now).await?;
                Ok(Reply::Begun { found, skipped: Vec::new(), mailboxes })
            }
            Request::Lock { locks } => {
                let found = lock::lock(self.transaction().await?, &locks).await?;
                Ok(Reply::Locked { found, skipped: Vec::new() })
            }
            Request::Read { questions } => {
                let mut calendars = std::mem::take(&mut self.calendars);
                let answers = answers::read(self.transaction().await?, questions, &mut calendars).await?;
                self.calendars = calendars;
                Ok(Reply::Answers(answers))
            }
            Request::Bundle { hash } => Ok(Reply::Bundle(bundle_bytes(self.connection().await?, hash).await?)),
            Request::Current { tenant } => {
                Ok(Reply::Current(bundle_of_tenant(self.connection().await?, tenant).await?))
            }
            Request::Commit(writes) => {
                let log_seqs = commit::commit(self.transaction().await?, &writes).await?;
                self.open = false;
                Ok(Reply::Committed { log_seqs })
            }
            Request::Abort => {
                self.roll_back().await;
                Ok(Reply::Aborted)
            }
            Request::DueScan { now, low_water, limit } => {
                let connection = self.connection().await?;
                let mut items = due::scan(connection, now, low_water, limit).await?;
                let mut mailboxes = Vec::new();
                if low_water.is_none() {
                    items.extend(mailbox::receipts(connection).await?);
                    mailboxes = mailbox::waiting(connection, now).await?;
                }
                let starts = due::starts(connection, now, limit).await?;
                Ok(Reply::DueItems { items, mailboxes, starts })
            }
        }
    }

    async fn connection(&mut self) -> Result<&mut SqliteConnection, Error> {
        match &mut self.connection {
            Some(connection) => Ok(connection),
            lost => Ok(lost.insert(connect(&self.options).await?)),
        }
    }

    async fn transaction(&mut self) -> Result<&mut SqliteConnection, Error> {
        if !self.open {
            return Err(Error::new(ErrorKind::Conflict, "no transaction is open"));
        }
        self.connection().await
    }

    /// Ends the transaction, if one is open. SQLite itself has rolled back after some errors: then there is none.
    async fn roll_back(&mut self) {
        self.open = false;
        let Some(connection) = &mut self.connection else { return };
        let ended = sqlx::query("ROLLBACK").execute(connection).await;
        if ended.is_err_and(|error| is_connection_lost(&error)) {
            self.connection = None;
        }
    }
}

async fn bundle_bytes(connection: &mut SqliteConnection, hash: Hash) -> Result<Option<Vec<u8>>, Error> {
    let row = sqlx::query(bundle::LOAD)
        .bind(hash.0.as_slice())
        .fetch_optional(connection)
        .await
        .context("loading a bundle")?;
    row.map(|row| row.bytes("bytes")).transpose()
}

async fn bundle_of_tenant(connection: &mut SqliteConnection, tenant: Tenant) -> Result<Option<(String, Hash)>, Error> {
    let row = sqlx::query(bundle::CURRENT_OF_TENANT)
        .bind(tenant.0)
        .fetch_optional(connection)
        .await
        .context("looking up a tenant's bundle")?;
    row.map(|row| Ok((row.text("organ")?, row.hash("hash")?))).transpose()
}

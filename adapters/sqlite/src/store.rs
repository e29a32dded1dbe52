//! Opening a store: one folder entry, one lock, one schema, one level of durability.

use crate::{
    column::Columns,
    error::Context,
    migrate::{MIGRATIONS, migrate},
    open_error::OpenError,
    write::SqliteWriter,
};
use mingjing_runtime::store::Error;
use sqlx::{
    ConnectOptions, Row, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
    sync::Arc,
    time::Duration,
};

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections that read at the same time.
    pub readers: u32,
    /// How long a writer waits for another one before it gives up.
    pub busy_timeout: Duration,
    /// Page cache of the writer, in KiB.
    pub writer_cache_kib: u32,
}

/// A store in one SQLite file. Clones share it.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    /// Read-only connections, for screens.
    pub(crate) readers: SqlitePool,
    /// The connection that writes what is outside the lanes: people, registers, sessions, bundles.
    pub(crate) clerk: SqlitePool,
    write_options: SqliteConnectOptions,
    lock: Arc<File>,
}

/// Facts that a store keeps about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The newest format that may be written.
    WriteLevel,
    /// Rises when a store is restored.
    Epoch,
    /// 1 if the demo made the store: only then are demo accounts accepted.
    CreatedByDemo,
}

/// The first SQLite with the fix for WALs that are reset during a checkpoint.
const OLDEST: (u32, u32, u32) = (3, 51, 3);

/// 64 MB of WAL: a batch of 100 dirties some hundred pages, so that checkpoints stay rare (1.6 times the steps of
/// SQLite's 1,000 pages); the file keeps its size, for overwriting is twice as fast as appending.
const CHECKPOINT_PAGES: u32 = 16_000;

/// Statements of one connection: all texts are constant, and there are fewer.
const STATEMENTS: usize = 200;

impl Default for Options {
    fn default() -> Self {
        Self { readers: 4, busy_timeout: Duration::from_secs(5), writer_cache_kib: 32 * 1024 }
    }
}

impl SqliteStore {
    /// Opens the store at `path`, makes it if it is not there, and brings it to the newest schema.
    ///
    /// # Errors
    /// When another process holds it (MJ6010), when SQLite is too old or not set to keep what it commits, and when the
    /// file cannot be reached or read.
    pub async fn open(path: &Path, options: Options) -> Result<Self, OpenError> {
        let lock = Arc::new(lock(path)?);
        let write_options = write_options(path, &options);
        let mut connection = connect(&write_options).await?;
        check_version(&mut connection).await?;
        check_durability(&mut connection).await?;
        migrate(&mut connection, MIGRATIONS).await?;
        tracing::info!(store.path = %path.display(), "SQLite store open: WAL, synchronous FULL, every commit is on disk before it is answered");
        let clerk = SqlitePoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .connect_lazy_with(write_options.clone());
        let readers = SqlitePoolOptions::new().max_connections(options.readers).test_before_acquire(false);
        let readers = readers.connect_lazy_with(common_options(path, &options).read_only(true));
        Ok(Self { readers, clerk, write_options, lock })
    }

    /// A connection for a lane. SQLite has one lock for all writers, so that one lane is enough.
    ///
    /// # Errors
    /// When the file cannot be reached, or a committed step could be lost.
    pub async fn writer(&self) -> Result<SqliteWriter, OpenError> {
        let mut connection = connect(&self.write_options).await?;
        check_durability(&mut connection).await?;
        Ok(SqliteWriter::new(connection, self.write_options.clone(), Arc::clone(&self.lock)))
    }

    /// A fact about the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn fact_get(&self, fact: Fact) -> Result<i64, Error> {
        let doing = "reading a fact about the store";
        let row = sqlx::query("SELECT value FROM store_meta WHERE name = $1")
            .bind(fact.name())
            .fetch_one(&self.readers)
            .await;
        row.context(doing)?.int("value")
    }

    /// Changes a fact about the store.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn fact_put(&self, fact: Fact, value: i64) -> Result<(), Error> {
        let put = sqlx::query("UPDATE store_meta SET value = $2 WHERE name = $1").bind(fact.name()).bind(value);
        put.execute(&self.clerk).await.context("changing a fact about the store")?;
        Ok(())
    }

    /// Closes all connections but those of writers.
    pub async fn close(&self) {
        self.readers.close().await;
        self.clerk.close().await;
    }
}

impl Fact {
    fn name(self) -> &'static str {
        match self {
            Fact::WriteLevel => "write_level",
            Fact::Epoch => "epoch",
            Fact::CreatedByDemo => "created_by_demo",
        }
    }
}

/// Opens a connection.
pub(crate) async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, Error> {
    options.connect().await.context("opening the store's file")
}

/// Holds `<store>.lock` for as long as the process lives. SQLite's own locks come and go with transactions.
fn lock(path: &Path) -> Result<File, OpenError> {
    let unreachable = |source| OpenError::Unreachable { path: path.to_owned(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(unreachable)?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(name).map_err(unreachable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => Err(unreachable(source)),
    }
}

fn common_options(path: &Path, options: &Options) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(options.busy_timeout)
        .statement_cache_capacity(STATEMENTS)
        // No table declares a foreign key: rows are written as whole aggregates, and a check would cost a look-up a row.
        .foreign_keys(false)
        .pragma("temp_store", "memory")
        .disable_statement_logging()
}

fn write_options(path: &Path, options: &Options) -> SqliteConnectOptions {
    common_options(path, options)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES.to_string())
        .pragma("cache_size", format!("-{}", options.writer_cache_kib))
}

async fn check_version(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let row = sqlx::query("SELECT sqlite_version() AS version")
        .fetch_one(connection)
        .await
        .context("asking for SQLite's version")?;
    let found = row.text("version")?;
    let mut parts = found.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    if (part(), part(), part()) < OLDEST { Err(OpenError::TooOld { found }) } else { Ok(()) }
}

/// Looks at what is in effect, not at what was asked for.
async fn check_durability(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let doing = "asking for the level of durability";
    let row = sqlx::query("PRAGMA journal_mode").fetch_one(&mut *connection).await.context(doing)?;
    let journal_mode: String = row.try_get(0).context(doing)?;
    let row = sqlx::query("PRAGMA synchronous").fetch_one(&mut *connection).await.context(doing)?;
    let synchronous: i64 = row.try_get(0).context(doing)?;
    let durable = journal_mode.eq_ignore_ascii_case("wal") && synchronous == 2;
    if durable { Ok(()) } else { Err(OpenError::NotDurable { journal_mode, synchronous }) }
}

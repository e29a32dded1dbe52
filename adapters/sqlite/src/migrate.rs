//! Brings a store to the newest schema: plain numbered SQL, one transaction a file, never a step back.

use crate::error::Context;
use mingjing_runtime::store::{Error, ErrorKind};
use sha2::{Digest, Sha256};
use sqlx::{Connection, Executor, Row, SqliteConnection};

/// A numbered file under `migrations/sqlite`.
pub(crate) struct Migration {
    /// Its number.
    pub version: i64,
    /// Its file name without number and ending.
    pub name: &'static str,
    /// Its text.
    pub sql: &'static str,
}

macro_rules! migrations {
    ($($version:literal $file:literal),+ $(,)?) => {
        &[$(Migration { version: $version, name: $file, sql: include_str!(concat!("../../../migrations/sqlite/", $file, ".sql")) }),+]
    };
}

/// All migrations, oldest first. A released file is never edited: the store keeps its digest.
pub(crate) const MIGRATIONS: &[Migration] = migrations![
    1 "0001_history",
    2 "0002_rows",
    3 "0003_messages_and_numbers",
    4 "0004_directory",
    5 "0005_registers_and_bundles",
    6 "0006_sent_messages",
    7 "0007_supervision",
    10 "0010_administration",
    11 "0011_cards_and_calendars",
    12 "0012_notices",
    24 "0024_paused_clocks",
    30 "0030_schedules",
];

const CREATE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL) STRICT";
const APPLIED: &str = "SELECT version, digest FROM schema_migration ORDER BY version";
const NOTE: &str = "INSERT INTO schema_migration (version, name, digest) VALUES ($1, $2, $3)";

/// Runs those of `migrations` that the store has not seen.
///
/// # Errors
/// When the store was written by a newer build, when a file that it has seen was changed, or when a statement fails:
/// then the file has left nothing behind.
pub(crate) async fn migrate(connection: &mut SqliteConnection, migrations: &[Migration]) -> Result<(), Error> {
    connection.execute(CREATE).await.context("preparing the list of migrations")?;
    let applied = sqlx::query(APPLIED).fetch_all(&mut *connection).await.context("reading the list of migrations")?;
    for row in &applied {
        let version: i64 = row.try_get("version").context("reading a migration's number")?;
        let digest: Vec<u8> = row.try_get("digest").context("reading a migration's digest")?;
        check(migrations, version, &digest)?;
    }
    let last = applied.last().map_or(Ok(0), |row| row.try_get("version")).context("reading a migration's number")?;
    for migration in migrations.iter().filter(|migration: &&Migration| migration.version > last) {
        run(connection, migration).await?;
    }
    Ok(())
}

fn check(migrations: &[Migration], version: i64, digest: &[u8]) -> Result<(), Error> {
    let known = migrations.iter().find(|migration| migration.version == version);
    let known = known.ok_or_else(|| {
        Error::new(ErrorKind::Unavailable, format!("the store has schema {version}, which is newer than this build"))
    })?;
    if digest_of(known) == digest {
        Ok(())
    } else {
        Err(Error::new(ErrorKind::Corrupt, format!("migration `{}` was changed after it had run", known.name)))
    }
}

async fn run(connection: &mut SqliteConnection, migration: &Migration) -> Result<(), Error> {
    let doing = format!("running migration `{}`", migration.name);
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.context(&doing)?;
    transaction.execute(migration.sql).await.context(&doing)?;
    let note = sqlx::query(NOTE).bind(migration.version).bind(migration.name).bind(digest_of(migration));
    note.execute(&mut *transaction).await.context(&doing)?;
    transaction.commit().await.context(&doing)
}

fn digest_of(migration: &Migration) -> Vec<u8> {
    Sha256::digest(migration.sql).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::Columns;
    use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};

    async fn empty() -> SqliteConnection {
        SqliteConnectOptions::new().in_memory(true).connect().await.unwrap()
    }

    async fn schema(connection: &mut SqliteConnection) -> Vec<(String, String)> {
        let rows = sqlx::query("SELECT name, ifnull(sql, '') AS sql FROM sqlite_master ORDER BY name")
            .fetch_all(connection)
            .await
            .unwrap();
        rows.iter().map(|row| (row.text("name").unwrap(), row.text("sql").unwrap())).collect()
    }

    #[tokio::test]
    async fn step_by_step_and_fresh_give_the_same_schema() {
        let (mut fresh, mut grown) = (empty().await, empty().await);
        migrate(&mut fresh, MIGRATIONS).await.unwrap();
        for newest in 1..=MIGRATIONS.len() {
            migrate(&mut grown, &MIGRATIONS[..newest]).await.unwrap();
        }
        assert_eq!(schema(&mut grown).await, schema(&mut fresh).await);
    }

    #[tokio::test]
    async fn migrating_twice_changes_nothing() {
        let mut connection = empty().await;
        migrate(&mut connection, MIGRATIONS).await.unwrap();
        let before = schema(&mut connection).await;
        migrate(&mut connection, MIGRATIONS).await.unwrap();
        assert_eq!(schema(&mut connection).await, before);
    }

    #[tokio::test]
    async fn a_store_of_a_newer_build_is_refused() {
        let mut connection = empty().await;
        migrate(&mut connection, MIGRATIONS).await.unwrap();
        let error = migrate(&mut connection, &MIGRATIONS[..1]).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unavailable);
    }

    #[tokio::test]
    async fn an_edited_migration_is_refused() {
        let mut connection = empty().await;
        migrate(&mut connection, &MIGRATIONS[..1]).await.unwrap();
        let edited = Migration { version: 1, name: MIGRATIONS[0].name, sql: "SELECT 1" };
        assert_eq!(migrate(&mut connection, &[edited]).await.unwrap_err().kind, ErrorKind::Corrupt);
    }

    #[tokio::test]
    async fn every_table_is_strict_and_numbered_in_order() {
        let mut connection = empty().await;
        migrate(&mut connection, MIGRATIONS).await.unwrap();
        for (name, sql) in schema(&mut connection).await {
            assert!(!sql.starts_with("CREATE TABLE") || sql.contains("STRICT"), "{name} is not STRICT");
        }
        assert!(MIGRATIONS.is_sorted_by(|a, b| a.version < b.version), "numbers rise; they may leave some out");
    }
}

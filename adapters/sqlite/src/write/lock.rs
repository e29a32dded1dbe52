//! Beginning a transaction and locking instances. SQLite has one lock for all writers, so nothing is ever skipped.

use crate::{
    column::Columns,
    error::Context,
    pack::{Field, Pack},
    statements::{instance, script},
};
use mingjing_runtime::store::{Error, Found, Lock};
use sqlx::{AssertSqlSafe, SqliteConnection, sqlite::SqliteRow};
use std::sync::{Arc, LazyLock};

static BEGIN: LazyLock<Arc<str>> = LazyLock::new(|| script([(0, "BEGIN IMMEDIATE"), (0, instance::LOCK)]));

/// Begins a transaction and finds the instances.
pub(super) async fn begin(connection: &mut SqliteConnection, locks: &[Lock]) -> Result<Vec<Found>, Error> {
    let (rows, blobs) = pack(locks);
    let query = sqlx::query(AssertSqlSafe(Arc::clone(&BEGIN))).bind(rows).bind(blobs);
    found(&query.fetch_all(connection).await.context("beginning a transaction")?)
}

/// Finds more instances inside the open transaction.
pub(super) async fn lock(connection: &mut SqliteConnection, locks: &[Lock]) -> Result<Vec<Found>, Error> {
    let (rows, blobs) = pack(locks);
    let query = sqlx::query(instance::LOCK).bind(rows).bind(blobs);
    found(&query.fetch_all(connection).await.context("locking instances")?)
}

fn pack(locks: &[Lock]) -> (Option<String>, Option<Vec<u8>>) {
    let mut pack = Pack::default();
    for Lock { instance, cached } in locks {
        let cached = Field::from(cached.map(u64::cast_signed));
        pack.push(&[Field::Int(instance.tenant.0.into()), Field::Fixed(instance.uuid.as_bytes()), cached]);
    }
    pack.into_parts()
}

fn found(rows: &[SqliteRow]) -> Result<Vec<Found>, Error> {
    let found = |row: &SqliteRow| {
        Ok(Found { instance: row.instance()?, seq: row.unsigned("seq")?, control: row.bytes_or_null("control")? })
    };
    rows.iter().map(found).collect()
}

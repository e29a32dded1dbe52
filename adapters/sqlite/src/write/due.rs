//! The due scan, and what begins by time.

use crate::{
    codes::micros,
    column::Columns,
    error::{Context, corrupt},
    statements::{due, schedule},
};
use jiff::Timestamp;
use mingjing_core::ids::{InstanceId, Tenant};
use mingjing_runtime::store::{Due, DueKind, Error, Schedule};
use sqlx::{SqliteConnection, sqlite::SqliteRow};
use std::collections::BTreeSet;

/// What is due between the low water mark and now, earliest first; all card moments of an instance are one item.
pub(super) async fn scan(
    connection: &mut SqliteConnection,
    now: Timestamp,
    low_water: Option<Timestamp>,
    limit: u32,
) -> Result<Vec<Due>, Error> {
    let low_water = low_water.map_or(i64::MIN, micros);
    let query = sqlx::query(due::SCAN).bind(micros(now)).bind(low_water).bind(limit);
    let rows = query.fetch_all(connection).await.context("scanning for due work")?;
    let mut items = rows.iter().map(item).collect::<Result<Vec<_>, _>>()?;
    items.sort_by_key(|due| (due.at, due.instance, due.kind));
    let mut carded = BTreeSet::<InstanceId>::new();
    items.retain(|due| due.kind != DueKind::Cards || carded.insert(due.instance));
    items.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(items)
}

/// What begins by time now.
pub(super) async fn starts(
    connection: &mut SqliteConnection,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(Tenant, Schedule)>, Error> {
    let query = sqlx::query(schedule::DUE).bind(micros(now)).bind(limit);
    let rows = query.fetch_all(connection).await.context("scanning for what begins by time")?;
    rows.iter().map(planned).collect()
}

/// A process that begins by time.
pub(crate) fn planned(row: &SqliteRow) -> Result<(Tenant, Schedule), Error> {
    let schedule = Schedule {
        organ: row.text("organ")?,
        bundle: row.hash("bundle")?,
        process: row.text("process")?,
        start: row.text("start")?,
        cycle: row.json("cycle")?,
        timezone: row.text("timezone")?,
        next_at: row.moment("next_at")?,
    };
    Ok((Tenant(row.small("tenant")?), schedule))
}

fn item(row: &SqliteRow) -> Result<Due, Error> {
    let kind = match row.int("kind")? {
        0 => DueKind::Timer { key: row.key("key")?, occurrence: row.small("occurrence")? },
        1 => DueKind::Cards,
        2 => DueKind::Continue,
        _ => return Err(corrupt("kind of due work")),
    };
    Ok(Due { instance: row.instance()?, at: row.moment("at")?, kind })
}

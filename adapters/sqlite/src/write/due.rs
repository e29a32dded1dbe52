//! The due scan.

use crate::{
    codes::micros,
    column::Columns,
    error::{Context, corrupt},
    statements::due,
};
use jiff::Timestamp;
use mingjing_core::ids::InstanceId;
use mingjing_runtime::store::{Due, DueKind, Error};
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

fn item(row: &SqliteRow) -> Result<Due, Error> {
    let kind = match row.int("kind")? {
        0 => DueKind::Timer { key: row.key("key")?, occurrence: row.small("occurrence")? },
        1 => DueKind::Cards,
        2 => DueKind::Continue,
        _ => return Err(corrupt("kind of due work")),
    };
    Ok(Due { instance: row.instance()?, at: row.moment("at")?, kind })
}

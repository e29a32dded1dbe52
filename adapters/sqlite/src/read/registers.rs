//! Registers as of a day.

use crate::{
    SqliteStore,
    codes::micros,
    column::Columns,
    error::{Context, corrupt_by},
    pack::{Field, Pack},
    statements::register as text,
};
use jiff::{Timestamp, civil::Date};
use mingjing_core::{ids::Hash, needs::RegisterRow};
use mingjing_expr::Value;
use mingjing_runtime::store::{
    Answered, Error,
    read::{RegisterEntry, Registers},
};
use sha2::{Digest, Sha256};
use sqlx::{SqliteConnection, sqlite::SqliteRow};
use std::collections::BTreeMap;

impl Registers for SqliteStore {
    fn register_put<'a>(&'a self, register: &'a str, entries: &'a [RegisterEntry], at: Timestamp) -> Answered<'a, u32> {
        Box::pin(async move {
            let doing = "entering register rows";
            for entry in entries {
                serde_json::from_slice::<Value>(&entry.fields).map_err(|cause| corrupt_by("register entry", cause))?;
            }
            let mut transaction = self.clerk_begin(doing).await?;
            let mut known = Known::read(&mut transaction, register).await?;
            let (mut added, mut closed) = (Pack::default(), Pack::default());
            for entry in entries {
                known.enter(entry, &mut added, &mut closed);
            }
            let count = u32::try_from(added.count()).unwrap_or(u32::MAX);
            sqlx::query(text::CLOSE)
                .bind(closed.into_parts().0)
                .bind(micros(at))
                .execute(&mut *transaction)
                .await
                .context(doing)?;
            let (rows, blobs) = added.into_parts();
            let insert = sqlx::query(text::INSERT).bind(rows).bind(blobs).bind(register).bind(micros(at));
            insert.execute(&mut *transaction).await.context(doing)?;
            transaction.commit().await.context(doing)?;
            Ok(count)
        })
    }

    fn register_get<'a>(&'a self, register: &'a str, key: &'a str, on: Date) -> Answered<'a, Option<RegisterRow>> {
        Box::pin(async move {
            let mut pack = Pack::default();
            let on = on.to_string();
            pack.push(&[Field::Text(register), Field::Text(key), Field::Text(&on)]);
            let rows = sqlx::query(text::AS_OF)
                .bind(pack.into_parts().0)
                .fetch_all(&self.readers)
                .await
                .context("reading a register row")?;
            rows.last().map(register_row).transpose()
        })
    }

    fn register_list<'a>(&'a self, register: &'a str, on: Date) -> Answered<'a, Vec<RegisterRow>> {
        Box::pin(async move {
            let rows = sqlx::query(text::LIST_AS_OF).bind(register).bind(on.to_string()).fetch_all(&self.readers).await;
            let rows = rows.context("reading a register")?;
            let mut valid = BTreeMap::new();
            for row in &rows {
                let row = register_row(row)?;
                valid.insert(row.key.clone(), row);
            }
            Ok(valid.into_values().collect())
        })
    }
}

/// A register row as the core knows it.
pub(crate) fn register_row(row: &SqliteRow) -> Result<RegisterRow, Error> {
    let fields = serde_json::from_slice(&row.bytes("fields")?).map_err(|cause| corrupt_by("register row", cause))?;
    Ok(RegisterRow { key: row.text("key")?, version: row.small("version")?, hash: row.hash("hash")?, fields })
}

/// What is held to be true in a register, before and while entries come in.
struct Known {
    /// The entry that holds for a key from a first day on.
    entries: BTreeMap<(String, Option<String>), Holding>,
    /// The highest version of a key.
    versions: BTreeMap<String, i64>,
}

/// An entry that is held to be true.
struct Holding {
    /// Its row; none while it is only being entered.
    row: Option<i64>,
    /// Its last day.
    to: Option<String>,
    hash: Hash,
}

impl Known {
    async fn read(connection: &mut SqliteConnection, register: &str) -> Result<Self, Error> {
        let doing = "reading what a register knows";
        let mut known = Self { entries: BTreeMap::new(), versions: BTreeMap::new() };
        for row in &sqlx::query(text::KNOWN).bind(register).fetch_all(&mut *connection).await.context(doing)? {
            let entry =
                Holding { row: Some(row.int("entry")?), to: row.text_or_null("valid_to")?, hash: row.hash("hash")? };
            known.entries.insert((row.text("key")?, row.text_or_null("valid_from")?), entry);
        }
        for row in &sqlx::query(text::VERSIONS).bind(register).fetch_all(connection).await.context(doing)? {
            known.versions.insert(row.text("key")?, row.int("version")?);
        }
        Ok(known)
    }

    /// Adds an entry that differs from what is known, and closes the one that it replaces: that of the same key and
    /// first day.
    fn enter(&mut self, entry: &RegisterEntry, added: &mut Pack, closed: &mut Pack) {
        let hash = Hash(Sha256::digest(&entry.fields).into());
        let from = entry.valid_from.map(|day| day.to_string());
        let to = entry.valid_to.map(|day| day.to_string());
        let place = (entry.key.clone(), from.clone());
        match self.entries.get(&place) {
            Some(known) if known.to == to && known.hash == hash => return,
            Some(Holding { row: Some(row), .. }) => closed.push(&[Field::Int(*row)]),
            Some(Holding { row: None, .. }) | None => {}
        }
        let version = self.versions.entry(entry.key.clone()).or_default();
        *version += 1;
        added.push(&[
            Field::Text(&entry.key),
            Field::Int(*version),
            from.as_deref().into(),
            to.as_deref().into(),
            Field::Fixed(&hash.0),
            Field::Bytes(&entry.fields),
        ]);
        self.entries.insert(place, Holding { row: None, to, hash });
    }
}

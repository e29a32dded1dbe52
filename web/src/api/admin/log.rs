//! What was changed, by whom: the directory's log.

use super::Admin;
use crate::{
    api::tasks::page_limit,
    app::App,
    http::{
        parameters::Query,
        problem::{Answer, Problem},
    },
    view::shapes::{Name, Page, Ref},
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use mingjing_runtime::store::read::Deed;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The name of the list in cursors.
const LIST: &str = "directory_log";

/// A change on record.
#[derive(Debug, Serialize)]
pub struct Entry {
    id: u64,
    at: Timestamp,
    /// None = the command line.
    actor: Option<Name>,
    what: Deed,
    organ: Ref,
    subject: Name,
    before: Option<Box<RawValue>>,
    after: Option<Box<RawValue>>,
}

/// Where the page begins, and how long it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    after: Option<String>,
    limit: Option<u32>,
}

/// `GET /admin/log`.
///
/// # Errors
/// A bad cursor or limit; those of the store.
pub async fn list(State(app): State<App>, admin: Admin, Query(query): Query<ListQuery>) -> Answer<Json<Page<Entry>>> {
    let limit = page_limit(query.limit)?;
    let before = query.after.as_deref().map(|cursor| app.cursors.read(LIST, cursor)).transpose()?;
    let before = before.map(|(entry, _)| entry.cast_unsigned());
    let mut found = app.store.directory_log(&admin.organs, before, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|(id, _)| app.cursors.write(LIST, id.cast_signed(), ""));
    let people = found.iter().flat_map(|(_, entry)| entry.actor.iter().chain([&entry.subject]).cloned());
    let who = app.names.of(people.collect()).await?;
    let raw = |json: Option<String>| {
        let raw = json.map(RawValue::from_string).transpose();
        raw.map_err(|error| Problem::fault(crate::http::codes::FAULT, &error))
    };
    let mut items = Vec::with_capacity(found.len());
    for (id, entry) in found {
        items.push(Entry {
            id,
            at: entry.at,
            actor: entry.actor.as_ref().map(|actor| who.person(actor)),
            what: entry.what,
            organ: who.organ(&entry.organ),
            subject: who.person(&entry.subject),
            before: raw(entry.before)?,
            after: raw(entry.after)?,
        });
    }
    Ok(Json(Page { items, next }))
}

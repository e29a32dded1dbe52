//! A person's list of notices, and what could not be told.

use super::tasks::{PAGE_MAX, page_limit};
use crate::{
    app::App,
    http::{
        codes,
        json::Body,
        parameters::{Path, Query},
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    names::Who,
    view::shapes::{Name, Page, Ref},
};
use axum::{Json, extract::State, http::StatusCode};
use jiff::Timestamp;
use mingjing_core::ids::TaskId;
use mingjing_model::{
    definition::{CardLevel, Channel, Text},
    files::Verb,
};
use mingjing_runtime::store::{
    ErrorKind, NoticeId,
    read::{InboxLine, Lines, NoticeIncident, Stuck},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Cursors of the list.
const NOTICES: &str = "notices";

/// A person's list.
#[derive(Debug, Serialize)]
pub struct Inbox {
    items: Vec<NoticeLine>,
    next: Option<String>,
    unread: u32,
}

/// A line of it.
#[derive(Debug, Serialize)]
pub struct NoticeLine {
    id: u64,
    level: CardLevel,
    text: Text,
    organ: Ref,
    case: String,
    at: Timestamp,
    read_at: Option<Timestamp>,
}

/// Which part of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InboxQuery {
    after: Option<String>,
    limit: Option<u32>,
}

/// `GET /notices`: one's own, newest first.
///
/// # Errors
/// Parameters that cannot be read; those of the store.
pub async fn list(State(app): State<App>, viewer: Viewer, Query(query): Query<InboxQuery>) -> Answer<Json<Inbox>> {
    let limit = page_limit(query.limit)?;
    let before = query.after.as_deref().map(|cursor| app.cursors.read(NOTICES, cursor)).transpose()?;
    let before = before.map(|(line, _)| line.cast_unsigned());
    let person = &viewer.person.id;
    let mut found = app.store.inbox_page(person, before, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|line| app.cursors.write(NOTICES, line.id.cast_signed(), ""));
    let who = app.names.of(Vec::new()).await?;
    let (unread, _) = app.store.inbox_unread(person).await?;
    Ok(Json(Inbox { items: found.into_iter().map(|line| shown(line, &who)).collect(), next, unread }))
}

fn shown(line: InboxLine, who: &Who) -> NoticeLine {
    NoticeLine {
        id: line.id,
        level: line.level,
        text: Text { zh: line.zh, en: line.en },
        organ: who.organ(&line.organ),
        case: line.instance.to_string(),
        at: line.at,
        read_at: line.read_at,
    }
}

/// What was read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Read {
    /// These lines.
    Ids(Vec<u64>),
    /// All up to this one.
    UpTo(u64),
}

/// What is left.
#[derive(Debug, Serialize)]
pub struct Unread {
    unread: u32,
}

/// `POST /notices/read`.
///
/// # Errors
/// More lines than a page has; those of the store.
pub async fn read(State(app): State<App>, viewer: Viewer, Body(body): Body<Read>) -> Answer<Json<Unread>> {
    let lines = match body {
        Read::Ids(ids) if ids.len() > PAGE_MAX as usize => {
            let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, codes::TOO_MANY_LINES);
            return Err(problem.with("max", PAGE_MAX));
        }
        Read::Ids(ids) => Lines::These(ids),
        // Numbers of lines are those of the store, which are signed.
        Read::UpTo(last) => Lines::UpTo(last.min(i64::MAX.cast_unsigned())),
    };
    let person = viewer.person.id;
    if app.store.inbox_read(&person, &lines, app.clock.now()).await? > 0 {
        app.notifier.changed(person.clone());
    }
    let (unread, _) = app.store.inbox_unread(&person).await?;
    Ok(Json(Unread { unread }))
}

/// Something that could not be told.
#[derive(Debug, Serialize)]
pub struct IncidentView {
    id: String,
    organ: Ref,
    case: String,
    person: Option<Name>,
    channel: Option<Channel>,
    code: String,
    message: Text,
    raised_at: Timestamp,
}

/// `GET /notices/incidents`: what could not be told in the organs whose incidents one resolves or which one supervises,
/// oldest first; there are few, so there is one page.
///
/// # Errors
/// 403 for others; those of the store.
pub async fn incidents(State(app): State<App>, viewer: Viewer) -> Answer<Json<Page<IncidentView>>> {
    let found = app.store.notice_incidents(&scope(&viewer)?, PAGE_MAX).await?;
    let who = app.names.of(found.iter().filter_map(|one| one.person.clone()).collect()).await?;
    Ok(Json(Page { items: found.into_iter().map(|one| incident(one, &who)).collect(), next: None }))
}

fn incident(one: NoticeIncident, who: &Who) -> IncidentView {
    let (zh, en) = codes::both(&one.code);
    IncidentView {
        id: name(&one.stuck),
        organ: who.organ(&one.organ),
        case: one.instance.to_string(),
        person: one.person.as_ref().map(|person| who.person(person)),
        channel: one.channel,
        message: Text { zh, en: Some(en) },
        code: one.code,
        raised_at: one.raised_at,
    }
}

/// `POST /notices/incidents/{id}/retry`.
///
/// # Errors
/// 403 for others; 404 when it is none, or none any more; those of the store.
pub async fn retry(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Answer<StatusCode> {
    let organs = scope(&viewer)?;
    let gone = || Problem::new(StatusCode::NOT_FOUND, codes::NO_NOTICE_INCIDENT).with("id", &id);
    let stuck = parse(&id).ok_or_else(gone)?;
    let done = app.store.notice_retry(&stuck, &organs, app.clock.now()).await;
    done.map_err(|error| if error.kind == ErrorKind::NotFound { gone() } else { error.into() })?;
    Ok(StatusCode::NO_CONTENT)
}

/// Organs in which the viewer sees to what could not be told.
fn scope(viewer: &Viewer) -> Answer<Vec<String>> {
    let mut organs: BTreeSet<String> = viewer.organs_with(Verb::ResolveIncidents).into_iter().collect();
    organs.extend(viewer.organs_with(Verb::Supervise));
    if organs.is_empty() { Err(Problem::forbidden()) } else { Ok(organs.into_iter().collect()) }
}

/// What an incident is called: `nd_NUMBER` a message, `nt_…` a notice, spelt as a task of its case.
fn name(stuck: &Stuck) -> String {
    match stuck {
        Stuck::Delivery(id) => format!("nd_{id}"),
        Stuck::Notice(NoticeId { instance, key }) => instance.task(*key).to_string().replacen("ut_", "nt_", 1),
    }
}

fn parse(name: &str) -> Option<Stuck> {
    if let Some(id) = name.strip_prefix("nd_") {
        return id.parse().ok().filter(|id| *id <= i64::MAX.cast_unsigned()).map(Stuck::Delivery);
    }
    let id: TaskId = format!("ut_{}", name.strip_prefix("nt_")?).parse().ok()?;
    Some(Stuck::Notice(NoticeId { instance: id.instance, key: id.key }))
}

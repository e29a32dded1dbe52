//! Cases: the list, the page, the history, the start.

use super::{
    commands, documents, filters,
    tasks::{self, Moved, page_limit},
};
use crate::{
    app::App,
    http::{
        json::Body,
        parameters::{Path, Query},
        preconditions,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::{
        cases, dossier, history,
        shapes::{Case, CaseLine, Page},
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use mingjing_core::{
    command::{Start, What},
    ids::{InstanceId, PersonId},
    outcome::{Rejection, RejectionKind},
};
use mingjing_model::files::Verb;
use mingjing_runtime::store::read::CaseFilter;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// Cursors of the list of cases; those of a history carry the case's id.
const LIST: &str = "cases";

/// Which cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    view: Option<String>,
    running: Option<bool>,
    stage: Option<String>,
    level: Option<String>,
    process: Option<String>,
    organ: Option<String>,
    unit: Option<String>,
    person: Option<String>,
    text: Option<String>,
    started_from: Option<String>,
    started_to: Option<String>,
    updated_from: Option<String>,
    updated_to: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
}

/// `GET /cases`.
///
/// # Errors
/// Parameters that cannot be read; those of the store.
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<CaseLine>>> {
    let limit = page_limit(query.limit)?;
    let mine = match query.view.as_deref() {
        None | Some("mine") => true,
        Some("all") => false,
        Some(other) => return Err(Problem::parameter("view", other)),
    };
    if !mine && viewer.readable().is_empty() {
        return Ok(Json(Page { items: with_incidents(&app, &viewer).await?, next: None }));
    }
    let filter = filter(&app, &viewer, mine, query)?;
    let mut found = app.store.case_page(&filter, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found
        .last()
        .filter(|_| more)
        .map(|line| app.cursors.write(LIST, line.row.updated_at.as_microsecond(), &line.row.instance.to_string()));
    Ok(Json(Page { items: cases::lines(&app, &found).await?, next }))
}

/// What people see who read no cases but resolve incidents: the cases that wait for them.
async fn with_incidents(app: &App, viewer: &Viewer) -> Answer<Vec<CaseLine>> {
    let organs = viewer.organs_with(Verb::ResolveIncidents);
    let incidents = app.store.incidents(&organs, tasks::PAGE_MAX).await?;
    let cases: BTreeSet<InstanceId> = incidents.into_iter().map(|incident| incident.instance).collect();
    let mut rows = Vec::new();
    for case in cases {
        let Some(facts) = app.store.case_get(case).await? else { continue };
        rows.push(facts.line());
    }
    cases::lines(app, &rows).await
}

/// People who ask for a colleague's cases among all get them by the index of people.
fn filter(app: &App, viewer: &Viewer, mine: bool, query: ListQuery) -> Answer<CaseFilter> {
    let own = || viewer.rights.iter().map(|(right, _)| right.organ.clone()).collect();
    let mut organs: Vec<String> = if mine { own() } else { viewer.readable() };
    organs.retain(|organ| query.organ.as_ref().is_none_or(|wanted| wanted == organ));
    let asked = query.person.map(PersonId::new);
    let (person, with) = if mine { (Some(viewer.person.id.clone()), asked) } else { (asked, None) };
    Ok(CaseFilter {
        organs,
        person,
        with,
        running: query.running,
        stage: query.stage,
        level: query.level.as_deref().map(filters::level).transpose()?,
        process: query.process,
        unit: query.unit,
        text: filters::text(query.text),
        started: filters::days(app, "started", query.started_from.as_deref(), query.started_to.as_deref())?,
        updated: filters::days(app, "updated", query.updated_from.as_deref(), query.updated_to.as_deref())?,
        after: query.after.as_deref().map(|cursor| position(app, cursor)).transpose()?,
    })
}

fn position(app: &App, cursor: &str) -> Answer<(i64, InstanceId)> {
    let (sort, id) = app.cursors.read(LIST, cursor)?;
    Ok((sort, id.parse().map_err(|_| Problem::parameter("after", cursor))?))
}

/// `GET /cases/{id}`.
///
/// # Errors
/// 404 when there is no such case for the viewer.
pub async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Answer<Json<Case>> {
    let dossier = dossier::open(&app, &viewer, instance(&id)?).await?;
    Ok(Json(cases::case(&app, &viewer, &dossier).await?))
}

/// Which part of the history.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryQuery {
    after: Option<String>,
    limit: Option<u32>,
}

/// `GET /cases/{id}/history`: from the first record on.
///
/// # Errors
/// 404 when there is no such case for the viewer.
pub async fn history(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    Query(query): Query<HistoryQuery>,
) -> Answer<Json<Page<history::Entry>>> {
    let id = instance(&id)?;
    let limit = page_limit(query.limit)?;
    let after = match query.after.as_deref() {
        Some(cursor) => {
            let (seq, _) = app.cursors.read(&id.to_string(), cursor)?;
            u64::try_from(seq).map_err(|_| Problem::parameter("after", cursor))?
        }
        None => 0,
    };
    let dossier = dossier::open(&app, &viewer, id).await?;
    let records = dossier::read(app.store.history_page(id, after, limit).await?)?;
    let last = records.last().map(|told| told.record.seq);
    let next =
        last.filter(|seq| *seq < dossier.instance.seq).map(|seq| app.cursors.write(&id.to_string(), seq as i64, "seq"));
    Ok(Json(Page { items: history::entries(&app, &viewer, &dossier, &records).await?, next }))
}

/// A start.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    process: String,
    organ: String,
    unit: Option<String>,
    submission: Box<RawValue>,
    #[serde(default)]
    documents: documents::Documents,
}

/// `POST /cases`. The command's id is the case's id.
///
/// # Errors
/// Fields at fault; those of the engine.
pub async fn start(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Body(body): Body<Opening>,
) -> Answer<(StatusCode, Json<Moved>)> {
    viewer.demand(Verb::Start, &body.organ)?;
    let (info, _) = app.bundles.current(&body.organ).await?.ok_or_else(|| Problem::not_found(&body.organ))?;
    let pinned =
        app.bundles.pinned_if(info.hash, &body.process).await?.ok_or_else(|| Problem::not_found(&body.process))?;
    let tenant = app.store.tenant_of(&body.organ).await?.ok_or_else(|| Problem::not_found(&body.organ))?;
    let definition = pinned.definition();
    let form = definition.node(definition.start()).form;
    let submission = tasks::read(&app, &pinned, form, &body.submission)?;
    let id = preconditions::command_id(&headers)?;
    let instance = InstanceId { tenant, uuid: id.0 };
    let start = Start {
        bundle: info.hash,
        process: body.process,
        organ: body.organ,
        unit: body.unit,
        submission,
        message: None,
        from: None,
        timer: None,
        documents: documents::entered(body.documents),
    };
    let seq = match commands::send(&app, &viewer, id, instance, What::Start(start), None).await {
        Ok(seq) => seq,
        // No case stands yet that would give the words.
        Err(problem) => return Err(commands::worded(&app, pinned.definition(), problem).await?),
    };
    Ok((StatusCode::CREATED, Json(tasks::moved(&app, &viewer, instance, seq).await?)))
}

/// The id in a path.
///
/// # Errors
/// 404 when it is no case id at all.
pub fn instance(id: &str) -> Answer<InstanceId> {
    id.parse().map_err(|_| Rejection::new("MJ4001", RejectionKind::NotFound).with("instance", id).into())
}

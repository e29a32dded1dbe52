//! Filing a version of a calendar: what it would move, filing it, and how far it has come to the cases.

use crate::{
    app::App,
    http::{
        codes,
        json::Body,
        lang as http,
        parameters::Path,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::calendar_moves::{self, MoveLine},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Calendar, CalendarFile, DayKind};
use mingjing_core::ids::InstanceId;
use mingjing_model::{
    Lang,
    files::{Verb, read_calendar},
    render,
};
use mingjing_runtime::{recount, store::read::Recount};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Cases that one preview looks at; the cursor goes on behind them.
const PREVIEW_CASES: u32 = 200;
/// Days that a preview names: those of two years at most.
const DAYS_MAX: usize = 800;

/// A calendar file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// The text of a `*.calendar.yaml`: the years and regions in it replace those in force.
    text: String,
    /// The preview goes on behind this case.
    #[serde(default)]
    after: Option<String>,
}

/// What a calendar file would do.
#[derive(Debug, Serialize)]
pub struct Preview {
    ok: bool,
    diagnostics: Vec<render::Finding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<Effect>,
}

/// What changes.
#[derive(Debug, Serialize)]
pub struct Effect {
    calendar: String,
    version: String,
    before: Option<String>,
    days: Vec<ChangedDay>,
    moves: Vec<MoveLine>,
    /// The preview goes on behind this case; none = that was all.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A day that counts otherwise.
#[derive(Debug, Serialize)]
pub struct ChangedDay {
    day: Date,
    was: DayKind,
    now: DayKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The region, where it is not the whole calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
}

/// How far a version has come.
#[derive(Debug, Serialize)]
pub struct Progress {
    calendar: String,
    version: String,
    at: Timestamp,
    /// None where nothing could move.
    #[serde(skip_serializing_if = "Option::is_none")]
    recount: Option<Way>,
}

/// A version on its way to the cases.
#[derive(Debug, Serialize)]
pub struct Way {
    scanned: u64,
    done_at: Option<Timestamp>,
}

/// `POST /calendars/preview`: what is wrong with the file, else the days that change and every date that moves, some cases
/// at a time. Nothing is written.
///
/// # Errors
/// 403 without the verb `file_definitions`; those of the store.
pub async fn preview(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Body(proposed): Body<Proposed>,
) -> Answer<Json<Preview>> {
    demand(&viewer)?;
    let (file, diagnostics) = read(&headers, &proposed.text);
    let Some(file) = file else { return Ok(Json(Preview { ok: false, diagnostics, effect: None })) };
    let after = proposed.after.as_deref().map(case).transpose()?;
    let effect = effect(&app, file, after).await?;
    Ok(Json(Preview { ok: true, diagnostics, effect: Some(effect) }))
}

/// `POST /calendars`: files the version; it is in force at once, and carried to the cases in the background.
///
/// # Errors
/// 403 without the verb `file_definitions`; 422 when the file is wrong or its version is in force with other days.
pub async fn file(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Body(proposed): Body<Proposed>,
) -> Answer<(StatusCode, Json<Progress>)> {
    demand(&viewer)?;
    let (file, diagnostics) = read(&headers, &proposed.text);
    let Some(file) = file else {
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, codes::CALENDAR);
        return Err(problem.with("errors", diagnostics.len()));
    };
    let in_force = in_force(&app, &file.calendar).await?;
    let merged = merged(in_force.clone(), file);
    if in_force.is_some_and(|before| before.version == merged.version && before != merged) {
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, codes::CALENDAR_VERSION);
        return Err(problem.with("version", &merged.version));
    }
    recount::file(app.store.as_ref(), &merged, app.clock.now()).await?;
    app.calendar_filed();
    progress(&app, &merged.calendar).await.map(|progress| (StatusCode::CREATED, Json(progress)))
}

/// `GET /calendars/{id}/recount`: how far the newest version has come.
///
/// # Errors
/// 404 when there is no such calendar; those of the store.
pub async fn way(State(app): State<App>, _viewer: Viewer, Path(id): Path<String>) -> Answer<Json<Progress>> {
    progress(&app, &id).await.map(Json)
}

async fn progress(app: &App, id: &str) -> Answer<Progress> {
    let listed = app.store.calendar_list().await?;
    let newest = listed.into_iter().find(|info| info.id == id).ok_or_else(|| Problem::not_found("calendar"))?;
    let way = |recount: Recount| Way { scanned: recount.scanned, done_at: recount.done_at };
    Ok(Progress { calendar: newest.id, version: newest.version, at: newest.at, recount: newest.recount.map(way) })
}

fn demand(viewer: &Viewer) -> Answer<()> {
    if viewer.verbs().contains(&Verb::FileDefinitions) { Ok(()) } else { Err(Problem::forbidden()) }
}

fn read(headers: &HeaderMap, text: &str) -> (Option<CalendarFile>, Vec<render::Finding>) {
    let (file, sources, report) = read_calendar("calendar.yaml", text);
    let lang = match http::Lang::of(headers) {
        http::Lang::Zh => Lang::Zh,
        http::Lang::En => Lang::En,
    };
    (file, render::findings(&report.into_sorted(), &sources, lang))
}

async fn in_force(app: &App, id: &str) -> Answer<Option<CalendarFile>> {
    let json = app.store.calendar_get(id).await?;
    json.map(|json| serde_json::from_str(&json).map_err(|error| Problem::fault(codes::FAULT, &error))).transpose()
}

fn merged(in_force: Option<CalendarFile>, file: CalendarFile) -> CalendarFile {
    match in_force {
        Some(before) => before.followed_by(file),
        None => file,
    }
}

async fn effect(app: &App, file: CalendarFile, after: Option<InstanceId>) -> Answer<Effect> {
    let fault = |error: mingjing_clock::CalendarErrors| Problem::fault(codes::FAULT, &error);
    let before = in_force(app, &file.calendar).await?;
    let merged = merged(before.clone(), file);
    let changed_from = recount::changed_from(app.store.as_ref(), &merged).await?;
    let new = Arc::new(Calendar::try_from(merged).map_err(fault)?);
    let old = before.map(|before| Calendar::try_from(before).map_err(fault)).transpose()?;
    let mut effect = Effect {
        calendar: new.id().to_owned(),
        version: new.version().to_owned(),
        before: old.as_ref().map(|old| old.version().to_owned()),
        days: old.as_ref().map(|old| days(old, &new)).unwrap_or_default(),
        moves: Vec::new(),
        next: None,
    };
    let Some(changed_from) = changed_from else { return Ok(effect) };
    let slice = app.store.recount_slice(changed_from, after, PREVIEW_CASES).await?;
    for instance in slice.instances {
        effect.moves.extend(calendar_moves::of(app, instance, &new).await?);
    }
    effect.next = slice.through.map(|through| through.to_string());
    Ok(effect)
}

/// The days that count otherwise, in the whole calendar and then region by region.
fn days(old: &Calendar, new: &Calendar) -> Vec<ChangedDay> {
    let mut days = changed(old, new, None);
    let regions: std::collections::BTreeSet<_> = old.regions().keys().chain(new.regions().keys()).collect();
    for code in regions {
        let local = changed(&old.in_region(code), &new.in_region(code), Some(code));
        days.extend(
            local.into_iter().filter(|local| new.in_region(code).day(local.day).kind != new.day(local.day).kind),
        );
    }
    days.truncate(DAYS_MAX);
    days
}

fn changed(old: &Calendar, new: &Calendar, region: Option<&str>) -> Vec<ChangedDay> {
    let differ = |day: &Date| old.day(*day).kind != new.day(*day).kind;
    let days = new.marked_days().chain(old.marked_days()).collect::<std::collections::BTreeSet<_>>();
    let shown = |day: Date| ChangedDay {
        day,
        was: old.day(day).kind,
        now: new.day(day).kind,
        name: new.day(day).name.map(str::to_owned),
        region: region.map(str::to_owned),
    };
    days.into_iter().filter(differ).map(shown).collect()
}

fn case(id: &str) -> Answer<InstanceId> {
    id.parse().map_err(|_| Problem::parameter("after", id))
}

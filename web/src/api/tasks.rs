//! The inbox and the task: claim, release, complete.

use super::{commands, documents, filters};
use crate::{
    app::App,
    calendars,
    http::{
        codes,
        json::Body,
        parameters::{Path, Query},
        preconditions,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::{
        basis, cases, clocks, dossier, duties, forms, limits,
        shapes::{CaseLine, Choices, Claim, Page, Ref, Submission, Task, TaskLine},
        submissions, tasks,
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use mingjing_core::{
    command::{TaskRef, What},
    event::Subject,
    ids::TaskId,
    outcome::{Rejection, RejectionKind},
    rows::TaskRow,
};
use mingjing_expr::Value;
use mingjing_model::definition::FormIx;
use mingjing_runtime::{
    forms::CompiledForm,
    store::read::{QueueFilter, Sort},
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;

/// Cursors of the list of tasks.
const LIST: &str = "tasks";
/// Lines of a page unless the caller asks for another number, and at most.
pub const PAGE: u32 = 50;
/// At most so many lines a page.
pub const PAGE_MAX: u32 = 200;
/// A queue's exact count stops here; the app shows "1,000+".
const COUNT_MAX: u32 = 1_000;

/// Which tasks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    view: Option<String>,
    lane: Option<String>,
    unit: Option<String>,
    stage: Option<String>,
    process: Option<String>,
    level: Option<String>,
    due: Option<String>,
    text: Option<String>,
    sort: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
}

/// `GET /tasks`.
///
/// # Errors
/// Parameters that cannot be read; those of the store.
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<TaskLine>>> {
    let limit = page_limit(query.limit)?;
    let filter = filter(&app, query)?;
    let mut found = app.store.task_page(&viewer.queues(), &filter, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found
        .last()
        .filter(|_| more)
        .map(|line| app.cursors.write(LIST, line.sort_value, &line.row.instance.task(line.row.key).to_string()));
    let rows: Vec<(TaskRow, bool)> = found.into_iter().map(|line| (line.row, line.paused)).collect();
    Ok(Json(Page { items: tasks::lines(&app, &rows, &viewer.person.id).await?, next }))
}

fn filter(app: &App, query: ListQuery) -> Answer<QueueFilter> {
    Ok(QueueFilter {
        mine: match query.view.as_deref() {
            None | Some("all") => None,
            Some("mine") => Some(true),
            Some("pool") => Some(false),
            Some(other) => return Err(Problem::parameter("view", other)),
        },
        lane: query.lane,
        unit: query.unit,
        stage: query.stage,
        process: query.process,
        level: query.level.as_deref().map(filters::level).transpose()?,
        due_before: query.due.as_deref().map(|due| filters::due_before(app, due)).transpose()?,
        text: filters::text(query.text),
        sort: match query.sort.as_deref() {
            None | Some("due") => Sort::Due,
            Some("created") => Sort::Created,
            Some(other) => return Err(Problem::parameter("sort", other)),
        },
        after: query.after.as_deref().map(|cursor| position(app, cursor)).transpose()?,
    })
}

fn position(app: &App, cursor: &str) -> Answer<(i64, TaskId)> {
    let (sort, id) = app.cursors.read(LIST, cursor)?;
    Ok((sort, id.parse().map_err(|_| Problem::parameter("after", cursor))?))
}

/// The page length asked for, within bounds.
///
/// # Errors
/// When it is 0 or more than [`PAGE_MAX`].
pub fn page_limit(limit: Option<u32>) -> Answer<u32> {
    match limit {
        None => Ok(PAGE),
        Some(limit) if (1..=PAGE_MAX).contains(&limit) => Ok(limit),
        Some(limit) => Err(Problem::parameter("limit", &limit.to_string())),
    }
}

/// How full the viewer's queues are.
#[derive(Debug, Serialize)]
pub struct Counts {
    mine: u32,
    pool: u32,
    overdue: u32,
    queues: Vec<QueueLine>,
}

/// One queue.
#[derive(Debug, Serialize)]
pub struct QueueLine {
    organ: Ref,
    unit: Option<Ref>,
    lane: Ref,
    open: u32,
    open_more: bool,
    mine: u32,
    pool: u32,
    overdue: u32,
}

/// `GET /tasks/counts`.
///
/// # Errors
/// Those of the store.
pub async fn counts(State(app): State<App>, viewer: Viewer) -> Answer<Json<Counts>> {
    let who = app.names.of(Vec::new()).await?;
    let mut counts = Counts { mine: 0, pool: 0, overdue: 0, queues: Vec::new() };
    for queue in app.store.task_counts(&viewer.queues(), app.clock.now()).await? {
        counts.mine += queue.mine;
        counts.pool += queue.pool;
        counts.overdue += queue.overdue;
        counts.queues.push(QueueLine {
            organ: who.organ(&queue.organ),
            unit: queue.unit.as_ref().map(|unit| who.unit(&queue.organ, unit)),
            lane: app.bundles.lane_title(&queue.organ, &queue.lane).await?,
            open: queue.open.min(COUNT_MAX),
            open_more: queue.open > COUNT_MAX,
            mine: queue.mine,
            pool: queue.pool,
            overdue: queue.overdue,
        });
    }
    Ok(Json(counts))
}

/// `GET /tasks/{id}`.
///
/// # Errors
/// 404 when it is gone, or not the viewer's to see.
pub async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Answer<Json<Task>> {
    let (id, row) = open_task(&app, &viewer, &id).await?;
    let dossier = dossier::open(&app, &viewer, id.instance).await?;
    let definition = dossier.pinned.definition();
    let node = definition.node_by_id(&row.node).ok_or_else(|| gone(&id.to_string()))?;
    let form = definition.node(node).form;
    let filled = dossier.filled(&app).await?;
    let named = filled
        .iter()
        .flat_map(|filled| submissions::people(definition.form(filled.form), &filled.values))
        .chain(filled.iter().filter_map(|filled| filled.by.clone()));
    let who = app.names.of(named.chain(row.assignee.clone()).chain(dossier.people()).collect()).await?;
    let read = basis::read_by(definition, node);
    let item = row.item;
    let earlier = form.and_then(|form| {
        filled.iter().find(|filled| filled.form == form && filled.item.as_ref().map(|item| item.index) == item)
    });
    let next = tasks::next(definition, node);
    let limit = dossier.instance.elements.get(&id.key).and_then(|element| element.task()?.limit.as_ref());
    let calendar = calendars::of_process(&app, definition).await?;
    let choices = match form {
        Some(form) => forms::choices(&app, &row.organ, &dossier.pinned, definition.form(form)).await?,
        None => Choices::default(),
    };
    Ok(Json(Task {
        line: tasks::line(&app, (&row, dossier.facts.is_paused()), &dossier.pinned, &who, &viewer.person.id),
        form: form.map(|form| forms::form(definition.form(form))).transpose()?,
        values: earlier.map(|filled| forms::values(definition.form(filled.form), &filled.values)).transpose()?,
        facts: filled
            .iter()
            .map(|filled| Submission {
                why: basis::why(definition, &read, node, filled),
                ..submissions::submission(&dossier.pinned, &who, filled)
            })
            .collect(),
        people: cases::people(&dossier, &who),
        article: definition.basis.clone(),
        reason: tasks::reason(&next),
        next,
        claim: claimable(&viewer, &row),
        limit: limit.map(|limit| limits::of_task(&app, &dossier, &calendar, Subject::Task(id.key), limit)),
        paused: clocks::paused(&dossier),
        choices,
        duties: duties::duties(definition, node, &filled, item, app.today()),
    }))
}

/// Whether a claim can work, as far as the row tells; the exact check is at the claim.
fn claimable(viewer: &Viewer, row: &TaskRow) -> Claim {
    let holds = viewer.rights.iter().any(|(right, _)| {
        right.role == row.role
            && right.organ == row.organ
            && (right.unit.is_none() || row.unit.is_none() || right.unit == row.unit)
    });
    let why = if row.assignee.is_some() {
        Some("MJ4005")
    } else if !holds {
        Some("MJ4101")
    } else if row.team.as_ref().is_some_and(|team| !viewer.is_among(team)) {
        Some("MJ4102")
    } else if row.excluded.contains(&viewer.person.id) {
        Some("MJ4103")
    } else if viewer.is_among(&row.excluded) {
        Some("MJ4107")
    } else {
        None
    };
    Claim { allowed: why.is_none(), why: why.map(str::to_owned) }
}

/// The answer to claim and release.
#[derive(Debug, Serialize)]
pub struct Changed {
    task: TaskLine,
}

/// `POST /tasks/{id}/claim`.
///
/// # Errors
/// Those of the engine.
pub async fn claim(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer<Json<Changed>> {
    change(&app, &viewer, &id, &headers, What::ClaimTask).await
}

/// `POST /tasks/{id}/release`.
///
/// # Errors
/// Those of the engine.
pub async fn release(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer<Json<Changed>> {
    change(&app, &viewer, &id, &headers, What::ReleaseTask).await
}

async fn change(
    app: &App,
    viewer: &Viewer,
    id: &str,
    headers: &HeaderMap,
    what: fn(TaskRef) -> What,
) -> Answer<Json<Changed>> {
    let (id, _) = open_task(app, viewer, id).await?;
    let task = TaskRef { key: id.key, revision: preconditions::revision(headers)? };
    commands::send(app, viewer, preconditions::command_id(headers)?, id.instance, what(task), None).await?;
    let found = app.store.task_get(id).await?.ok_or_else(|| gone(&id.to_string()))?;
    let line = tasks::lines(app, &[(found.row, found.paused)], &viewer.person.id)
        .await?
        .pop()
        .ok_or_else(|| gone(&id.to_string()))?;
    Ok(Json(Changed { task: line }))
}

/// A completion.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// What is handed in.
    pub submission: Box<RawValue>,
    /// Reasons, where a way out demands them.
    pub reason: Option<String>,
    /// Documents made.
    #[serde(default)]
    pub documents: documents::Documents,
}

/// Where a command left the case.
#[derive(Debug, Serialize)]
pub struct Moved {
    /// The case.
    pub case: CaseLine,
    /// Its open tasks that the viewer may see.
    pub next: Vec<TaskLine>,
    /// The record.
    pub seq: u64,
}

/// `POST /tasks/{id}/complete`.
///
/// # Errors
/// Fields at fault; those of the engine.
pub async fn complete(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(body): Body<Completion>,
) -> Answer<Json<Moved>> {
    let id: TaskId = id.parse().map_err(|_| gone(&id))?;
    let revision = preconditions::revision(&headers)?;
    let submission = read_for_task(&app, &viewer, id, &body.submission).await?;
    let documents = documents::entered(body.documents);
    let what = What::CompleteTask { task: TaskRef { key: id.key, revision }, submission, documents };
    let seq =
        commands::send(&app, &viewer, preconditions::command_id(&headers)?, id.instance, what, body.reason).await?;
    Ok(Json(moved(&app, &viewer, id.instance, seq).await?))
}

/// The submission, read by the task's form. A task that is gone is read by no form: the engine tells whether the command
/// was a repeat.
async fn read_for_task(app: &App, viewer: &Viewer, id: TaskId, json: &RawValue) -> Answer<Value> {
    let unknown = || gone(&id.to_string());
    if app.store.task_get(id).await?.is_some() {
        let (_, row) = open_task(app, viewer, &id.to_string()).await?;
        let pinned = app.bundles.pinned(row.bundle, &row.process).await?;
        let definition = pinned.definition();
        let form = definition.node_by_id(&row.node).and_then(|node| definition.node(node).form);
        return read(app, &pinned, form, json);
    }
    let dossier = match dossier::open(app, viewer, id.instance).await {
        Err(problem) if problem.status == StatusCode::NOT_FOUND => return Err(unknown()),
        opened => opened?,
    };
    let node = dossier.node_of(id.key).ok_or_else(unknown)?;
    read(app, &dossier.pinned, dossier.pinned.definition().node(node).form, json)
}

/// A submission, read by a form.
///
/// # Errors
/// Fields at fault.
pub fn read(app: &App, pinned: &crate::bundles::Pinned, form: Option<FormIx>, json: &RawValue) -> Answer<Value> {
    match form {
        Some(form) => compiled(app, pinned, form)?.read(json.get()).map_err(Problem::fields),
        None => forms::nothing(json),
    }
}

/// A form ready to read.
///
/// # Errors
/// A fault when its schema is none, which filing rules out.
pub fn compiled(app: &App, pinned: &crate::bundles::Pinned, form: FormIx) -> Answer<Arc<CompiledForm>> {
    let form = app.forms.get(pinned.hash, pinned.definition().form(form));
    form.map_err(|error| Problem::fault(codes::FAULT, &error))
}

/// Where a command left the case, for its caller.
///
/// # Errors
/// Those of the store.
pub async fn moved(app: &App, viewer: &Viewer, instance: mingjing_core::ids::InstanceId, seq: u64) -> Answer<Moved> {
    commands::followed(app, instance).await?;
    let facts = app.store.case_get(instance).await?.ok_or_else(|| Problem::not_found("case"))?;
    let pinned = app.bundles.pinned(facts.case.bundle, &facts.case.process).await?;
    let line = facts.line();
    let who = app.names.of(line.holders.clone()).await?;
    let visible =
        facts.tasks.into_iter().filter(|row| sees(viewer, row)).map(|row| (row, line.paused)).collect::<Vec<_>>();
    let case = cases::line(app, &line, &pinned, &who);
    Ok(Moved { case, next: tasks::lines(app, &visible, &viewer.person.id).await?, seq })
}

fn sees(viewer: &Viewer, row: &TaskRow) -> bool {
    row.assignee.as_ref() == Some(&viewer.person.id) || claimable(viewer, row).allowed
}

/// The task, for somebody who may read its case or works in its queue.
///
/// # Errors
/// 404 for everybody else, and when it is gone.
pub async fn open_task(app: &App, viewer: &Viewer, id: &str) -> Answer<(TaskId, TaskRow)> {
    let task: TaskId = id.parse().map_err(|_| gone(id))?;
    let row = app.store.task_get(task).await?.ok_or_else(|| gone(id))?.row;
    let facts = app.store.case_get(task.instance).await?.ok_or_else(|| gone(id))?;
    if viewer.may_read_facts(&facts) || sees(viewer, &row) { Ok((task, row)) } else { Err(gone(id)) }
}

fn gone(id: &str) -> Problem {
    Rejection::new("MJ4002", RejectionKind::NotFound).with("task", id).into()
}

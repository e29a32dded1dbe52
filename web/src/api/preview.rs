//! A dry run of a completion: what would stop it, and what would come of it. Nothing is written, whatever is asked.

use super::{
    commands, documents,
    tasks::{self, Completion},
};
use crate::{
    app::App,
    http::{
        json::Body,
        parameters::Path,
        preconditions,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::{forms, preview},
};
use axum::{Json, extract::State, http::HeaderMap};
use mingjing_core::{
    command::{TaskRef, What},
    ids::CommandId,
    outcome::{FieldError, Preview},
};
use mingjing_expr::Value;
use mingjing_model::definition::FormIx;
use mingjing_runtime::preview::preview as dry_run;
use serde_json::value::RawValue;
use uuid::Uuid;

/// `POST /tasks/{id}/preview`.
///
/// # Errors
/// Those of a completion that no other input would cure: the task is gone, has changed, or is not the viewer's.
pub async fn task(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(body): Body<Completion>,
) -> Answer<Json<preview::Preview>> {
    let (id, row) = tasks::open_task(&app, &viewer, &id).await?;
    let pinned = app.bundles.pinned(row.bundle, &row.process).await?;
    let definition = pinned.definition();
    let form = definition.node_by_id(&row.node).and_then(|node| definition.node(node).form);
    let task = TaskRef { key: id.key, revision: preconditions::revision(&headers)? };
    let (submission, faults) = look(&app, &pinned, form, &body.submission)?;
    let what = What::CompleteTask { task, submission, documents: documents::entered(body.documents) };
    // No command with this id is ever sent.
    let command = commands::of(&viewer, CommandId(Uuid::nil()), id.instance, what, body.reason)?;
    let (before, told) = dry_run(app.store.as_ref(), definition, &command, app.clock.now()).await?;
    let told = match told {
        Preview::Rejected(rejection) => {
            return Err(commands::named(&app, id.instance, Problem::from(rejection)).await?);
        }
        told => told,
    };
    let subject = preview::Subject { pinned: &pinned, form: form.map(|form| definition.form(form)), before: &before };
    Ok(Json(preview::told(&app, &subject, faults, told).await?))
}

/// A submission as far as a form can read it, with all that its schema finds.
fn look(
    app: &App,
    pinned: &crate::bundles::Pinned,
    form: Option<FormIx>,
    json: &RawValue,
) -> Answer<(Value, Vec<FieldError>)> {
    match form {
        Some(form) => Ok(tasks::compiled(app, pinned, form)?.look(json.get())),
        None => forms::nothing(json).map(|nothing| (nothing, Vec::new())),
    }
}

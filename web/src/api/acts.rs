//! Acts of the case, asked for by hand.

use super::{cases::instance, commands, tasks};
use crate::{
    app::App,
    http::{json::Body, parameters::Path, preconditions, problem::Answer},
    identity::viewer::Viewer,
    view::dossier,
};
use axum::{Json, extract::State, http::HeaderMap};
use mingjing_core::{
    command::What,
    outcome::{Rejection, RejectionKind},
};
use serde::Deserialize;
use serde_json::value::RawValue;

/// A request for an act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requested {
    submission: Box<RawValue>,
    reason: Option<String>,
}

/// `POST /cases/{id}/acts/{act}`.
///
/// # Errors
/// Fields at fault; those of the engine.
pub async fn request(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, act)): Path<(String, String)>,
    headers: HeaderMap,
    Body(body): Body<Requested>,
) -> Answer<Json<tasks::Moved>> {
    let id = instance(&id)?;
    let dossier = dossier::open(&app, &viewer, id).await?;
    let definition = dossier.pinned.definition();
    let ix = definition
        .act_by_id(&act)
        .ok_or_else(|| Rejection::new("MJ4009", RejectionKind::NotFound).with("act", &act))?;
    let submission = tasks::read(&app, &dossier.pinned, definition.acts[ix.index()].form, &body.submission)?;
    let seq = commands::send(
        &app,
        &viewer,
        preconditions::command_id(&headers)?,
        id,
        What::RequestAct { act, submission },
        body.reason,
    )
    .await?;
    Ok(Json(tasks::moved(&app, &viewer, id, seq).await?))
}

//! Incidents: tried again, or moved on by hand, with a reason.

use super::{cases::instance, commands};
use crate::{
    app::App,
    http::{json::Body, parameters::Path, preconditions, problem::Answer},
    identity::viewer::Viewer,
    view::{cases, dossier, shapes::Case},
};
use axum::{Json, extract::State, http::HeaderMap};
use mingjing_core::{
    command::What,
    ids::Key,
    outcome::{Rejection, RejectionKind},
};
use serde::{Deserialize, Serialize};

/// A retry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    reason: String,
}

/// A resolution by hand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    reason: String,
    to: String,
}

/// The case afterwards.
#[derive(Debug, Serialize)]
pub struct Resolved {
    case: Case,
}

/// `POST /cases/{id}/incidents/{key}/retry`.
///
/// # Errors
/// Those of the engine.
pub async fn retry(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, key)): Path<(String, String)>,
    headers: HeaderMap,
    Body(body): Body<Retry>,
) -> Answer<Json<Resolved>> {
    let id = instance(&id)?;
    // Before the command: who may not see the case is not told of it, and nothing happens.
    dossier::open(&app, &viewer, id).await?;
    let what = What::RetryIncident { incident: incident(&key)? };
    commands::send(&app, &viewer, preconditions::command_id(&headers)?, id, what, Some(body.reason)).await?;
    resolved(&app, &viewer, id).await
}

/// `POST /cases/{id}/incidents/{key}/resolve`.
///
/// # Errors
/// Those of the engine.
pub async fn resolve(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, key)): Path<(String, String)>,
    headers: HeaderMap,
    Body(body): Body<Resolution>,
) -> Answer<Json<Resolved>> {
    let (id, incident) = (instance(&id)?, incident(&key)?);
    let dossier = dossier::open(&app, &viewer, id).await?;
    let unknown = || Rejection::new("MJ4014", RejectionKind::Invalid).with("node", &body.to);
    let to = dossier.pinned.definition().node_by_id(&body.to).ok_or_else(unknown)?;
    let what = What::ResolveIncident { incident, to };
    commands::send(&app, &viewer, preconditions::command_id(&headers)?, id, what, Some(body.reason)).await?;
    resolved(&app, &viewer, id).await
}

/// The incident's key in a path; one that cannot be is not there.
fn incident(key: &str) -> Answer<Key> {
    let unknown = || Rejection::new("MJ4013", RejectionKind::NotFound).with("incident", key);
    Ok(Key(key.parse().map_err(|_| unknown())?))
}

async fn resolved(app: &App, viewer: &Viewer, id: mingjing_core::ids::InstanceId) -> Answer<Json<Resolved>> {
    let dossier = dossier::after_act(app, id).await?;
    Ok(Json(Resolved { case: cases::case(app, viewer, &dossier).await? }))
}

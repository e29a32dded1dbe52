//! Logging in and out.

use super::me::{self, Me};
use crate::{
    app::App,
    http::{json::Body, problem::Answer},
    identity::{
        login,
        viewer::{Viewer, Visitor},
    },
};
use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// A login.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    login: String,
    password: String,
}

/// An opened session.
#[derive(Debug, Serialize)]
pub struct Opened {
    csrf: String,
    me: Me,
}

/// `POST /session`.
///
/// # Errors
/// Wrong name or password, lock-out, an inactive account.
pub async fn open(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Body(body): Body<Login>,
) -> Answer<Response> {
    let (token, session) = login::login(&app, body.login.trim(), &body.password, &address.ip().to_string()).await?;
    let csrf = session.csrf.clone();
    let viewer = Viewer::of(&app, session).await?;
    let opened = Opened { csrf, me: me::of(&app, &viewer).await? };
    Ok(([(header::SET_COOKIE, app.transport.open(&token)?)], Json(opened)).into_response())
}

/// `DELETE /session`.
///
/// # Errors
/// Those of the store.
pub async fn close(State(app): State<App>, Visitor(viewer): Visitor) -> Answer<Response> {
    app.store.session_end(&viewer.session.token_hash).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, app.transport.close()?)]).into_response())
}

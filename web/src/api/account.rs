//! One's own account: the password, and where one is logged in.

use crate::{
    api::admin::{
        Noted, change, field,
        sessions::{self, SessionView},
    },
    app::App,
    http::{
        codes,
        json::Body,
        parameters::Path,
        problem::{Answer, Problem},
    },
    identity::{
        login, password,
        viewer::{Viewer, Visitor},
    },
    view::shapes::Page,
};
use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::StatusCode,
};
use mingjing_runtime::store::read::{Change, Deed};
use serde::Deserialize;
use std::net::SocketAddr;

/// A new password.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changing {
    old: String,
    new: String,
}

/// `POST /me/password`. Ends the person's other sessions. Wrong guesses at the old one count as failed logins.
///
/// # Errors
/// Fields at fault: the old one is wrong, or the new one will not do; too many failures.
pub async fn change_password(
    State(app): State<App>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Visitor(viewer): Visitor,
    Body(body): Body<Changing>,
) -> Answer<StatusCode> {
    let account = app.store.account_of(&viewer.person.id).await?.ok_or_else(|| Problem::not_found("account"))?;
    let address = address.ip().to_string();
    login::demand_unlocked(&app, &account.login, &address).await?;
    if !password::verify(body.old.clone(), account.password_hash).await? {
        app.store.login_note(&account.login, &address, false, app.clock.now()).await?;
        return Err(Problem::fields(vec![field("/old", codes::PASSWORD_OLD, &[])]));
    }
    let same = (body.new == body.old).then_some(codes::PASSWORD_SAME);
    if let Some(code) = password::fault(&body.new, &account.login).or(same) {
        let min = password::CHARS_MIN.to_string();
        return Err(Problem::fields(vec![field("/new", code, &[("min", &min)])]));
    }
    let hash = password::hash_apart(body.new).await?;
    let noted = Noted { what: Deed::PasswordChanged, subject: &viewer.person, before: None, after: None };
    let keep = Some(viewer.session.token_hash);
    let new = Change::Password { person: viewer.person.id.clone(), hash, must_change: false, keep };
    change(&app, &viewer, noted, new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /me/sessions`.
///
/// # Errors
/// Those of the store.
pub async fn own_sessions(State(app): State<App>, viewer: Viewer) -> Answer<Json<Page<SessionView>>> {
    let own = vec![viewer.person.id.clone()];
    Ok(Json(sessions::of(&app, &viewer, own).await?))
}

/// `POST /me/sessions/{id}/end`.
///
/// # Errors
/// 404 when it is none of theirs.
pub async fn end_session(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Answer<StatusCode> {
    sessions::end_one(&app, &viewer, std::slice::from_ref(&viewer.person), &id).await
}

//! Who is logged in, and from where.

use super::{Admin, Noted, change};
use crate::{
    app::App,
    http::{
        parameters::Path,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    names::Who,
    view::shapes::{Name, Page},
};
use axum::{Json, extract::State, http::StatusCode};
use jiff::Timestamp;
use mingjing_core::ids::PersonId;
use mingjing_runtime::store::read::{Change, Deed, Person, Session};
use serde::Serialize;
use serde_json::json;

/// Bytes of a token's hash that name a session: more than enough to tell sessions apart, and no way to a token.
const NAME_BYTES: usize = 12;

/// An open session.
#[derive(Debug, Serialize)]
pub struct SessionView {
    id: String,
    person: Name,
    since: Timestamp,
    /// When it was last used, to half a minute.
    seen: Timestamp,
    address: String,
    /// The one that asks.
    current: bool,
}

/// `GET /admin/sessions`.
///
/// # Errors
/// Those of the store.
pub async fn list(State(app): State<App>, admin: Admin) -> Answer<Json<Page<SessionView>>> {
    let people: Vec<PersonId> = admin.people(&app).await?.into_iter().map(|person| person.id).collect();
    Ok(Json(of(&app, &admin.viewer, people).await?))
}

/// `POST /admin/sessions/{id}/end`.
///
/// # Errors
/// 404 when there is no such session of people whom they manage.
pub async fn end(State(app): State<App>, admin: Admin, Path(id): Path<String>) -> Answer<StatusCode> {
    let people = admin.people(&app).await?;
    end_one(&app, &admin.viewer, &people, &id).await
}

/// `POST /admin/people/{id}/sessions/end`.
///
/// # Errors
/// 404, and 403 for oneself.
pub async fn end_all(State(app): State<App>, admin: Admin, Path(id): Path<String>) -> Answer<StatusCode> {
    let person = admin.other(&app, &id).await?;
    let noted = Noted { what: Deed::SessionsEnded, subject: &person, before: None, after: None };
    change(&app, &admin.viewer, noted, Change::EndSessions { person: person.id.clone() }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The sessions of these people.
///
/// # Errors
/// Those of the store.
pub async fn of(app: &App, viewer: &Viewer, people: Vec<PersonId>) -> Answer<Page<SessionView>> {
    let sessions = app.store.session_list(&people, app.clock.now()).await?;
    let who = app.names.of(sessions.iter().map(|session| session.person.clone()).collect()).await?;
    Ok(Page { items: sessions.iter().map(|session| view(viewer, &who, session)).collect(), next: None })
}

/// Ends the session of this name, if it is one of these people's.
///
/// # Errors
/// 404 when there is none.
pub async fn end_one(app: &App, viewer: &Viewer, people: &[Person], id: &str) -> Answer<StatusCode> {
    let ids: Vec<PersonId> = people.iter().map(|person| person.id.clone()).collect();
    let sessions = app.store.session_list(&ids, app.clock.now()).await?;
    let session = sessions.iter().find(|session| name(session) == id).ok_or_else(|| Problem::not_found(id))?;
    let subject = people.iter().find(|person| person.id == session.person).ok_or_else(|| Problem::not_found(id))?;
    let before = Some(json!({"since": session.created_at, "address": session.address}));
    let noted = Noted { what: Deed::SessionEnded, subject, before, after: None };
    change(app, viewer, noted, Change::EndSession { token_hash: session.token_hash }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn view(viewer: &Viewer, who: &Who, session: &Session) -> SessionView {
    SessionView {
        id: name(session),
        person: who.person(&session.person),
        since: session.created_at,
        seen: session.used_at,
        address: session.address.clone(),
        current: session.token_hash == viewer.session.token_hash,
    }
}

fn name(session: &Session) -> String {
    session.token_hash.iter().take(NAME_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

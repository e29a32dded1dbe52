//! People and their accounts.

use super::{
    Admin, Noted, change, field,
    roles::{Granting, RoleLine},
};
use crate::{
    app::App,
    http::{
        codes,
        json::Body,
        parameters::{Path, Query},
        problem::{Answer, Problem},
    },
    identity::{login::FAILURES_MAX, password},
    names::Who,
    view::shapes::{Name, Page},
};
use axum::{Json, extract::State, http::StatusCode};
use mingjing_core::{ids::PersonId, outcome::FieldError};
use mingjing_runtime::store::read::{AccountLine, Change, Deed, NewPerson, Person};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// People in a list: more are found by filtering. An organ of a city has a few hundred.
const LIST_MAX: usize = 1_000;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 60;
/// Characters of an id or a login name.
const ID_CHARS: std::ops::RangeInclusive<usize> = 2..=40;

/// A person as their administrator sees them.
#[derive(Debug, Serialize)]
pub struct PersonView {
    #[serde(flatten)]
    name: Name,
    login: Option<String>,
    active: bool,
    locked: bool,
    must_change: bool,
    /// The viewer's own account: another administrator changes it.
    own: bool,
    roles: Vec<RoleLine>,
}

/// Filters of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    organ: Option<String>,
    /// Part of a name, an id or a login name.
    q: Option<String>,
    state: Option<String>,
}

/// `GET /admin/people`.
///
/// # Errors
/// An unknown state; those of the store.
pub async fn list(
    State(app): State<App>,
    admin: Admin,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<PersonView>>> {
    let accounts = accounts(&app, &admin).await?;
    let who = app.names.of(Vec::new()).await?;
    let state = query.state.as_deref();
    if let Some(unknown) = state.filter(|state| !["active", "inactive", "locked"].contains(state)) {
        return Err(Problem::parameter("state", unknown));
    }
    let mut items = Vec::new();
    for person in admin.people(&app).await? {
        let account = accounts.get(&person.id);
        let locked = account.is_some_and(|account| account.locked);
        let fits = match state {
            Some("active") => person.active,
            Some("inactive") => !person.active,
            Some(_) => locked,
            None => true,
        };
        let there = |organ: &String| person.roles.iter().any(|(right, _, _)| right.organ == *organ);
        let named = query.q.as_deref().is_none_or(|text| is_named(&person, account, text.trim()));
        if fits && named && query.organ.as_ref().is_none_or(there) && items.len() < LIST_MAX {
            items.push(view(&app, &admin, &who, &person, account).await?);
        }
    }
    Ok(Json(Page { items, next: None }))
}

fn is_named(person: &Person, account: Option<&AccountLine>, text: &str) -> bool {
    let login = account.map(|account| account.login.as_str());
    let texts = [Some(person.name.as_str()), person.name_en.as_deref(), Some(person.id.as_str()), login];
    texts.into_iter().flatten().any(|known| known.to_lowercase().contains(&text.to_lowercase()))
}

/// `GET /admin/people/{id}`.
///
/// # Errors
/// 404 for people who are not theirs to manage.
pub async fn show(State(app): State<App>, admin: Admin, Path(id): Path<String>) -> Answer<Json<PersonView>> {
    Ok(Json(shown(&app, &admin, &id).await?))
}

/// A person as they are now.
///
/// # Errors
/// As [`show`].
pub async fn shown(app: &App, admin: &Admin, id: &str) -> Answer<PersonView> {
    let person = admin.person(app, id).await?;
    let accounts = accounts(app, admin).await?;
    view(app, admin, &app.names.of(Vec::new()).await?, &person, accounts.get(&person.id)).await
}

/// A person to create.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Creating {
    id: String,
    name: String,
    name_en: Option<String>,
    login: String,
    role: Granting,
}

/// A person with the password that is handed out once.
#[derive(Debug, Serialize)]
pub struct Handed {
    person: PersonView,
    password: String,
}

/// `POST /admin/people`.
///
/// # Errors
/// Fields at fault; 409 when the id or the login name is taken.
pub async fn create(
    State(app): State<App>,
    admin: Admin,
    Body(body): Body<Creating>,
) -> Answer<(StatusCode, Json<Handed>)> {
    let (name, login) = (body.name.trim().to_owned(), body.login.trim().to_owned());
    let name_en = body.name_en.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let mut errors = Vec::new();
    errors.extend(id_fault("/id", &body.id));
    errors.extend(id_fault("/login", &login));
    errors.extend(name_fault("/name", &name));
    errors.extend(name_en.as_deref().and_then(|name| name_fault("/name_en", name)));
    let role = body.role.checked(&app, &admin, "/role").await;
    let role = role.map_err(|problem| errors.extend(problem)).ok();
    let Some(role) = role.filter(|_| errors.is_empty()) else { return Err(Problem::fields(errors)) };
    let (secret, hash) = first_password().await?;
    let after = json!({
        "id": body.id, "name": name, "name_en": name_en, "login": login,
        "role": role.0.role, "organ": role.0.organ, "unit": role.0.unit, "from": role.1, "to": role.2
    });
    let person = Person { id: PersonId::new(body.id.as_str()), name, name_en, active: true, roles: vec![role] };
    let new = NewPerson { person: person.clone(), login: Some(login), password_hash: Some(hash) };
    let noted = Noted { what: Deed::PersonCreated, subject: &person, before: None, after: Some(after) };
    change(&app, &admin.viewer, noted, Change::Create(new)).await?;
    let person = shown(&app, &admin, &body.id).await?;
    Ok((StatusCode::CREATED, Json(Handed { person, password: secret })))
}

/// Whether a person may log in and act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switching {
    active: bool,
}

/// `POST /admin/people/{id}/active`.
///
/// # Errors
/// 404, and 403 for oneself.
pub async fn switch(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Body(body): Body<Switching>,
) -> Answer<Json<PersonView>> {
    let person = admin.other(&app, &id).await?;
    if person.active != body.active {
        let what = if body.active { Deed::Activated } else { Deed::Deactivated };
        let active = |active: bool| Some(json!({"active": active}));
        let noted = Noted { what, subject: &person, before: active(person.active), after: active(body.active) };
        change(&app, &admin.viewer, noted, Change::Active { person: person.id.clone(), active: body.active }).await?;
    }
    Ok(Json(shown(&app, &admin, &id).await?))
}

/// `POST /admin/people/{id}/password`.
///
/// # Errors
/// 404, and 403 for oneself.
pub async fn reset(State(app): State<App>, admin: Admin, Path(id): Path<String>) -> Answer<Json<Handed>> {
    let person = admin.other(&app, &id).await?;
    let (secret, hash) = first_password().await?;
    let noted = Noted { what: Deed::PasswordReset, subject: &person, before: None, after: None };
    let reset = Change::Password { person: person.id.clone(), hash, must_change: true, keep: None };
    change(&app, &admin.viewer, noted, reset).await?;
    Ok(Json(Handed { person: shown(&app, &admin, &id).await?, password: secret }))
}

/// `POST /admin/people/{id}/unlock`.
///
/// # Errors
/// 404, and 403 for oneself.
pub async fn unlock(State(app): State<App>, admin: Admin, Path(id): Path<String>) -> Answer<Json<PersonView>> {
    let person = admin.other(&app, &id).await?;
    if let Some(account) = app.store.account_of(&person.id).await? {
        let noted = Noted { what: Deed::Unlocked, subject: &person, before: None, after: None };
        change(&app, &admin.viewer, noted, Change::Unlock { login: account.login }).await?;
    }
    Ok(Json(shown(&app, &admin, &id).await?))
}

async fn first_password() -> Answer<(String, String)> {
    let secret = password::first().map_err(|error| Problem::fault(codes::FAULT, &error))?;
    let hash = password::hash_apart(secret.clone()).await?;
    Ok((secret, hash))
}

async fn accounts(app: &App, admin: &Admin) -> Answer<BTreeMap<PersonId, AccountLine>> {
    let mut accounts = BTreeMap::new();
    for organ in &admin.organs {
        let lines = app.store.account_list(organ, FAILURES_MAX, app.clock.now()).await?;
        accounts.extend(lines.into_iter().map(|line| (line.person.clone(), line)));
    }
    Ok(accounts)
}

async fn view(
    app: &App,
    admin: &Admin,
    who: &Who,
    person: &Person,
    account: Option<&AccountLine>,
) -> Answer<PersonView> {
    Ok(PersonView {
        name: name(person),
        login: account.map(|account| account.login.clone()),
        active: person.active,
        locked: account.is_some_and(|account| account.locked),
        must_change: account.is_some_and(|account| account.must_change),
        own: admin.viewer.is_among(std::slice::from_ref(&person.id)),
        roles: RoleLine::all(app, who, person).await?,
    })
}

/// A person by name.
pub fn name(person: &Person) -> Name {
    Name { id: person.id.as_str().to_owned(), name: person.name.clone(), name_en: person.name_en.clone() }
}

fn id_fault(pointer: &str, id: &str) -> Option<FieldError> {
    let fits = ID_CHARS.contains(&id.len())
        && id.starts_with(|letter: char| letter.is_ascii_lowercase())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (!fits).then(|| field(pointer, codes::ID_SHAPE, &[]))
}

fn name_fault(pointer: &str, name: &str) -> Option<FieldError> {
    let fits = (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    (!fits).then(|| field(pointer, codes::NAME_SHAPE, &[]))
}

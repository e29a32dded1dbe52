//! Stand-ins: who acts in whose place, from when to when. Entered by the person who will be absent, or by an
//! administrator; nobody enters themselves in another's place.

use crate::{
    api::admin::{Admin, Noted, change, field, may_end_on, people::name, period, roles::Ending, state},
    app::App,
    http::{
        codes,
        json::Body,
        parameters::{Path, Query},
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::shapes::{Name, Ref},
};
use axum::{Json, extract::State, http::StatusCode};
use jiff::civil::Date;
use mingjing_core::ids::PersonId;
use mingjing_runtime::store::read::{Change, Deed, Person, StandIn};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Stand-ins, and who and what there is to choose from.
#[derive(Debug, Serialize)]
pub struct Overview {
    items: Vec<Line>,
    /// The people of these organs, each with the roles that they can lend.
    people: Vec<Lender>,
}

/// A stand-in.
#[derive(Debug, Serialize)]
pub struct Line {
    id: u64,
    absent: Name,
    person: Name,
    /// None = all.
    roles: Option<Vec<Ref>>,
    from: Date,
    to: Date,
    state: &'static str,
    /// Whether the viewer may end it.
    may_end: bool,
}

/// A person with the roles that they hold or will hold.
#[derive(Debug, Serialize)]
pub struct Lender {
    person: Name,
    roles: Vec<Ref>,
}

/// Which ones.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    view: Option<String>,
}

/// `GET /stand-ins`: those that concern the viewer, or with `view=all` the people whom they manage.
///
/// # Errors
/// 403 for all, without the verb; an unknown view.
pub async fn list(State(app): State<App>, viewer: Viewer, Query(query): Query<ListQuery>) -> Answer<Json<Overview>> {
    let (concerned, people) = match query.view.as_deref() {
        None | Some("mine") => (vec![viewer.person.id.clone()], colleagues(&app, &viewer.person).await?),
        Some("all") => {
            let people = Admin::of(viewer.clone())?.people(&app).await?;
            (people.iter().map(|person| person.id.clone()).collect(), people)
        }
        Some(other) => return Err(Problem::parameter("view", other)),
    };
    let known = app.store.stand_in_list(&concerned).await?;
    let who = app.names.of(known.iter().flat_map(|one| [one.absent.clone(), one.person.clone()]).collect()).await?;
    let mut items = Vec::new();
    for one in &known {
        let absent = app.store.person_get(&one.absent).await?;
        let state = state(app.today(), Some(one.from), Some(one.to));
        let roles = match (&one.roles, &absent) {
            (Some(ids), Some(absent)) => Some(titled(&app, absent, |role| ids.contains(role)).await?),
            _ => None,
        };
        let manages =
            || Admin::of(viewer.clone()).is_ok_and(|admin| absent.as_ref().is_some_and(|it| admin.manages(it)));
        items.push(Line {
            id: one.id,
            absent: who.person(&one.absent),
            person: who.person(&one.person),
            roles,
            from: one.from,
            to: one.to,
            state,
            may_end: state != "ended" && (one.absent == viewer.person.id || manages()),
        });
    }
    let mut lenders = Vec::new();
    for person in people.iter().filter(|person| person.active) {
        let today = app.today();
        let held = |role: &String| {
            person.roles.iter().any(|(right, _, to)| right.role == *role && to.is_none_or(|to| to >= today))
        };
        lenders.push(Lender { person: name(person), roles: titled(&app, person, held).await? });
    }
    Ok(Json(Overview { items, people: lenders }))
}

/// A stand-in to enter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entering {
    /// Who is represented; none = the viewer.
    absent: Option<String>,
    person: String,
    roles: Option<Vec<String>>,
    from: Date,
    to: Date,
}

/// A stand-in was entered.
#[derive(Debug, Serialize)]
pub struct Entered {
    entered: bool,
}

/// `POST /stand-ins`.
///
/// # Errors
/// 403 for oneself in another's place, 404 for people who are not theirs to manage; fields at fault.
pub async fn enter(
    State(app): State<App>,
    viewer: Viewer,
    Body(body): Body<Entering>,
) -> Answer<(StatusCode, Json<Entered>)> {
    let absent = represented(&app, &viewer, body.absent.as_deref()).await?;
    if body.person == viewer.person.id.as_str() && absent.id != viewer.person.id {
        return Err(Problem::new(StatusCode::FORBIDDEN, codes::OWN));
    }
    let person = app.store.person_get(&PersonId::new(body.person.as_str())).await?;
    let held = |role: &String| absent.roles.iter().any(|(right, _, _)| right.role == *role);
    let lent = body.roles.as_ref().is_none_or(|roles| !roles.is_empty() && roles.iter().all(held));
    let fits = person.is_some_and(|person| person.active && person.id != absent.id && are_colleagues(&absent, &person));
    let mut errors = Vec::new();
    if !fits || !lent {
        let pointer = if fits { "/roles" } else { "/person" };
        errors.push(field(pointer, codes::STAND_IN, &[("person", &body.person)]));
    }
    errors.extend(period(app.today(), body.from, Some(body.to)));
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let stand_in = StandIn {
        id: 0,
        absent: absent.id.clone(),
        person: PersonId::new(body.person),
        roles: body.roles,
        from: body.from,
        to: body.to,
    };
    let after = Some(told(&stand_in));
    let noted = Noted { what: Deed::StandInEntered, subject: &absent, before: None, after };
    change(&app, &viewer, noted, Change::StandIn(stand_in)).await?;
    Ok((StatusCode::CREATED, Json(Entered { entered: true })))
}

/// `POST /stand-ins/{id}/end`.
///
/// # Errors
/// 404 for those that are not theirs, a day before yesterday; 409 when it ends earlier already.
pub async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    Body(body): Body<Ending>,
) -> Answer<StatusCode> {
    let mut people = vec![viewer.person.clone()];
    if let Ok(admin) = Admin::of(viewer.clone()) {
        people.extend(admin.people(&app).await?);
    }
    let ids: Vec<PersonId> = people.iter().map(|person| person.id.clone()).collect();
    let known = app.store.stand_in_list(&ids).await?;
    let one = known.into_iter().find(|one| one.id.to_string() == id);
    let found = one.and_then(|one| Some((people.iter().find(|person| person.id == one.absent)?, one)));
    let (absent, one) = found.ok_or_else(|| Problem::not_found(&id))?;
    may_end_on(app.today(), body.on)?;
    let after = told(&StandIn { to: body.on, ..one.clone() });
    let noted = Noted { what: Deed::StandInEnded, subject: absent, before: Some(told(&one)), after: Some(after) };
    change(&app, &viewer, noted, Change::EndStandIn { id: one.id, on: body.on }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is represented: the viewer, or a person whom they manage.
async fn represented(app: &App, viewer: &Viewer, absent: Option<&str>) -> Answer<Person> {
    match absent.filter(|absent| *absent != viewer.person.id.as_str()) {
        None => Ok(viewer.person.clone()),
        Some(absent) => Admin::of(viewer.clone())?.person(app, absent).await,
    }
}

/// The people who hold or held a role in an organ where this person does, without them.
async fn colleagues(app: &App, person: &Person) -> Answer<Vec<Person>> {
    let organs: BTreeSet<&String> = person.roles.iter().map(|(right, _, _)| &right.organ).collect();
    let mut people = vec![person.clone()];
    for organ in organs {
        people.extend(app.store.person_list(organ).await?);
    }
    people.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    people.dedup();
    Ok(people)
}

fn are_colleagues(one: &Person, other: &Person) -> bool {
    one.roles.iter().any(|(own, _, _)| other.roles.iter().any(|(right, _, _)| own.organ == right.organ))
}

/// A person's roles by title, each once.
async fn titled(app: &App, person: &Person, wanted: impl Fn(&String) -> bool) -> Answer<Vec<Ref>> {
    let mut roles: Vec<Ref> = Vec::new();
    for (right, _, _) in person.roles.iter().filter(|(right, _, _)| wanted(&right.role)) {
        if !roles.iter().any(|known| known.id == right.role) {
            let title = app.bundles.role_title(&right.organ, &right.role).await?;
            roles.push(Ref { id: right.role.clone(), title });
        }
    }
    Ok(roles)
}

fn told(one: &StandIn) -> Value {
    json!({"person": one.person.as_str(), "roles": one.roles, "from": one.from, "to": one.to})
}

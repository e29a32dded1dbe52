//! Who I am and what I may do.

use crate::{
    app::App,
    http::problem::Answer,
    identity::viewer::{Viewer, Visitor},
    view::shapes::{Name, Ref},
};
use axum::{Json, extract::State};
use jiff::{Timestamp, civil::Date};
use mingjing_model::files::Verb;
use serde::Serialize;
use std::collections::BTreeSet;

/// The person, their roles, the time.
#[derive(Debug, Serialize)]
pub struct Me {
    person: Name,
    csrf: String,
    /// The password must be changed before anything else.
    must_change: bool,
    roles: Vec<RoleView>,
    verbs: BTreeSet<Verb>,
    now: Timestamp,
    today: Date,
    timezone: String,
    test_clock: bool,
    version: &'static str,
}

/// A role that they hold today.
#[derive(Debug, Serialize)]
pub struct RoleView {
    role: String,
    title: mingjing_model::definition::Text,
    organ: Ref,
    unit: Option<Ref>,
    /// Whose role it is, while they stand in for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    stands_in_for: Option<Name>,
    verbs: BTreeSet<Verb>,
}

/// `GET /me`.
///
/// # Errors
/// Those of the store.
pub async fn show(State(app): State<App>, Visitor(viewer): Visitor) -> Answer<Json<Me>> {
    Ok(Json(of(&app, &viewer).await?))
}

/// Everything about a viewer.
///
/// # Errors
/// Those of the store.
pub async fn of(app: &App, viewer: &Viewer) -> Answer<Me> {
    let who = app.names.of([vec![viewer.person.id.clone()], viewer.represented()].concat()).await?;
    let mut roles = Vec::new();
    for (right, verbs) in &viewer.rights {
        roles.push(RoleView {
            role: right.role.clone(),
            title: app.bundles.role_title(&right.organ, &right.role).await?,
            organ: who.organ(&right.organ),
            unit: right.unit.as_ref().map(|unit| who.unit(&right.organ, unit)),
            stands_in_for: right.stands_in_for.as_ref().map(|person| who.person(person)),
            verbs: verbs.clone(),
        });
    }
    Ok(Me {
        person: who.person(&viewer.person.id),
        csrf: viewer.session.csrf.clone(),
        must_change: viewer.session.must_change,
        roles,
        verbs: viewer.verbs(),
        now: app.clock.now(),
        today: app.today(),
        timezone: app.calendar.zone_name().to_owned(),
        test_clock: app.is_stepped(),
        version: env!("CARGO_PKG_VERSION"),
    })
}

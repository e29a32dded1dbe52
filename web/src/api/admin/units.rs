//! Organs with their units, as they were filed: who works where, and which roles there are to grant.

use super::{Admin, people::name, state};
use crate::{
    app::App,
    http::problem::Answer,
    view::shapes::{Name, Page, Ref},
};
use axum::{Json, extract::State};
use mingjing_runtime::store::read::Person;
use serde::Serialize;
use std::collections::BTreeMap;

/// An organ.
#[derive(Debug, Serialize)]
pub struct OrganView {
    organ: Ref,
    /// The roles that it has filed.
    roles: Vec<Ref>,
    /// Its units in the order of the file; first the organ itself.
    units: Vec<UnitView>,
}

/// A unit, or the organ itself.
#[derive(Debug, Serialize)]
pub struct UnitView {
    /// None = the organ itself.
    unit: Option<Ref>,
    parent: Option<Ref>,
    /// Who heads it: the holders of the role that the file names.
    heads: Vec<Name>,
    members: Vec<Member>,
}

/// Who works in a unit today.
#[derive(Debug, Serialize)]
pub struct Member {
    person: Name,
    roles: Vec<Ref>,
}

/// `GET /admin/units`.
///
/// # Errors
/// Those of the store.
pub async fn list(State(app): State<App>, admin: Admin) -> Answer<Json<Page<OrganView>>> {
    let who = app.names.of(Vec::new()).await?;
    let mut items = Vec::new();
    for organ in &admin.organs {
        let Some((_, bundle)) = app.bundles.current(organ).await? else { continue };
        let titles: BTreeMap<String, Ref> = bundle
            .roles
            .0
            .iter()
            .map(|(id, role)| (id.clone(), Ref { id: id.clone(), title: role.title.clone() }))
            .collect();
        let people: Vec<Person> =
            app.store.person_list(organ).await?.into_iter().filter(|known| known.active).collect();
        let members = |unit: Option<&str>| members(&app, &people, organ, unit, &titles);
        let of_unit = |unit: &mingjing_model::files::UnitFile| UnitView {
            unit: Some(who.unit(organ, &unit.id)),
            parent: unit.parent.as_ref().map(|parent| who.unit(organ, parent)),
            heads: heads(members(Some(&unit.id)), unit.head.as_deref()),
            members: members(Some(&unit.id)),
        };
        let own = UnitView { unit: None, parent: None, heads: Vec::new(), members: members(None) };
        let units = std::iter::once(own).chain(bundle.organ.units.iter().map(of_unit)).collect();
        items.push(OrganView { organ: who.organ(organ), units, roles: titles.values().cloned().collect() });
    }
    Ok(Json(Page { items, next: None }))
}

fn members(
    app: &App,
    people: &[Person],
    organ: &str,
    unit: Option<&str>,
    titles: &BTreeMap<String, Ref>,
) -> Vec<Member> {
    let roles = |person: &Person| -> Vec<Ref> {
        let held = person.roles.iter().filter(|(right, from, to)| {
            right.organ == organ && right.unit.as_deref() == unit && state(app.today(), *from, *to) == "current"
        });
        held.filter_map(|(right, _, _)| titles.get(&right.role).cloned()).collect()
    };
    let members = people.iter().map(|person| Member { person: name(person), roles: roles(person) });
    members.filter(|member| !member.roles.is_empty()).collect()
}

fn heads(members: Vec<Member>, head: Option<&str>) -> Vec<Name> {
    let is_head = |member: &Member| member.roles.iter().any(|role| Some(role.id.as_str()) == head);
    members.into_iter().filter(is_head).map(|member| member.person).collect()
}

//! Roles of people: granted and ended, never taken out of the record.

use super::{
    Admin, Noted, change, field, may_end_on,
    people::{PersonView, shown},
    period, state,
};
use crate::{
    app::App,
    http::{
        codes,
        json::Body,
        parameters::Path,
        problem::{Answer, Problem},
    },
    names::Who,
    view::shapes::Ref,
};
use axum::{Json, extract::State, http::StatusCode};
use jiff::civil::Date;
use mingjing_core::{needs::Right, outcome::FieldError};
use mingjing_model::definition::Text;
use mingjing_runtime::store::read::{Change, Deed, Person};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A role that a person holds, held or will hold.
#[derive(Debug, Serialize)]
pub struct RoleLine {
    /// Position among their roles: its name in the API.
    n: usize,
    role: String,
    title: Text,
    organ: Ref,
    unit: Option<Ref>,
    from: Option<Date>,
    to: Option<Date>,
    state: &'static str,
}

impl RoleLine {
    /// All roles of a person, as they were granted.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn all(app: &App, who: &Who, person: &Person) -> Answer<Vec<Self>> {
        let mut lines = Vec::with_capacity(person.roles.len());
        for (n, (right, from, to)) in person.roles.iter().enumerate() {
            lines.push(Self {
                n,
                role: right.role.clone(),
                title: app.bundles.role_title(&right.organ, &right.role).await?,
                organ: who.organ(&right.organ),
                unit: right.unit.as_ref().map(|unit| who.unit(&right.organ, unit)),
                from: *from,
                to: *to,
                state: state(app.today(), *from, *to),
            });
        }
        Ok(lines)
    }
}

/// A role to grant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Granting {
    role: String,
    organ: String,
    unit: Option<String>,
    from: Option<Date>,
    to: Option<Date>,
}

impl Granting {
    /// The role with its days, if the organ is theirs to manage and has filed role and unit.
    ///
    /// # Errors
    /// The fields at fault, below `at`.
    pub async fn checked(
        self,
        app: &App,
        admin: &Admin,
        at: &str,
    ) -> Result<(Right, Option<Date>, Option<Date>), Vec<FieldError>> {
        let below = |name: &str| format!("{at}/{name}");
        let current = app.bundles.current(&self.organ).await.ok().flatten();
        let bundle = current.filter(|_| admin.organs.contains(&self.organ)).map(|(_, bundle)| bundle);
        let mut errors = Vec::new();
        if bundle.as_ref().is_none_or(|bundle| !bundle.roles.0.contains_key(&self.role)) {
            errors.push(field(&below("role"), codes::UNKNOWN_ROLE, &[("role", &self.role)]));
        }
        let has_unit = |unit: &String| bundle.iter().any(|bundle| bundle.organ.units.iter().any(|own| own.id == *unit));
        if let Some(unit) = self.unit.as_ref().filter(|unit| !has_unit(unit)) {
            errors.push(field(&below("unit"), codes::UNKNOWN_UNIT, &[("unit", unit)]));
        }
        let from = self.from.unwrap_or_else(|| app.today());
        let wrong = period(app.today(), from, self.to);
        errors.extend(wrong.map(|error| FieldError { pointer: format!("{at}{}", error.pointer), ..error }));
        if !errors.is_empty() {
            return Err(errors);
        }
        let right = Right { role: self.role, organ: self.organ, unit: self.unit, stands_in_for: None };
        Ok((right, Some(from), self.to))
    }
}

/// `POST /admin/people/{id}/roles`.
///
/// # Errors
/// 404, 403 for oneself, fields at fault; 409 when it is held already.
pub async fn grant(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Body(body): Body<Granting>,
) -> Answer<(StatusCode, Json<PersonView>)> {
    let person = admin.other(&app, &id).await?;
    let (right, from, to) = body.checked(&app, &admin, "").await.map_err(Problem::fields)?;
    let overlaps = |held: &(Right, Option<Date>, Option<Date>)| {
        held.0 == right && held.2.is_none_or(|last| from.is_none_or(|from| last >= from)) && {
            to.is_none_or(|to| held.1.is_none_or(|first| first <= to))
        }
    };
    if person.roles.iter().any(overlaps) {
        return Err(Problem::new(StatusCode::CONFLICT, codes::HELD));
    }
    let after = json!({"role": right.role, "organ": right.organ, "unit": right.unit, "from": from, "to": to});
    let noted = Noted { what: Deed::RoleGranted, subject: &person, before: None, after: Some(after) };
    change(&app, &admin.viewer, noted, Change::Grant { person: person.id.clone(), right, from, to }).await?;
    Ok((StatusCode::CREATED, Json(shown(&app, &admin, &id).await?)))
}

/// An end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The last day.
    pub on: Date,
}

/// `POST /admin/people/{id}/roles/{n}/end`.
///
/// # Errors
/// 404, 403 for oneself, a day before yesterday; 409 when it ends earlier already.
pub async fn end(
    State(app): State<App>,
    admin: Admin,
    Path((id, n)): Path<(String, String)>,
    Body(body): Body<Ending>,
) -> Answer<Json<PersonView>> {
    let person = admin.other(&app, &id).await?;
    let held = n.parse::<u32>().ok().and_then(|n| Some((n, person.roles.get(n as usize)?)));
    let (position, (right, from, to)) = held.ok_or_else(|| Problem::not_found(&n))?;
    may_end_on(app.today(), body.on)?;
    let line = |to: Option<Date>| {
        Some(json!({"role": right.role, "organ": right.organ, "unit": right.unit, "from": from, "to": to}))
    };
    let noted = Noted { what: Deed::RoleEnded, subject: &person, before: line(*to), after: line(Some(body.on)) };
    let ending = Change::EndRole { person: person.id.clone(), position, on: body.on };
    change(&app, &admin.viewer, noted, ending).await?;
    Ok(Json(shown(&app, &admin, &id).await?))
}

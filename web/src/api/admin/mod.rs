//! Administration: people, roles, units, sessions, and the log of what was changed. Everything asks for the verb
//! `manage_people` and reaches as far as the organs below it. It opens no case.

pub mod contact;
pub mod log;
pub mod people;
pub mod roles;
pub mod sessions;
pub mod units;

use crate::{
    app::App,
    http::{
        codes,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use jiff::civil::Date;
use mingjing_core::{ids::PersonId, outcome::FieldError};
use mingjing_model::files::Verb;
use mingjing_runtime::store::{
    ErrorKind,
    read::{Change, Deed, LogEntry, Person},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A viewer who manages people.
#[derive(Clone, Debug)]
pub struct Admin {
    /// Who.
    pub viewer: Viewer,
    /// The organs whose people they manage.
    pub organs: Vec<String>,
}

impl FromRequestParts<App> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        Self::of(Viewer::from_request_parts(parts, app).await?)
    }
}

impl Admin {
    /// The viewer, if they manage people.
    ///
    /// # Errors
    /// 403 when no role gives the verb.
    pub fn of(viewer: Viewer) -> Answer<Self> {
        let organs = viewer.organs_with(Verb::ManagePeople);
        if organs.is_empty() { Err(Problem::forbidden()) } else { Ok(Self { viewer, organs }) }
    }

    /// Whether they manage this person: whoever also has or had a role elsewhere is left to those above both organs,
    /// so that nobody gains another organ's rights with a new password.
    pub fn manages(&self, person: &Person) -> bool {
        !person.roles.is_empty() && person.roles.iter().all(|(right, _, _)| self.organs.contains(&right.organ))
    }

    /// A person whom they manage.
    ///
    /// # Errors
    /// 404 for everybody else.
    pub async fn person(&self, app: &App, id: &str) -> Answer<Person> {
        let person = app.store.person_get(&PersonId::new(id)).await?.filter(|person| self.manages(person));
        person.ok_or_else(|| Problem::not_found(id))
    }

    /// As [`Self::person`], for changes: four eyes, nobody changes themselves, nor for whom they stand in.
    ///
    /// # Errors
    /// 404, and 403 for oneself.
    pub async fn other(&self, app: &App, id: &str) -> Answer<Person> {
        let person = self.person(app, id).await?;
        if self.viewer.is_among(std::slice::from_ref(&person.id)) {
            return Err(Problem::new(StatusCode::FORBIDDEN, codes::OWN));
        }
        Ok(person)
    }

    /// The people whom they manage, by name.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn people(&self, app: &App) -> Answer<Vec<Person>> {
        let (mut people, mut seen) = (Vec::new(), BTreeSet::new());
        for organ in &self.organs {
            let known = app.store.person_list(organ).await?.into_iter();
            people.extend(known.filter(|person| self.manages(person) && seen.insert(person.id.clone())));
        }
        people.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(people)
    }
}

/// A change for the record: who it is about, and what stood before and stands since, as objects of plain fields.
#[derive(Debug)]
pub struct Noted<'a> {
    /// What was done.
    pub what: Deed,
    /// About whom.
    pub subject: &'a Person,
    /// Before.
    pub before: Option<Value>,
    /// Since.
    pub after: Option<Value>,
}

/// Carries out a change and notes it.
///
/// # Errors
/// 409 when an id or login is taken, or when what should end has ended; those of the store.
pub async fn change(app: &App, viewer: &Viewer, noted: Noted<'_>, change: Change) -> Answer<()> {
    let entry = LogEntry {
        at: app.clock.now(),
        actor: Some(viewer.person.id.clone()),
        what: noted.what,
        organ: noted.subject.roles.first().map(|(right, _, _)| right.organ.clone()).unwrap_or_default(),
        subject: noted.subject.id.clone(),
        before: noted.before.map(|before| before.to_string()),
        after: noted.after.map(|after| after.to_string()),
    };
    app.store.staff_change(&change, &entry).await.map_err(|error| match error.kind {
        ErrorKind::Conflict => Problem::new(StatusCode::CONFLICT, codes::TAKEN),
        ErrorKind::NotFound => Problem::new(StatusCode::CONFLICT, codes::ENDED),
        ErrorKind::Unavailable | ErrorKind::Corrupt | ErrorKind::UnknownOutcome => error.into(),
    })
}

/// A field at fault.
pub fn field(pointer: &str, code: &str, params: &[(&str, &str)]) -> FieldError {
    let params: BTreeMap<_, _> = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    FieldError { pointer: pointer.to_owned(), code: code.to_owned(), params }
}

/// What is wrong with a period that begins on or after today.
pub fn period(today: Date, from: Date, to: Option<Date>) -> Option<FieldError> {
    let (early, short) = (from < today, to.is_some_and(|to| to < from));
    (early || short).then(|| field(if early { "/from" } else { "/to" }, codes::PERIOD, &[]))
}

/// Demands that something may end on a day: yesterday makes it end at once, earlier would change what was done under it.
///
/// # Errors
/// A field at fault.
pub fn may_end_on(today: Date, on: Date) -> Answer<()> {
    let earliest = today.yesterday().unwrap_or(today);
    if on < earliest { Err(Problem::fields(vec![field("/on", codes::PERIOD, &[])])) } else { Ok(()) }
}

/// Where a period lies as of today.
pub fn state(today: Date, from: Option<Date>, to: Option<Date>) -> &'static str {
    if to.is_some_and(|to| to < today) {
        "ended"
    } else if from.is_some_and(|from| from > today) {
        "future"
    } else {
        "current"
    }
}

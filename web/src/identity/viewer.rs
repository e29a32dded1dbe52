//! The viewer: the person behind a request, with what their roles allow today.
//!
//! Rust knows the verbs; which role has which verb is filed data (`roles.yaml`).

use crate::{
    app::App,
    http::{
        codes,
        problem::{Answer, Problem},
    },
};
use axum::{
    extract::FromRequestParts,
    http::{Method, StatusCode, request::Parts},
};
use mingjing_core::{ids::PersonId, needs::Right};
use mingjing_model::files::Verb;
use mingjing_runtime::store::read::{Facts, Organ, Person, QueueViewer, Session};
use std::collections::BTreeSet;

/// Who is asking.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The person.
    pub person: Person,
    /// Their session.
    pub session: Session,
    /// Roles that they hold today, in their own right and for others, each with its verbs.
    pub rights: Vec<(Right, BTreeSet<Verb>)>,
    /// All organs, for the scope of supervisors.
    organs: Vec<Organ>,
}

/// A viewer who may still have to change their password: all that they can do is see who they are, change it, and leave.
#[derive(Clone, Debug)]
pub struct Visitor(pub Viewer);

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    /// Reads the session from the cookie; anything but a read needs the session's `X-CSRF`.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let none = || Problem::new(StatusCode::UNAUTHORIZED, codes::NO_SESSION);
        let token = app.transport.token_hash(&parts.headers).ok_or_else(none)?;
        let session = app.store.session_touch(&token, app.clock.now()).await?.ok_or_else(none)?;
        let reads = matches!(parts.method, Method::GET | Method::HEAD);
        let csrf = parts.headers.get("x-csrf").and_then(|value| value.to_str().ok());
        if !reads && csrf != Some(session.csrf.as_str()) {
            return Err(Problem::new(StatusCode::FORBIDDEN, codes::CSRF));
        }
        Viewer::of(app, session).await.map(Self)
    }
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Problem;

    /// As [`Visitor`], and the password is the person's own.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let Visitor(viewer) = Visitor::from_request_parts(parts, app).await?;
        if viewer.session.must_change {
            return Err(Problem::new(StatusCode::FORBIDDEN, codes::MUST_CHANGE));
        }
        Ok(viewer)
    }
}

impl Viewer {
    /// The viewer behind a session.
    ///
    /// # Errors
    /// When the account has been switched off since.
    pub async fn of(app: &App, session: Session) -> Answer<Self> {
        let person = app.store.person_get(&session.person).await?.filter(|person| person.active);
        let person = person.ok_or_else(|| Problem::new(StatusCode::FORBIDDEN, codes::INACTIVE))?;
        let mut rights = Vec::new();
        for right in app.store.rights_on(&person.id, app.today()).await? {
            let verbs = app.bundles.verbs(&right.organ, &right.role).await?;
            rights.push((right, verbs));
        }
        Ok(Self { person, session, rights, organs: app.store.organ_list().await? })
    }

    /// Everything that any of their roles allows.
    pub fn verbs(&self) -> BTreeSet<Verb> {
        self.rights.iter().flat_map(|(_, verbs)| verbs.iter().copied()).collect()
    }

    /// Organs in which one of their roles has the verb; supervisors and administrators reach below their organ too.
    pub fn organs_with(&self, verb: Verb) -> Vec<String> {
        let own = self.rights.iter().filter(|(_, verbs)| verbs.contains(&verb)).map(|(right, _)| right.organ.clone());
        let mut organs: BTreeSet<String> = own.collect();
        if matches!(verb, Verb::Supervise | Verb::ManagePeople) {
            let mut before = 0;
            while before != organs.len() {
                before = organs.len();
                let below = self
                    .organs
                    .iter()
                    .filter(|organ| organ.parent.as_ref().is_some_and(|parent| organs.contains(parent)));
                organs.extend(below.map(|organ| organ.id.clone()).collect::<Vec<_>>());
            }
        }
        organs.into_iter().collect()
    }

    /// Organs whose cases they may read.
    pub fn readable(&self) -> Vec<String> {
        let mut organs: BTreeSet<String> = self.organs_with(Verb::ReadCases).into_iter().collect();
        organs.extend(self.organs_with(Verb::Supervise));
        organs.into_iter().collect()
    }

    /// Whether they may read this case: its organ is in their scope, or they act or acted in it.
    pub fn may_read(&self, organ: &str, people: &[PersonId]) -> bool {
        people.contains(&self.person.id) || self.readable().iter().any(|readable| readable == organ)
    }

    /// Whether they may read these facts: as [`Self::may_read`], and who resolves incidents while one is open.
    pub fn may_read_facts(&self, facts: &Facts) -> bool {
        let case = &facts.case;
        self.may_read(&case.organ, &case.people)
            || (case.incidents > 0 && self.has(Verb::ResolveIncidents, &case.organ))
    }

    /// Whether one of their roles has the verb in the organ.
    pub fn has(&self, verb: Verb, organ: &str) -> bool {
        self.organs_with(verb).iter().any(|own| own == organ)
    }

    /// Demands a verb in an organ.
    ///
    /// # Errors
    /// 403 when no role gives it.
    pub fn demand(&self, verb: Verb, organ: &str) -> Answer<()> {
        if self.has(verb, organ) { Ok(()) } else { Err(Problem::forbidden()) }
    }

    /// Their queues.
    pub fn queues(&self) -> QueueViewer {
        let working = self.rights.iter().filter(|(_, verbs)| verbs.contains(&Verb::Work));
        let roles = working.map(|(right, _)| (right.role.clone(), right.organ.clone(), right.unit.clone()));
        QueueViewer { person: self.person.id.clone(), roles: roles.collect(), represented: self.represented() }
    }

    /// The people for whom they stand in today.
    pub fn represented(&self) -> Vec<PersonId> {
        let people: BTreeSet<PersonId> =
            self.rights.iter().filter_map(|(right, _)| right.stands_in_for.clone()).collect();
        people.into_iter().collect()
    }

    /// Whether they are among these people, or stand in for one of them.
    pub fn is_among(&self, people: &[PersonId]) -> bool {
        people.contains(&self.person.id) || self.represented().iter().any(|person| people.contains(person))
    }

    /// An organ's line in the directory.
    pub fn organ(&self, id: &str) -> Option<&Organ> {
        self.organs.iter().find(|organ| organ.id == id)
    }
}

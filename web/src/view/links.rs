//! Cases that belong together: started by one another, or told something by a message.

use super::{dossier::Dossier, shapes::Ref, words};
use crate::{app::App, http::problem::Answer, identity::viewer::Viewer, names::Who};
use jiff::Timestamp;
use mingjing_core::event::Relation;
use serde::Serialize;

/// A case that belongs to this one.
#[derive(Debug, Serialize)]
pub struct Linked {
    /// The case; none = the viewer may not read it.
    pub id: Option<String>,
    /// How the two belong together.
    pub relation: Relation,
    /// Its process.
    pub process: Option<Ref>,
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its organ.
    pub organ: Option<Ref>,
    /// Since when.
    pub since: Timestamp,
}

/// The other cases that are linked with this one, in order of their links. What the viewer may not read is named by its organ only.
///
/// # Errors
/// Those of the store.
pub async fn links(app: &App, viewer: &Viewer, dossier: &Dossier, who: &Who) -> Answer<Vec<Linked>> {
    let mut linked = Vec::new();
    // What a case tells itself links it with nobody.
    for link in dossier.instance.links.iter().filter(|link| link.instance != dossier.instance.id) {
        let facts = app.store.case_get(link.instance).await?.filter(|facts| viewer.may_read_facts(facts));
        let process = match &facts {
            Some(facts) => {
                let pinned = app.bundles.pinned(facts.case.bundle, &facts.case.process).await?;
                Some(words::process(pinned.definition()))
            }
            None => None,
        };
        let case = facts.map(|facts| facts.case);
        let organ = case.as_ref().map(|case| case.organ.clone()).or_else(|| link.organ.clone());
        linked.push(Linked {
            id: case.as_ref().map(|case| case.instance.to_string()),
            relation: link.relation,
            process,
            number: case.as_ref().and_then(|case| case.number.clone()),
            title: case.and_then(|case| case.title),
            organ: organ.map(|organ| who.organ(&organ)),
            since: link.since,
        });
    }
    Ok(linked)
}

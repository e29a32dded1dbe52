//! What a case waits for from outside, and who may enter it by hand when it comes on paper.

use super::{
    dossier::Dossier,
    forms,
    shapes::{Choices, Form, ItemLabel, Ref},
    standing, words,
};
use crate::{app::App, http::problem::Answer, identity::viewer::Viewer};
use jiff::Timestamp;
use mingjing_model::definition::{Definition, MessageRef, NameKind};
use serde::Serialize;

/// Something that the case waits for from outside.
#[derive(Debug, Serialize)]
pub struct Awaited {
    /// The last part of `POST /cases/{id}/messages/{key}`.
    pub key: u64,
    /// The event that waits.
    pub event: Ref,
    /// Since when.
    pub since: Timestamp,
    /// The item of a multi-instance that waits.
    pub item: Option<ItemLabel>,
    /// Whether the viewer may enter it by hand.
    pub may_enter: bool,
    /// The form that goes with it.
    pub form: Option<Form>,
    /// What its pickers offer.
    pub choices: Choices,
}

/// The open subscriptions for what comes from outside, oldest first; with a form where the viewer may enter the message. A message that fills several
/// forms is no matter for a person: it comes from a case.
///
/// # Errors
/// Those of the store.
pub async fn awaited(app: &App, viewer: &Viewer, dossier: &Dossier) -> Answer<Vec<Awaited>> {
    let definition = dossier.pinned.definition();
    let mut all = Vec::new();
    for (key, open) in &dossier.instance.subscriptions {
        let Some(message) = definition.node(open.node).kind.awaited() else { continue };
        if !standing::is_from_outside(&dossier.pinned.bundle, message) {
            continue;
        }
        let since = dossier.instance.elements.get(&open.owner).map(|element| element.since);
        let may_enter = message.forms.is_empty() && holds(viewer, dossier, message);
        let form = into(definition, message).filter(|_| may_enter);
        let choices = match form {
            Some(form) => forms::choices(app, &dossier.instance.organ, &dossier.pinned, form).await?,
            None => Default::default(),
        };
        all.push(Awaited {
            key: key.0,
            event: words::node(definition, open.node),
            since: since.unwrap_or(dossier.instance.started_at),
            item: dossier.item_of(open.owner),
            may_enter,
            form: form.map(forms::form).transpose()?,
            choices,
        });
    }
    Ok(all)
}

/// Whether the viewer is one of the lane's people in this case.
fn holds(viewer: &Viewer, dossier: &Dossier, message: &MessageRef) -> bool {
    let Some(lane) = message.lane else { return false };
    let role = &dossier.pinned.definition().lane(lane).role;
    let holds = viewer.rights.iter().any(|(right, _)| right.role == *role && right.organ == dossier.instance.organ);
    let team = dossier.instance.teams.get(&lane);
    holds && team.is_none_or(|team| team.contains(&viewer.person.id))
}

fn into<'d>(definition: &'d Definition, message: &MessageRef) -> Option<&'d mingjing_model::definition::Form> {
    match definition.name(message.into?).kind {
        NameKind::Form(form) => Some(definition.form(form)),
        NameKind::Variable | NameKind::Item | NameKind::Accrued => None,
    }
}

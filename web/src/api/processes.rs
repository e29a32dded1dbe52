//! Processes that the viewer's organs have filed, and whether the viewer may start a case.

use crate::{
    app::App,
    http::problem::Answer,
    identity::viewer::Viewer,
    view::{
        duties, forms,
        shapes::{Choices, Form, Page, Ref},
    },
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use mingjing_model::{
    definition::{LaneRef, Text},
    files::Verb,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// A filed process.
#[derive(Debug, Serialize)]
pub struct ProcessLine {
    process: String,
    title: Text,
    organ: Ref,
    version: u32,
    bundle: String,
    filed_at: Timestamp,
    filed_by: String,
    basis: Vec<String>,
    start: StartLine,
}

/// How a case of it starts.
#[derive(Debug, Serialize)]
pub struct StartLine {
    allowed: bool,
    title: Text,
    form: Option<Form>,
    units: Vec<Ref>,
    choices: Choices,
    duties: duties::Duties,
}

/// `GET /processes`.
///
/// # Errors
/// Those of the store.
pub async fn list(State(app): State<App>, viewer: Viewer) -> Answer<Json<Page<ProcessLine>>> {
    let organs: BTreeSet<String> = viewer.readable().into_iter().chain(viewer.organs_with(Verb::Start)).collect();
    let who = app.names.of(Vec::new()).await?;
    let mut items = Vec::new();
    for organ in organs {
        let Some((info, bundle)) = app.bundles.current(&organ).await? else { continue };
        for definition in &bundle.definitions {
            let pinned = app.bundles.pinned(info.hash, &definition.process).await?;
            let start = definition.node(definition.start());
            let role = match &start.lane {
                Some(LaneRef::Fixed(lane)) => Some(definition.lane(*lane).role.clone()),
                Some(LaneRef::Table { .. }) | None => None,
            };
            let holding = viewer.rights.iter().filter(|(right, verbs)| {
                right.organ == organ && Some(&right.role) == role.as_ref() && verbs.contains(&Verb::Start)
            });
            let units: BTreeSet<&String> = holding.clone().filter_map(|(right, _)| right.unit.as_ref()).collect();
            let form = start.form.map(|form| definition.form(form));
            items.push(ProcessLine {
                process: definition.process.clone(),
                title: definition.title.clone(),
                organ: who.organ(&organ),
                version: definition.version,
                bundle: info.hash.to_string(),
                filed_at: info.at,
                filed_by: info.by.clone(),
                basis: definition.basis.clone(),
                start: StartLine {
                    allowed: holding.count() > 0,
                    title: start.title.clone(),
                    form: form.map(forms::form).transpose()?,
                    units: units.into_iter().map(|unit| who.unit(&organ, unit)).collect(),
                    choices: match form {
                        Some(form) => forms::choices(&app, &organ, &pinned, form).await?,
                        None => Choices::default(),
                    },
                    duties: duties::duties(definition, definition.start(), &[], None, app.today()),
                },
            });
        }
    }
    Ok(Json(Page { items, next: None }))
}

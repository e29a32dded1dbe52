//! Cards, refusals and incidents over all cases, each with the case that it stands in.

use super::{
    cases,
    dossier::{self, Dossier},
    shapes::{Card, Ref, Refusal},
    words,
};
use crate::{app::App, bundles::Pinned, http::problem::Answer, names::Who};
use jiff::Timestamp;
use mingjing_core::{
    event::Event,
    ids::{InstanceId, PersonId},
    rows::{CardRow, IncidentRow, RefusalRow},
};
use mingjing_model::definition::{CardLevel, Definition, Text};
use mingjing_runtime::store::read::Facts;
use serde::Serialize;

/// The case of a line.
#[derive(Debug, Serialize)]
pub struct CaseRef {
    id: String,
    number: Option<String>,
    title: Option<String>,
    process: Ref,
    organ: Ref,
    unit: Option<Ref>,
    stage: Option<Ref>,
}

impl CaseRef {
    /// The case of a dossier.
    pub fn of(dossier: &Dossier, who: &Who) -> Self {
        Self::new(&dossier.facts, dossier.pinned.definition(), who)
    }

    fn new(facts: &Facts, definition: &Definition, who: &Who) -> Self {
        let case = &facts.case;
        Self {
            id: case.instance.to_string(),
            number: case.number.clone(),
            title: case.title.clone(),
            process: words::process(definition),
            organ: who.organ(&case.organ),
            unit: case.unit.as_ref().map(|unit| who.unit(&case.organ, unit)),
            stage: case.stage.as_ref().map(|stage| words::stage_id(definition, stage)),
        }
    }
}

/// A card in its case.
#[derive(Debug, Serialize)]
pub struct CardLine {
    /// The card.
    #[serde(flatten)]
    pub card: Card,
    /// Its case.
    pub case: CaseRef,
}

/// A card on the notice board: which case it is stands nowhere.
#[derive(Debug, Serialize)]
pub struct BoardCard {
    level: CardLevel,
    rule: Ref,
    process: Ref,
    unit: Option<Ref>,
    event_at: Timestamp,
}

/// A refusal in its case.
#[derive(Debug, Serialize)]
pub struct RefusalLine {
    #[serde(flatten)]
    refusal: Refusal,
    case: CaseRef,
}

/// An open incident in its case.
#[derive(Debug, Serialize)]
pub struct IncidentLine {
    key: u64,
    node: Ref,
    code: String,
    message: Text,
    since: Timestamp,
    case: CaseRef,
}

/// A case with the process that words it.
pub(super) struct Place {
    pub(super) facts: Facts,
    pinned: Pinned,
}

pub(super) async fn place(app: &App, instance: InstanceId) -> Answer<Option<Place>> {
    let Some(facts) = app.store.case_get(instance).await? else { return Ok(None) };
    let pinned = app.bundles.pinned(facts.case.bundle, &facts.case.process).await?;
    Ok(Some(Place { facts, pinned }))
}

impl Place {
    pub(super) fn definition(&self) -> &Definition {
        self.pinned.definition()
    }

    pub(super) fn shown(&self, who: &Who) -> CaseRef {
        CaseRef::new(&self.facts, self.definition(), who)
    }
}

/// Cards in words.
///
/// # Errors
/// Those of the store.
pub async fn cards(app: &App, rows: Vec<CardRow>) -> Answer<Vec<CardLine>> {
    let who = app.names.of(Vec::new()).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(place) = place(app, row.instance).await? else { continue };
        let definition = place.definition();
        let card = super::cards::of_row(definition, &row);
        lines.push(CardLine { card, case: place.shown(&who) });
    }
    Ok(lines)
}

/// Cards as the notice board shows them.
///
/// # Errors
/// Those of the store.
pub async fn board(app: &App, rows: Vec<CardRow>) -> Answer<Vec<BoardCard>> {
    let lines = cards(app, rows).await?.into_iter().map(|line| BoardCard {
        level: line.card.level,
        rule: line.card.rule,
        process: line.case.process,
        unit: line.case.unit,
        event_at: line.card.event_at,
    });
    Ok(lines.collect())
}

/// Refusals in words, with the facts that their records hold.
///
/// # Errors
/// Those of the store.
pub async fn refusals(app: &App, rows: Vec<RefusalRow>) -> Answer<Vec<RefusalLine>> {
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(place) = place(app, row.instance).await? else { continue };
        let facts = facts(app, &row).await?;
        let named = facts.iter().filter(|(name, _)| name == "person").map(|(_, id)| PersonId::new(id.as_str()));
        let who = app.names.of(named.chain([row.actor.clone()]).collect()).await?;
        let definition = place.definition();
        let task = place.facts.tasks.iter().find(|task| Some(task.key) == row.task);
        let refusal = Refusal {
            seq: row.seq,
            rule: words::policy_rule(definition, row.rule),
            actor: who.person(&row.actor),
            task: task.map(|task| words::node_id(definition, &task.node)),
            message: words::told(definition, &who, &row.code, &facts),
            code: row.code,
            at: row.at,
        };
        lines.push(RefusalLine { refusal, case: place.shown(&who) });
    }
    Ok(lines)
}

async fn facts(app: &App, row: &RefusalRow) -> Answer<Vec<(String, String)>> {
    let told = dossier::read(app.store.history_get(row.instance, &[row.seq]).await?)?;
    let events = told.into_iter().flat_map(|told| told.record.events);
    let facts = events.filter_map(|event| if let Event::ActRefused { facts, .. } = event { Some(facts) } else { None });
    Ok(facts.flatten().collect())
}

/// Incidents in words.
///
/// # Errors
/// Those of the store.
pub async fn incidents(app: &App, rows: Vec<IncidentRow>) -> Answer<Vec<IncidentLine>> {
    let who = app.names.of(Vec::new()).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(place) = place(app, row.instance).await? else { continue };
        lines.push(IncidentLine {
            key: row.key.0,
            node: words::node_id(place.definition(), &row.node),
            message: cases::incident(&row.code, &row.detail),
            code: row.code,
            since: row.since,
            case: place.shown(&who),
        });
    }
    Ok(lines)
}

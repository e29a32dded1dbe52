//! Cards by stage of life, one card with its life and both verdicts, and what is done about it.

use super::{
    commands, filters,
    supervision::{card_cursor, card_position},
    tasks::page_limit,
};
use crate::{
    app::App,
    http::{
        json::Body,
        parameters::{Path, Query},
        preconditions,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::{
        card_detail::{self, CardDetail},
        dossier::{self, Dossier},
        ledgers::{self, CardLine},
        shapes::Page,
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use mingjing_core::{
    command::What,
    ids::{InstanceId, Key},
    outcome::{Rejection, RejectionKind},
    state::CardStage,
};
use mingjing_model::files::Verb;
use mingjing_runtime::store::read::CardFilter;
use serde::{Deserialize, Serialize};

/// Which cards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardQuery {
    organ: Option<String>,
    process: Option<String>,
    unit: Option<String>,
    stage: Option<String>,
    level: Option<String>,
    state: Option<CardStage>,
    after: Option<String>,
    limit: Option<u32>,
}

/// How many cards are at a stage of their life.
#[derive(Debug, Serialize)]
pub struct StageCount {
    state: CardStage,
    cards: u64,
}

/// A page of cards with the counts beside it.
#[derive(Debug, Serialize)]
pub struct Cards {
    #[serde(flatten)]
    page: Page<CardLine>,
    counts: Vec<StageCount>,
}

/// `GET /cards`: cards of the organs whose cases the viewer may read, gravest and then newest first; without `state` those
/// that are not over.
///
/// # Errors
/// Parameters that cannot be read; those of the store.
pub async fn list(State(app): State<App>, viewer: Viewer, Query(query): Query<CardQuery>) -> Answer<Json<Cards>> {
    let limit = page_limit(query.limit)?;
    let mut organs = viewer.readable();
    organs.retain(|organ| query.organ.as_ref().is_none_or(|asked| asked == organ));
    let counts = app.store.card_counts(&organs).await?;
    let filter = CardFilter {
        organs,
        process: query.process,
        unit: query.unit,
        stage: query.stage,
        level: query.level.as_deref().map(filters::level).transpose()?,
        life: query.state,
        after: query.after.as_deref().map(|cursor| card_position(&app, cursor)).transpose()?,
    };
    let mut found = app.store.card_page(&filter, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|card| card_cursor(&app, card));
    let page = Page { items: ledgers::cards(&app, found).await?, next };
    let counts = counts.into_iter().map(|(state, cards)| StageCount { state, cards }).collect();
    Ok(Json(Cards { page, counts }))
}

/// `GET /cards/{id}`: a card, its life, both verdicts where it was cancelled, and what the viewer may do.
///
/// # Errors
/// 404 when there is no such card or its case is not theirs to read.
pub async fn show(State(app): State<App>, viewer: Viewer, Path(id): Path<String>) -> Answer<Json<CardDetail>> {
    let (instance, key) = named(&id)?;
    detail(&app, &viewer, instance, key).await
}

/// What is said about a card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    #[serde(default)]
    reason: Option<String>,
}

/// `POST /cards/{id}/{deed}`: `acknowledge`, `rectify`, `object` by the organ; `uphold`, `cancel`, `close` by a supervisor.
///
/// # Errors
/// 404 when there is no such card or deed, 403 without the role for it; those of the engine.
pub async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, deed)): Path<(String, String)>,
    headers: HeaderMap,
    Body(said): Body<Said>,
) -> Answer<Json<CardDetail>> {
    let ((instance, card), command) = (named(&id)?, preconditions::command_id(&headers)?);
    let dossier = open(&app, &viewer, instance, card).await?;
    let what = What::about_card(card, &deed).ok_or_else(|| Problem::not_found("deed"))?;
    let organ = &dossier.instance.organ;
    let may = match what {
        What::AnswerCard { .. } => answers_for(&viewer, organ),
        _ => viewer.has(Verb::Supervise, organ),
    };
    if !may {
        return Err(Problem::forbidden());
    }
    commands::send(&app, &viewer, command, instance, what, said.reason).await?;
    commands::followed(&app, instance).await?;
    detail(&app, &viewer, instance, card).await
}

/// Whether the viewer works in the organ without supervising it: who blames does not answer.
fn answers_for(viewer: &Viewer, organ: &str) -> bool {
    let works =
        |verbs: &std::collections::BTreeSet<Verb>| verbs.contains(&Verb::Work) && !verbs.contains(&Verb::Supervise);
    viewer.rights.iter().any(|(right, verbs)| right.organ == organ && works(verbs))
}

async fn detail(app: &App, viewer: &Viewer, instance: InstanceId, key: Key) -> Answer<Json<CardDetail>> {
    let dossier = open(app, viewer, instance, key).await?;
    let organ = &dossier.instance.organ;
    let may = (answers_for(viewer, organ), viewer.has(Verb::Supervise, organ));
    let shown = card_detail::card(app, viewer, &dossier, key, may).await?;
    shown.map(Json).ok_or_else(|| unknown(&instance.card(key)))
}

/// The case of a card; one that is not there, or not theirs to read, has no card.
async fn open(app: &App, viewer: &Viewer, instance: InstanceId, card: Key) -> Answer<Dossier> {
    let opened = dossier::open(app, viewer, instance).await;
    opened.map_err(
        |problem| if problem.status == StatusCode::NOT_FOUND { unknown(&instance.card(card)) } else { problem },
    )
}

fn named(id: &str) -> Answer<(InstanceId, Key)> {
    InstanceId::of_card(id).map_err(|_| unknown(id))
}

fn unknown(id: &str) -> Problem {
    Rejection::new("MJ4022", RejectionKind::NotFound).with("card", id).into()
}

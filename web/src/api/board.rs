//! The notice board: cards by department, for people inside only. It names no case and nobody.

use crate::{
    app::App,
    http::problem::Answer,
    identity::viewer::Viewer,
    view::{
        ledgers::{self, BoardCard},
        shapes::Ref,
    },
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use mingjing_model::definition::CardLevel;
use mingjing_runtime::store::read::CardFilter;
use serde::Serialize;

/// Cards of a department that the board shows, the gravest and newest: it is a board, not a ledger.
const CARDS_MAX: u32 = 50;

/// The board.
#[derive(Debug, Serialize)]
pub struct Board {
    organs: Vec<Department>,
    now: Timestamp,
}

/// A department's part of it.
#[derive(Debug, Serialize)]
pub struct Department {
    organ: Ref,
    /// Running cases on which a yellow card is the highest.
    yellow: u64,
    /// Running cases on which a red card stands.
    red: u64,
    cards: Vec<BoardCard>,
}

/// `GET /board`: to everybody who is logged in.
///
/// # Errors
/// Those of the store.
pub async fn show(State(app): State<App>, _viewer: Viewer) -> Answer<Json<Board>> {
    let who = app.names.of(Vec::new()).await?;
    let mut organs = Vec::new();
    for organ in app.store.organ_list().await? {
        let counts = app.store.case_summary(std::slice::from_ref(&organ.id)).await?;
        let filter =
            CardFilter { organs: vec![organ.id.clone()], level: Some(CardLevel::Yellow), ..CardFilter::default() };
        let cards = app.store.card_page(&filter, CARDS_MAX).await?;
        organs.push(Department {
            organ: who.organ(&organ.id),
            yellow: counts.iter().map(|count| count.yellow).sum(),
            red: counts.iter().map(|count| count.red).sum(),
            cards: ledgers::board(&app, cards).await?,
        });
    }
    Ok(Json(Board { organs, now: app.clock.now() }))
}

//! The supervisors' overview: how many cases stand where, with which cards. Read-only, over the same rows as the cases.

use crate::{
    app::App,
    http::problem::{Answer, Problem},
    identity::viewer::Viewer,
    view::{shapes::Ref, words},
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use mingjing_model::files::Verb;
use serde::Serialize;

/// The overview.
#[derive(Debug, Serialize)]
pub struct Overview {
    organs: Vec<Ref>,
    totals: Totals,
    stages: Vec<StageLine>,
    now: Timestamp,
}

/// Totals over the scope.
#[derive(Debug, Default, Serialize)]
pub struct Totals {
    running: u64,
    ended: u64,
    yellow: u64,
    red: u64,
    refusals: u64,
    incidents: u64,
}

/// A stage of the organ's processes.
#[derive(Debug, Serialize)]
pub struct StageLine {
    stage: Ref,
    organ: Ref,
    process: Ref,
    running: u64,
    yellow: u64,
    red: u64,
}

/// `GET /supervision`.
///
/// # Errors
/// 403 for people without a supervising role.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Answer<Json<Overview>> {
    let organs = viewer.organs_with(Verb::Supervise);
    if organs.is_empty() {
        return Err(Problem::forbidden());
    }
    let who = app.names.of(Vec::new()).await?;
    let mut overview = Overview {
        organs: organs.iter().map(|organ| who.organ(organ)).collect(),
        totals: Totals::default(),
        stages: Vec::new(),
        now: app.clock.now(),
    };
    for line in app.store.case_summary(&organs).await? {
        let totals = &mut overview.totals;
        totals.running += line.running;
        totals.ended += line.ended;
        totals.yellow += line.yellow;
        totals.red += line.red;
        totals.refusals += line.refusals;
        totals.incidents += line.incidents;
        let Some((info, _)) = app.bundles.current(&line.organ).await? else { continue };
        let Some(pinned) = app.bundles.pinned_if(info.hash, &line.process).await? else { continue };
        let Some(stage) = &line.stage else { continue };
        if line.running > 0 {
            overview.stages.push(StageLine {
                stage: words::stage_id(pinned.definition(), stage),
                organ: who.organ(&line.organ),
                process: words::process(pinned.definition()),
                running: line.running,
                yellow: line.yellow,
                red: line.red,
            });
        }
    }
    Ok(Json(overview))
}

//! The supervisors' overview: how many cases stand where, with which cards. Read-only, over the same rows as the cases.

use super::{
    filters,
    tasks::{PAGE_MAX, page_limit},
};
use crate::{
    app::App,
    http::{
        parameters::Query,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    names::Who,
    view::{
        ledgers::{self, CardLine, IncidentLine, RefusalLine},
        shapes::{Page, Ref},
        words,
    },
};
use axum::{Json, extract::State};
use jiff::Timestamp;
use mingjing_core::{
    ids::{InstanceId, Key, PersonId, TaskId},
    rows::CardRow,
};
use mingjing_model::{
    definition::{CardLevel, Definition},
    files::Verb,
};
use mingjing_runtime::store::read::{CardFilter, RefusalFilter, StageCount};
use serde::{Deserialize, Serialize};

/// Cursors of the list of cards.
const CARDS: &str = "cards";
/// Cursors of the list of refusals.
const REFUSALS: &str = "refusals";

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

/// What stands in a stage of a process, in one unit.
#[derive(Debug, Serialize)]
pub struct StageLine {
    stage: Option<Ref>,
    organ: Ref,
    unit: Option<Ref>,
    process: Ref,
    running: u64,
    yellow: u64,
    red: u64,
    refusals: u64,
    incidents: u64,
}

/// `GET /supervision`.
///
/// # Errors
/// 403 for people without a supervising role.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Answer<Json<Overview>> {
    let organs = scope(&viewer, None)?;
    let who = app.names.of(Vec::new()).await?;
    let mut overview = Overview {
        organs: organs.iter().map(|organ| who.organ(organ)).collect(),
        totals: Totals::default(),
        stages: Vec::new(),
        now: app.clock.now(),
    };
    let mut lines = Vec::new();
    for line in app.store.case_summary(&organs).await? {
        overview.totals.add(&line);
        let Some((info, _)) = app.bundles.current(&line.organ).await? else { continue };
        let Some(pinned) = app.bundles.pinned_if(info.hash, &line.process).await? else { continue };
        if line.running + line.refusals + line.incidents > 0 {
            let definition = pinned.definition();
            let place = definition.stages.iter().position(|stage| Some(&stage.id) == line.stage.as_ref());
            lines.push((place, stage_line(definition, &who, line)));
        }
    }
    // Process by process, its stages in their order; what is before any stage comes first.
    lines.sort_by(|(one, of), (other, than)| (&of.process.id, one).cmp(&(&than.process.id, other)));
    overview.stages = lines.into_iter().map(|(_, line)| line).collect();
    Ok(Json(overview))
}

impl Totals {
    fn add(&mut self, line: &StageCount) {
        self.running += line.running;
        self.ended += line.ended;
        self.yellow += line.yellow;
        self.red += line.red;
        self.refusals += line.refusals;
        self.incidents += line.incidents;
    }
}

fn stage_line(definition: &Definition, who: &Who, line: StageCount) -> StageLine {
    StageLine {
        stage: line.stage.as_ref().map(|stage| words::stage_id(definition, stage)),
        organ: who.organ(&line.organ),
        unit: line.unit.as_ref().map(|unit| who.unit(&line.organ, unit)),
        process: words::process(definition),
        running: line.running,
        yellow: line.yellow,
        red: line.red,
        refusals: line.refusals,
        incidents: line.incidents,
    }
}

/// The organs that the viewer supervises, or the one of them that is asked for.
///
/// # Errors
/// 403 for people without a supervising role.
fn scope(viewer: &Viewer, organ: Option<&str>) -> Answer<Vec<String>> {
    let organs = viewer.organs_with(Verb::Supervise);
    if organs.is_empty() {
        return Err(Problem::forbidden());
    }
    Ok(organs.into_iter().filter(|own| organ.is_none_or(|organ| organ == own)).collect())
}

/// Which cards, refusals or incidents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerQuery {
    organ: Option<String>,
    process: Option<String>,
    unit: Option<String>,
    stage: Option<String>,
    level: Option<String>,
    rule: Option<String>,
    person: Option<String>,
    from: Option<String>,
    to: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
}

/// `GET /supervision/cards`: what stands in running cases, gravest and then newest first.
///
/// # Errors
/// 403 without a supervising role; parameters that cannot be read; those of the store.
pub async fn cards(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<LedgerQuery>,
) -> Answer<Json<Page<CardLine>>> {
    let limit = page_limit(query.limit)?;
    let filter = CardFilter {
        organs: scope(&viewer, query.organ.as_deref())?,
        process: query.process,
        unit: query.unit,
        stage: query.stage,
        level: query.level.as_deref().map(filters::level).transpose()?,
        life: None,
        after: query.after.as_deref().map(|cursor| card_position(&app, cursor)).transpose()?,
    };
    let mut found = app.store.card_page(&filter, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|card| card_cursor(&app, card));
    Ok(Json(Page { items: ledgers::cards(&app, found).await?, next }))
}

/// The cursor behind a card.
pub fn card_cursor(app: &App, card: &CardRow) -> String {
    let id = format!("{} {}", card.level as u8, card.instance.task(card.key));
    app.cursors.write(CARDS, card.event_at.as_microsecond(), &id)
}

/// The place that a cursor names.
///
/// # Errors
/// When it is no cursor of cards.
pub fn card_position(app: &App, cursor: &str) -> Answer<(CardLevel, i64, InstanceId, Key)> {
    let (at, id) = app.cursors.read(CARDS, cursor)?;
    let read = || {
        let (level, id) = id.split_once(' ')?;
        let levels = [CardLevel::Prompt, CardLevel::Yellow, CardLevel::Red];
        let level = levels.into_iter().find(|known| (*known as u8).to_string() == level)?;
        let card: TaskId = id.parse().ok()?;
        Some((level, at, card.instance, card.key))
    };
    read().ok_or_else(|| Problem::parameter("after", cursor))
}

/// `GET /supervision/refusals`: newest first.
///
/// # Errors
/// As [`cards`].
pub async fn refusals(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<LedgerQuery>,
) -> Answer<Json<Page<RefusalLine>>> {
    let limit = page_limit(query.limit)?;
    let rule = |id: &str| words::rule_of(id).ok_or_else(|| Problem::parameter("rule", id));
    let filter = RefusalFilter {
        organs: scope(&viewer, query.organ.as_deref())?,
        process: query.process,
        unit: query.unit,
        stage: query.stage,
        rule: query.rule.as_deref().map(rule).transpose()?,
        actor: query.person.map(PersonId::new),
        at: filters::days(&app, "at", query.from.as_deref(), query.to.as_deref())?,
        after: query.after.as_deref().map(|cursor| refusal_position(&app, cursor)).transpose()?,
    };
    let mut found = app.store.refusal_page(&filter, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|refusal| {
        let id = format!("{} {}", refusal.seq, refusal.instance);
        app.cursors.write(REFUSALS, refusal.at.as_microsecond(), &id)
    });
    Ok(Json(Page { items: ledgers::refusals(&app, found).await?, next }))
}

fn refusal_position(app: &App, cursor: &str) -> Answer<(i64, InstanceId, u64)> {
    let (at, id) = app.cursors.read(REFUSALS, cursor)?;
    let read = || {
        let (seq, instance) = id.split_once(' ')?;
        Some((at, instance.parse().ok()?, seq.parse().ok()?))
    };
    read().ok_or_else(|| Problem::parameter("after", cursor))
}

/// Which incidents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentQuery {
    organ: Option<String>,
}

/// `GET /supervision/incidents`: open ones, oldest first; there are few, so there is one page.
///
/// # Errors
/// 403 without a supervising role; those of the store.
pub async fn incidents(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<IncidentQuery>,
) -> Answer<Json<Page<IncidentLine>>> {
    let organs = scope(&viewer, query.organ.as_deref())?;
    let found = app.store.incidents(&organs, PAGE_MAX).await?;
    Ok(Json(Page { items: ledgers::incidents(&app, found).await?, next: None }))
}

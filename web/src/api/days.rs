//! Days: the calendars in force, a year of one, and on which day a limit ends.

use crate::{
    app::App,
    http::{
        codes,
        parameters::{Path, Query},
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::{
        days::{self, CalendarLine, Year},
        limits,
        shapes::{Explained, Page},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use mingjing_clock::{Calendar, CalendarFile, ClockError, Due, Limit, Start, YEAR_MAX, YEAR_MIN, due, due_at};
use serde::{Deserialize, Serialize};

/// Digits of a region's code (GB/T 2260).
const CODE_LENGTH: usize = 6;

/// `GET /calendars`: those in force.
///
/// # Errors
/// Those of the store.
pub async fn calendars(State(app): State<App>, viewer: Viewer) -> Answer<Json<Page<CalendarLine>>> {
    let organs = app.store.organ_list().await?;
    let own = viewer.rights.first().and_then(|(right, _)| organs.iter().find(|organ| organ.id == right.organ));
    let mut versions = app.store.calendar_list().await?;
    // The newest of an id comes first, and is in force.
    versions.dedup_by(|later, newest| later.id == newest.id);
    let mut items = Vec::with_capacity(versions.len());
    for version in versions {
        items.push(days::line(&calendar(&app, &version.id).await?, version.at, &organs, own));
    }
    Ok(Json(Page { items, next: None }))
}

fn broken(cause: &dyn std::fmt::Display) -> Problem {
    Problem::fault(codes::FAULT, cause)
}

/// In which region.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearQuery {
    region: Option<String>,
}

/// `GET /calendars/{id}/years/{year}`.
///
/// # Errors
/// 404 for an unknown calendar; a year beyond those that can be counted.
pub async fn year(
    State(app): State<App>,
    _viewer: Viewer,
    Path((id, year)): Path<(String, String)>,
    Query(query): Query<YearQuery>,
) -> Answer<Json<Year>> {
    let wanted = year.parse().ok().filter(|year| (YEAR_MIN..=YEAR_MAX).contains(year));
    let wanted: i16 = wanted.ok_or_else(|| Problem::parameter("year", &year))?;
    let whole = calendar(&app, &id).await?;
    let local = query.region.as_deref().map(|code| in_region(&whole, code)).transpose()?;
    Ok(Json(days::year(&whole, local.as_ref(), query.region, wanted)))
}

/// What to count.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueQuery {
    from: Option<String>,
    limit: Option<String>,
    roll: Option<bool>,
    region: Option<String>,
}

/// The end of a limit.
#[derive(Debug, Serialize)]
pub struct Counted {
    last_day: Option<Date>,
    lapses_at: Timestamp,
    provisional: bool,
    explanation: Explained,
}

/// `GET /calendars/{id}/due`: the same as `mingjing clock due`.
///
/// # Errors
/// 404 for an unknown calendar; parameters that cannot be read; what cannot be counted.
pub async fn count(
    State(app): State<App>,
    _viewer: Viewer,
    Path(id): Path<String>,
    Query(query): Query<DueQuery>,
) -> Answer<Json<Counted>> {
    let whole = calendar(&app, &id).await?;
    let (from, wanted) = (query.from.unwrap_or_default(), query.limit.unwrap_or_default());
    let limit: Limit = wanted.parse().map_err(|_| Problem::parameter("limit", &wanted))?;
    let limit = if query.roll == Some(false) { limit.without_roll() } else { limit };
    let calendar = query.region.as_deref().map(|code| in_region(&whole, code)).transpose()?.unwrap_or(whole);
    let counted = match start(&from, &calendar)? {
        Start::On(day) => due(day, &limit, &calendar),
        Start::At(moment) => due_at(moment, &limit, &calendar),
    };
    let Due { last_day, lapses_at, provisional, explanation } = counted.map_err(|error| uncountable(&error))?;
    Ok(Json(Counted { last_day, lapses_at, provisional, explanation: limits::explained(&explanation) }))
}

fn uncountable(error: &ClockError) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, error.code())
}

async fn calendar(app: &App, id: &str) -> Answer<Calendar> {
    let json = app.store.calendar_get(id).await?.ok_or_else(|| Problem::not_found(id))?;
    let file: CalendarFile = serde_json::from_str(&json).map_err(|cause| broken(&cause))?;
    Calendar::try_from(file).map_err(|cause| broken(&cause))
}

fn in_region(calendar: &Calendar, code: &str) -> Answer<Calendar> {
    if code.len() == CODE_LENGTH && code.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(calendar.in_region(code))
    } else {
        Err(Problem::parameter("region", code))
    }
}

/// A day `YYYY-MM-DD`, or a moment `YYYY-MM-DDTHH:MM` in the calendar's zone.
fn start(text: &str, calendar: &Calendar) -> Answer<Start> {
    if let Some(day) = text.parse::<Date>().ok().filter(|day| day.to_string() == text) {
        return Ok(Start::On(day));
    }
    let moment = text.parse::<DateTime>().ok().filter(|_| text.contains('T'));
    let moment = moment.and_then(|moment| calendar.zone().to_timestamp(moment).ok());
    moment.map(Start::At).ok_or_else(|| Problem::parameter("from", text))
}

//! What turns yellow or red soon: the moments of cards that running limits still have before them.

use crate::{
    app::App,
    http::{
        codes,
        parameters::Query,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::forecast::{self, Coming},
};
use axum::{Json, extract::State};
use jiff::{SignedDuration, Timestamp};
use mingjing_clock::{ClockError, moments};
use mingjing_runtime::store::read::Span;
use serde::{Deserialize, Serialize};

/// Hours of the near part of a forecast.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Working days after today that a forecast reaches.
const WORKDAYS: u32 = 3;
/// Cases of one answer: more than a desk can act on in three days.
const CASES_MAX: u32 = 200;

/// Whose cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastQuery {
    organ: Option<String>,
}

/// The forecast.
#[derive(Debug, Serialize)]
pub struct Forecast {
    now: Timestamp,
    /// End of the day from now.
    day_until: Timestamp,
    /// End of the third working day after today.
    workdays_until: Timestamp,
    /// The earliest first.
    items: Vec<Coming>,
    /// There are more cases than one answer has.
    more: bool,
}

/// `GET /cards/forecast`.
///
/// # Errors
/// 403 for people who read no organ's cases; those of the store.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<ForecastQuery>,
) -> Answer<Json<Forecast>> {
    let mut organs = viewer.readable();
    if organs.is_empty() {
        return Err(Problem::forbidden());
    }
    organs.retain(|own| query.organ.as_ref().is_none_or(|organ| organ == own));
    let now = app.clock.now();
    let until = until(&app, now).map_err(|error| Problem::fault(codes::FAULT, &error))?;
    // The last moment counts too: a limit whose last day is the third turns red as that day ends.
    let span = Span { from: Some(now), to: Some(until + SignedDuration::from_micros(1)) };
    let mut cases = app.store.card_forecast(&organs, span, CASES_MAX + 1).await?;
    let more = cases.len() > CASES_MAX as usize;
    cases.truncate(CASES_MAX as usize);
    let day_until = (now + DAY).min(until);
    let items = forecast::coming(&app, &cases, until, day_until).await?;
    Ok(Json(Forecast { now, day_until, workdays_until: until, items, more }))
}

/// The end of the third working day after today, or of a day from now where that is later.
fn until(app: &App, now: Timestamp) -> Result<Timestamp, ClockError> {
    let mut day = moments::civil_date_of(now, &app.calendar);
    let mut counted = 0;
    while counted < WORKDAYS {
        day = moments::day_after(day)?;
        counted += u32::from(app.calendar.is_workday(day));
    }
    Ok(moments::midnight(moments::day_after(day)?, &app.calendar)?.max(now + DAY))
}

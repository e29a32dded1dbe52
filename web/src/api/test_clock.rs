//! Moving the clock in tests and demonstrations (feature `test-clock`, never in `dist`).

use crate::{
    app::App,
    http::{
        json::Body,
        problem::{Answer, Problem},
    },
};
use axum::{Json, extract::State};
use jiff::{SignedDuration, Timestamp};
use mingjing_clock::{Limit, Unit};
use serde::{Deserialize, Serialize};

/// How far.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Moved {
    /// By a limit, e.g. `5 workdays`: to the 09:00 of its last day; hours exactly.
    Advance(String),
    /// To a moment.
    To(Timestamp),
}

/// The new time.
#[derive(Debug, Serialize)]
pub struct Now {
    now: Timestamp,
}

/// `POST /test/clock`.
///
/// # Errors
/// When the server does not run on a stepped clock, or the text is no limit.
pub async fn step(State(app): State<App>, Body(body): Body<Moved>) -> Answer<Json<Now>> {
    let stepped = app.stepped.as_ref().ok_or_else(|| Problem::not_found("stepped clock"))?;
    let now = app.clock.now();
    let to = match body {
        Moved::To(to) => to,
        Moved::Advance(text) => {
            let limit: Limit = text.parse().map_err(|_| Problem::parameter("advance", &text))?;
            let due =
                mingjing_clock::due_at(now, &limit, &app.calendar).map_err(|_| Problem::parameter("advance", &text))?;
            if limit.unit == Unit::Hours { due.lapses_at } else { due.lapses_at - SignedDuration::from_hours(15) }
        }
    };
    if to < now {
        return Err(Problem::parameter("to", &to.to_string()));
    }
    stepped.move_to(to);
    app.engine.settle().await;
    app.notifier.tell(to).await?;
    app.notifier.deliver(to).await?;
    Ok(Json(Now { now: to }))
}

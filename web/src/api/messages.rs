//! Messages from outside.

use super::commands;
use crate::{
    app::App,
    http::{
        codes,
        json::Body,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::forms,
};
use axum::{Json, extract::State, http::StatusCode};
use jiff::SignedDuration;
use mingjing_model::files::Verb;
use mingjing_runtime::{
    lane,
    store::{MailboxKey, Message},
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Seconds for which a message may wait for its subscriber: a year, the longest procedure that awaits one.
const TTL_SECONDS_MAX: i64 = 366 * 24 * 3600;

/// A message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    organ: String,
    name: String,
    key: String,
    id: String,
    body: Box<RawValue>,
    ttl_seconds: Option<i64>,
}

/// What became of it.
#[derive(Debug, Serialize)]
pub struct Fate {
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
}

/// `POST /messages`.
///
/// # Errors
/// Those of the engine.
pub async fn publish(State(app): State<App>, viewer: Viewer, Body(body): Body<Published>) -> Answer<Json<Fate>> {
    viewer.demand(Verb::Work, &body.organ)?;
    let tenant = app.store.tenant_of(&body.organ).await?.ok_or_else(|| Problem::not_found(&body.organ))?;
    for (name, text) in [("name", &body.name), ("id", &body.id)] {
        if text.is_empty() {
            return Err(Problem::parameter(name, text));
        }
    }
    let ttl = match body.ttl_seconds {
        Some(seconds) if !(1..=TTL_SECONDS_MAX).contains(&seconds) => {
            return Err(Problem::parameter("ttl_seconds", &seconds.to_string()));
        }
        ttl => ttl,
    };
    let now = app.clock.now();
    let bytes =
        serde_json::to_vec(&forms::untyped(&body.body)?).map_err(|error| Problem::fault(codes::FAULT, &error))?;
    let salt = commands::salt()?;
    let message = Message {
        salt,
        id: body.id,
        body: bytes,
        at: now,
        expires_at: ttl.map(|seconds| now + SignedDuration::from_secs(seconds)),
        from: None,
    };
    let answer = app.engine.publish(MailboxKey { tenant, name: body.name, key: body.key }, message).await;
    let fate = match answer {
        lane::Answer::Delivered { instance, .. } => Fate { outcome: "correlated", case: Some(instance.to_string()) },
        lane::Answer::Kept => Fate { outcome: "kept", case: None },
        lane::Answer::Known => Fate { outcome: "known", case: None },
        lane::Answer::NoReceiver => Fate { outcome: "no_receiver", case: None },
        other => {
            commands::outcome(other)?;
            return Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, codes::FAULT));
        }
    };
    Ok(Json(fate))
}

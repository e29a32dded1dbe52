//! Messages from outside, and those that people enter by hand.

use super::{cases::instance, commands, tasks};
use crate::{
    app::App,
    http::{
        codes,
        json::Body,
        parameters::Path,
        preconditions,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::{dossier, forms},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use jiff::SignedDuration;
use mingjing_core::{
    command::What,
    ids::Key,
    outcome::{Rejection, RejectionKind},
};
use mingjing_expr::Value;
use mingjing_model::{definition::NameKind, files::Verb};
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

/// `POST /messages`, for a system or an organ outside. What the organ's own cases send each other comes from them alone,
/// and what comes on paper is entered at the case by the lane that answers for it.
///
/// # Errors
/// Those of the engine; 403 without the verb, and for a message that the organ's own processes send.
pub async fn publish(State(app): State<App>, viewer: Viewer, Body(body): Body<Published>) -> Answer<Json<Fate>> {
    viewer.demand(Verb::Exchange, &body.organ)?;
    let current = app.bundles.current(&body.organ).await?;
    if current.is_some_and(|(_, bundle)| bundle.definitions.iter().any(|each| each.tells_itself(&body.name))) {
        return Err(Problem::new(StatusCode::FORBIDDEN, codes::OWN_MESSAGE).with("name", &body.name));
    }
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

/// A message that came on paper.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entered {
    submission: Box<RawValue>,
}

/// `POST /cases/{id}/messages/{key}`.
///
/// # Errors
/// Fields at fault; those of the engine.
pub async fn enter(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, text)): Path<(String, String)>,
    headers: HeaderMap,
    Body(body): Body<Entered>,
) -> Answer<Json<tasks::Moved>> {
    let command = preconditions::command_id(&headers)?;
    forms::untyped(&body.submission)?;
    let id = instance(&id)?;
    let dossier = dossier::open(&app, &viewer, id).await?;
    let unknown = || Rejection::new("MJ4011", RejectionKind::NotFound).with("subscription", &text);
    let key = text.parse().map(Key).map_err(|_| unknown())?;
    let open = dossier.instance.subscriptions.get(&key).ok_or_else(unknown)?;
    let definition = dossier.pinned.definition();
    let into = definition.node(open.node).kind.awaited().and_then(|message| message.into);
    let form = into.and_then(|name| match definition.name(name).kind {
        NameKind::Form(form) => Some(form),
        NameKind::Variable | NameKind::Item | NameKind::Accrued => None,
    });
    let submission: Value = tasks::read(&app, &dossier.pinned, form, &body.submission)?;
    let what = What::EnterMessage { subscription: key, submission };
    let seq = commands::send(&app, &viewer, command, id, what, None).await?;
    Ok(Json(tasks::moved(&app, &viewer, id, seq).await?))
}

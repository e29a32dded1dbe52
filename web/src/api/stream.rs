//! The stream of hints (server-sent events).

use crate::{app::App, identity::viewer::Viewer, live::Follower};
use axum::{
    extract::State,
    http::HeaderMap,
    response::sse::{Event, Sse},
};
use futures_util::{Stream, stream::unfold};
use std::convert::Infallible;

/// `GET /stream`: `notices` when the person's list has changed, `log` when cases have moved, a comment every quarter of a
/// minute. A browser that comes again says by `Last-Event-ID` what it knows.
pub async fn open(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let seen = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let follower = Follower::new(app, viewer.person.id, viewer.session.token_hash, seen).await;
    Sse::new(unfold(follower, |mut follower| async move { Some((Ok(follower.next().await?), follower)) }))
}

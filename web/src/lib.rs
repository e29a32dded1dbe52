//! The web edge: the API under `/api/v1`, sessions, and the staff app.
//!
//! - [`http`]: problems, languages, cursors, preconditions;
//! - [`identity`]: passwords, sessions, the viewer and their rights;
//! - [`api`]: the endpoints, one file a resource;
//! - [`live`]: streams of hints;
//! - [`view`]: what is shown, worded with the pinned definition;
//! - [`assets`]: the embedded app; [`errors`]: the page of every code.
//!
//! No rule of the domain is here: a handler authorises, sends one command inward, and answers.

pub mod api;
pub mod app;
pub mod assets;
pub mod bundles;
pub mod calendars;
pub mod errors;
pub mod http;
pub mod identity;
pub mod live;
pub mod names;
pub mod view;

use app::App;
use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, header},
    middleware::{self, Next},
    response::Response,
};
use std::{future::Future, net::SocketAddr};
use tokio::net::TcpListener;

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    api::router(app).fallback(assets::serve).layer(middleware::from_fn(protect))
}

/// Serves until the signal comes, then finishes the requests at hand.
///
/// # Errors
/// Those of the listener.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let closing = app.clone();
    let stop = async move {
        stop.await;
        closing.live.close();
    };
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// Headers that every answer carries.
async fn protect(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(assets::CONTENT_SECURITY_POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

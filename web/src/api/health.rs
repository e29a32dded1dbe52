//! Health, readiness, metrics; and what is not there.

use crate::{
    app::App,
    http::{
        codes,
        problem::{Answer, Problem},
    },
};
use axum::{
    extract::{ConnectInfo, State},
    http::{StatusCode, Uri},
};
use std::{fmt::Write, net::SocketAddr};

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store answers too.
///
/// # Errors
/// Those of the store.
pub async fn ready(State(app): State<App>) -> Answer<&'static str> {
    app.store.tenants().await?;
    Ok("ready\n")
}

/// `GET /metrics`, to loopback only: the store's size by tenant, in the Prometheus text format.
///
/// # Errors
/// 403 from elsewhere.
pub async fn metrics(State(app): State<App>, ConnectInfo(address): ConnectInfo<SocketAddr>) -> Answer<String> {
    if !address.ip().is_loopback() {
        return Err(Problem::forbidden());
    }
    let mut text = String::from(
        "# HELP mingjing_log_seq Last gapless log sequence of a tenant.\n# TYPE mingjing_log_seq counter\n",
    );
    for (tenant, log_seq) in app.store.tenants().await? {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "mingjing_log_seq{{tenant=\"{}\"}} {log_seq}", tenant.0);
    }
    Ok(text)
}

/// An unknown path below the API.
pub async fn nothing(uri: Uri) -> Problem {
    Problem::not_found(uri.path())
}

/// A method that the path does not know.
pub async fn no_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, codes::METHOD)
}

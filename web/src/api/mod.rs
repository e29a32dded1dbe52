//! The endpoints, one file a resource. A handler extracts, authorises, calls inward once, and answers.

pub mod account;
pub mod acts;
pub mod admin;
pub mod board;
pub mod calendars;
pub mod cards;
pub mod cases;
pub mod check;
pub mod commands;
pub mod days;
pub mod documents;
pub mod filters;
pub mod forecast;
pub mod health;
pub mod incidents;
pub mod me;
pub mod messages;
pub mod notices;
pub mod preview;
pub mod processes;
pub mod session;
pub mod stand_ins;
pub mod stream;
pub mod supervision;
pub mod tasks;
#[cfg(feature = "test-clock")]
pub mod test_clock;

use crate::{
    app::App,
    http::{
        json::{BODY_BYTES_MAX, take_in},
        problem,
    },
};
use axum::{
    Router, middleware,
    routing::{any, get, post},
};
use tower_http::catch_panic::CatchPanicLayer;

/// Bytes that a folder handed to `check` may have (a department's folder is a few hundred KiB).
const CHECK_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Everything below `/api/v1`, and the health endpoints.
pub fn router(app: App) -> Router {
    let v1 = Router::new()
        .route("/session", post(session::open).delete(session::close))
        .route("/me", get(me::show))
        .route("/tasks", get(tasks::list))
        .route("/tasks/counts", get(tasks::counts))
        .route("/tasks/{id}", get(tasks::show))
        .route("/tasks/{id}/claim", post(tasks::claim))
        .route("/tasks/{id}/release", post(tasks::release))
        .route("/tasks/{id}/complete", post(tasks::complete))
        .route("/tasks/{id}/preview", post(preview::task))
        .route("/cases", get(cases::list).post(cases::start))
        .route("/cases/{id}", get(cases::show))
        .route("/cases/{id}/history", get(cases::history))
        .route("/cases/{id}/acts/{act}", post(acts::request))
        .route("/cases/{id}/messages/{key}", post(messages::enter))
        .route("/cases/{id}/incidents/{key}/retry", post(incidents::retry))
        .route("/cases/{id}/incidents/{key}/resolve", post(incidents::resolve))
        .route("/filters", get(filters::show))
        .route("/processes", get(processes::list))
        .route("/supervision", get(supervision::show))
        .route("/supervision/cards", get(supervision::cards))
        .route("/cards", get(cards::list))
        .route("/cards/{id}", get(cards::show))
        .route("/cards/{id}/{deed}", post(cards::act))
        .route("/calendars/preview", post(calendars::preview))
        .route("/calendars/{id}/recount", get(calendars::way))
        .route("/supervision/refusals", get(supervision::refusals))
        .route("/supervision/incidents", get(supervision::incidents))
        .route("/cards/forecast", get(forecast::show))
        .route("/calendars", get(days::calendars).post(calendars::file))
        .route("/calendars/{id}/years/{year}", get(days::year))
        .route("/calendars/{id}/due", get(days::count))
        .route("/messages", post(messages::publish))
        .route("/notices", get(notices::list))
        .route("/notices/read", post(notices::read))
        .route("/notices/incidents", get(notices::incidents))
        .route("/notices/incidents/{id}/retry", post(notices::retry))
        .route("/stream", get(stream::open))
        .route("/board", get(board::show))
        .route("/me/password", post(account::change_password))
        .route("/me/sessions", get(account::own_sessions))
        .route("/me/sessions/{id}/end", post(account::end_session))
        .route("/stand-ins", get(stand_ins::list).post(stand_ins::enter))
        .route("/stand-ins/{id}/end", post(stand_ins::end))
        .route("/admin/people", get(admin::people::list).post(admin::people::create))
        .route("/admin/people/{id}", get(admin::people::show))
        .route("/admin/people/{id}/active", post(admin::people::switch))
        .route("/admin/people/{id}/contact", get(admin::contact::show).post(admin::contact::put))
        .route("/admin/people/{id}/password", post(admin::people::reset))
        .route("/admin/people/{id}/unlock", post(admin::people::unlock))
        .route("/admin/people/{id}/roles", post(admin::roles::grant))
        .route("/admin/people/{id}/roles/{n}/end", post(admin::roles::end))
        .route("/admin/people/{id}/sessions/end", post(admin::sessions::end_all))
        .route("/admin/units", get(admin::units::list))
        .route("/admin/sessions", get(admin::sessions::list))
        .route("/admin/sessions/{id}/end", post(admin::sessions::end))
        .route("/admin/log", get(admin::log::list));
    #[cfg(feature = "test-clock")]
    let v1 = v1.route("/test/clock", post(test_clock::step));
    // The fallbacks come before the layer: a wrong method or path with a body is answered after the body too.
    let check_size = middleware::from_fn_with_state(CHECK_BYTES_MAX, take_in);
    let v1 = v1
        .fallback(health::nothing)
        .method_not_allowed_fallback(health::no_method)
        .layer(middleware::from_fn_with_state(BODY_BYTES_MAX, take_in))
        .route("/check", post(check::check).fallback(health::no_method).layer(check_size));
    Router::new()
        .nest("/api/v1", v1)
        .route("/api/{*rest}", any(health::nothing))
        .route("/errors/{code}", get(crate::errors::page))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        // Outermost of the two: what a panic leaves is worded too.
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state((), problem::word))
        .with_state(app)
}

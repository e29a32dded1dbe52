//! Logging in: password, lock-out, account state.

use super::{password, session};
use crate::{
    app::App,
    http::{
        codes,
        problem::{Answer, Problem},
    },
};
use axum::http::StatusCode;
use mingjing_runtime::store::read::Session;

/// Failures within 15 minutes after which an account is locked for an address (ten: a person mistypes thrice, a program
/// guesses thousands).
pub const FAILURES_MAX: u32 = 10;
/// Minutes that a lock lasts: the window in which failures count.
const LOCK_MINUTES: u32 = 15;
/// Verified when the login name is unknown, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$4Jk3b8wqjz3m1C2cO2jV5l1oQ1l2xkq1cG8f3u5H0bM";

/// Opens a session: the cookie's token and what was stored.
///
/// # Errors
/// Wrong name or password (one answer for both), too many failures, an account that is not active.
pub async fn login(app: &App, name: &str, secret: &str, address: &str) -> Answer<(String, Session)> {
    let now = app.clock.now();
    demand_unlocked(app, name, address).await?;
    let account = app.store.account_get(name).await?;
    let hash = account.as_ref().map_or(NOBODY, |account| &account.password_hash).to_owned();
    let matches = password::verify(secret.to_owned(), hash).await?;
    let Some(account) = account.filter(|_| matches) else {
        app.store.login_note(name, address, false, now).await?;
        tracing::info!("a login failed");
        return Err(Problem::new(StatusCode::UNAUTHORIZED, codes::LOGIN));
    };
    if !account.person.active {
        return Err(Problem::new(StatusCode::FORBIDDEN, codes::INACTIVE));
    }
    app.store.login_note(name, address, true, now).await?;
    let (token, opened) = session::create(account.person.id, address, now)?;
    app.store.session_put(&opened).await?;
    // What the store knows of the account comes with the session only when it is read.
    let opened = app.store.session_touch(&opened.token_hash, now).await?.unwrap_or(opened);
    Ok((token, opened))
}

/// Demands that a name may be tried from an address.
///
/// # Errors
/// Too many failures.
pub async fn demand_unlocked(app: &App, name: &str, address: &str) -> Answer<()> {
    if app.store.login_failures(name, address, app.clock.now()).await? < FAILURES_MAX {
        return Ok(());
    }
    let locked = Problem::new(StatusCode::TOO_MANY_REQUESTS, codes::LOCKED).with("minutes", LOCK_MINUTES);
    Err(Problem { retry_after: Some(LOCK_MINUTES * 60), ..locked })
}

//! Login sessions.

use super::directory::before;
use crate::{SqliteStore, codes::micros, column::Columns, error::Context, statements::session as text};
use jiff::{SignedDuration, Timestamp};
use mingjing_runtime::store::{
    Answered, Error,
    read::{Session, Sessions},
};
use sqlx::sqlite::SqliteRow;

/// A session that was not used for so long is over.
pub(super) const IDLE: SignedDuration = SignedDuration::from_mins(30);

/// A session is over after so long, used or not.
pub(super) const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);

/// Uses are noted at most this often, so that not every request of a page is a commit. A session may seem idle this
/// much too early.
const NOTED_EVERY: SignedDuration = SignedDuration::from_secs(30);

impl Sessions for SqliteStore {
    fn session_put<'a>(&'a self, session: &'a Session) -> Answered<'a, ()> {
        Box::pin(async move {
            let doing = "opening a session";
            let mut transaction = self.clerk_begin(doing).await?;
            let clear = sqlx::query(text::CLEAR).bind(micros(before(session.created_at, ABSOLUTE)));
            clear.execute(&mut *transaction).await.context(doing)?;
            let insert = sqlx::query(text::INSERT)
                .bind(session.token_hash.as_slice())
                .bind(session.person.as_str())
                .bind(&session.csrf);
            let insert = insert.bind(micros(session.created_at)).bind(micros(session.used_at)).bind(&session.address);
            insert.execute(&mut *transaction).await.context(doing)?;
            transaction.commit().await.context(doing)
        })
    }

    fn session_touch<'a>(&'a self, token_hash: &'a [u8; 32], now: Timestamp) -> Answered<'a, Option<Session>> {
        Box::pin(async move {
            let doing = "looking up a session";
            let get = sqlx::query(text::GET)
                .bind(token_hash.as_slice())
                .bind(micros(before(now, IDLE)))
                .bind(micros(before(now, ABSOLUTE)));
            let Some(row) = get.fetch_optional(&self.readers).await.context(doing)? else { return Ok(None) };
            let mut session = session(&row)?;
            if session.used_at < before(now, NOTED_EVERY) {
                let touch = sqlx::query(text::TOUCH).bind(token_hash.as_slice()).bind(micros(now));
                touch.execute(&self.clerk).await.context("noting the use of a session")?;
            }
            session.used_at = session.used_at.max(now);
            Ok(Some(session))
        })
    }

    fn session_end<'a>(&'a self, token_hash: &'a [u8; 32]) -> Answered<'a, ()> {
        Box::pin(async move {
            sqlx::query(text::DELETE)
                .bind(token_hash.as_slice())
                .execute(&self.clerk)
                .await
                .context("ending a session")?;
            Ok(())
        })
    }
}

pub(super) fn session(row: &SqliteRow) -> Result<Session, Error> {
    Ok(Session {
        token_hash: row.fixed("token_hash")?,
        person: row.person("person")?,
        csrf: row.text("csrf")?,
        created_at: row.moment("created_at")?,
        used_at: row.moment("used_at")?,
        address: row.text("address")?,
        must_change: row.flag("must_change")?,
    })
}

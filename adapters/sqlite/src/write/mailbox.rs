//! Mailboxes, where messages and subscriptions meet.

use super::commit::TAKEN;
use crate::{
    codes::micros,
    column::Columns,
    error::Context,
    statements::{message, subscription},
};
use jiff::Timestamp;
use mingjing_core::{
    command::Taken,
    ids::{InstanceId, Key, Tenant},
};
use mingjing_runtime::store::{Due, DueKind, Error, Mailbox, MailboxKey, MailboxLock, Message, Sender};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

/// Reads mailboxes inside the open transaction.
pub(super) async fn read(
    connection: &mut SqliteConnection,
    locks: &[MailboxLock],
    now: Timestamp,
) -> Result<Vec<Mailbox>, Error> {
    let mut mailboxes = Vec::with_capacity(locks.len());
    for MailboxLock { key, publishes } in locks {
        let (message, fresh) = oldest_message(connection, key, now).await?;
        let subscription = oldest_subscription(connection, key).await?;
        let known = match publishes {
            Some(id) => is_known(connection, key, id).await?,
            None => false,
        };
        mailboxes.push(Mailbox { key: key.clone(), message, subscription, known, fresh });
    }
    Ok(mailboxes)
}

/// Mailboxes in which a live message and a subscription wait for each other.
pub(super) async fn waiting(connection: &mut SqliteConnection, now: Timestamp) -> Result<Vec<MailboxKey>, Error> {
    let rows = sqlx::query(message::WAITING)
        .bind(micros(now))
        .fetch_all(connection)
        .await
        .context("looking for waiting mailboxes")?;
    let key = |row: &SqliteRow| {
        Ok(MailboxKey { tenant: Tenant(row.small("tenant")?), name: row.text("name")?, key: row.text("key")? })
    };
    rows.iter().map(key).collect()
}

async fn oldest_message(
    connection: &mut SqliteConnection,
    key: &MailboxKey,
    now: Timestamp,
) -> Result<(Option<Message>, bool), Error> {
    let query = sqlx::query(message::OLDEST).bind(key.tenant.0).bind(&key.name).bind(&key.key).bind(micros(now));
    let row = query.fetch_optional(connection).await.context("reading a mailbox")?;
    let Some(row) = row else { return Ok((None, false)) };
    let message = Message {
        id: row.text("id")?,
        body: row.bytes("body")?,
        at: row.moment("at")?,
        expires_at: row.moment_or_null("expires_at")?,
        salt: row.fixed("salt")?,
        from: sender(&row)?,
    };
    Ok((Some(message), row.flag("fresh")?))
}

fn sender(row: &SqliteRow) -> Result<Option<Sender>, Error> {
    let Some(organ) = row.text_or_null("sender_organ")? else { return Ok(None) };
    let instance = row.instance_in("sender_tenant", "sender")?;
    Ok(Some(Sender { instance, key: row.key("sender_key")?, organ }))
}

/// Receipts that are not on the senders' record.
pub(super) async fn receipts(connection: &mut SqliteConnection) -> Result<Vec<Due>, Error> {
    let rows = sqlx::query(message::RECEIPTS).fetch_all(connection).await.context("looking for receipts")?;
    let due = |row: &SqliteRow| {
        let taken = if row.int("delivered")? == TAKEN {
            let receiver = row.instance_in("receiver_tenant", "receiver")?;
            Some(Taken { receiver, started: row.flag("started")? })
        } else {
            None
        };
        let (instance, key) = (row.instance_in("sender_tenant", "sender")?, row.key("sender_key")?);
        Ok(Due { instance, at: row.moment("at")?, kind: DueKind::Receipt { key, taken } })
    };
    rows.iter().map(due).collect()
}

async fn oldest_subscription(
    connection: &mut SqliteConnection,
    key: &MailboxKey,
) -> Result<Option<(InstanceId, Key)>, Error> {
    let query = sqlx::query(subscription::OLDEST).bind(key.tenant.0).bind(&key.name).bind(&key.key);
    let row = query.fetch_optional(connection).await.context("reading a mailbox")?;
    row.map(|row| Ok((row.instance()?, row.key("key")?))).transpose()
}

async fn is_known(connection: &mut SqliteConnection, key: &MailboxKey, id: &str) -> Result<bool, Error> {
    let query = sqlx::query(message::KNOWN).bind(key.tenant.0).bind(&key.name).bind(&key.key).bind(id);
    query.fetch_one(connection).await.context("reading a mailbox")?.flag("known")
}

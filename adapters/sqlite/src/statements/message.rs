//! Messages in mailboxes.

/// Keeps messages; one that is known is refused.
/// Fields: tenant, name, key, id, body, at, expires_at, salt, delivered, open, sender_tenant, sender, sender_key,
/// sender_organ, receiver_tenant, receiver, started.
pub(crate) const KEEP: &str = "
INSERT INTO message (tenant, name, key, id, body, at, expires_at, salt, delivered, open, sender_tenant, sender,
                     sender_key, sender_organ, receiver_tenant, receiver, started)
SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, substr($2, j.value ->> 4, j.value ->> 5),
       j.value ->> 6, j.value ->> 7, substr($2, j.value ->> 8, 16), j.value ->> 9, j.value ->> 10,
       j.value ->> 11, substr($2, j.value ->> 12, 16), j.value ->> 13, j.value ->> 14, j.value ->> 15,
       substr($2, j.value ->> 16, 16), j.value ->> 17
  FROM json_each($1) AS j";

/// Ends the wait of messages, kept ones and those that never had to be. Fields as for [`KEEP`].
pub(crate) const DELIVER: &str = "
INSERT INTO message (tenant, name, key, id, body, at, expires_at, salt, delivered, open, sender_tenant, sender,
                     sender_key, sender_organ, receiver_tenant, receiver, started)
SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, substr($2, j.value ->> 4, j.value ->> 5),
       j.value ->> 6, j.value ->> 7, substr($2, j.value ->> 8, 16), j.value ->> 9, j.value ->> 10,
       j.value ->> 11, substr($2, j.value ->> 12, 16), j.value ->> 13, j.value ->> 14, j.value ->> 15,
       substr($2, j.value ->> 16, 16), j.value ->> 17
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, name, key, id) DO UPDATE
   SET delivered = excluded.delivered, open = excluded.open, receiver_tenant = excluded.receiver_tenant,
       receiver = excluded.receiver, started = excluded.started";

/// Mailboxes in which nobody is started wait for subscriptions. Fields: tenant, name, key.
pub(crate) const LOOKED: &str = "
UPDATE message
   SET open = 0
  FROM json_each($1) AS j
 WHERE message.tenant = j.value ->> 0 AND message.name = j.value ->> 1 AND message.key = j.value ->> 2
   AND message.open = 1";

/// Receipts that are on the senders' record. Fields: sender_tenant, sender, sender_key.
pub(crate) const RECEIPTED: &str = "
UPDATE message
   SET open = 0
  FROM json_each($1) AS j
 WHERE message.open = 2 AND message.sender_tenant = j.value ->> 0
   AND message.sender = substr($2, j.value ->> 1, 16) AND message.sender_key = j.value ->> 2";

/// The oldest message in mailbox `$1`, `$2`, `$3` that waits and lives at `$4`; `fresh`: somebody has to look at one.
pub(crate) const OLDEST: &str = "
SELECT id, body, at, expires_at, salt, sender_tenant, sender, sender_key, sender_organ,
       EXISTS (SELECT 1 FROM message AS f WHERE f.tenant = $1 AND f.name = $2 AND f.key = $3 AND f.open = 1) AS fresh
  FROM message
 WHERE tenant = $1 AND name = $2 AND key = $3 AND delivered = 0 AND (expires_at IS NULL OR expires_at > $4)
 ORDER BY at, arrived
 LIMIT 1";

/// Receipts that are not on the senders' record.
pub(crate) const RECEIPTS: &str = "
SELECT sender_tenant, sender, sender_key, at, delivered, receiver_tenant, receiver, started
  FROM message
 WHERE open = 2";

/// Whether mailbox `$1`, `$2`, `$3` has ever seen message `$4`.
pub(crate) const KNOWN: &str = "
SELECT count(*) AS known FROM message WHERE tenant = $1 AND name = $2 AND key = $3 AND id = $4";

/// Mailboxes in which a message that lives at `$1` and a subscription wait for each other, or into which nobody has looked.
pub(crate) const WAITING: &str = "
SELECT DISTINCT m.tenant, m.name, m.key
  FROM message AS m
 WHERE m.delivered = 0 AND (m.expires_at IS NULL OR m.expires_at > $1)
   AND (m.open = 1 OR EXISTS (
       SELECT 1 FROM subscription AS s WHERE s.tenant = m.tenant AND s.name = m.name AND s.correlation = m.key))
 ORDER BY m.tenant, m.name, m.key";

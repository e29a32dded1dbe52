//! Messages in mailboxes.

/// Keeps messages; one that is known is refused.
/// Fields: tenant, name, key, id, body, at, expires_at, salt, delivered.
pub(crate) const KEEP: &str = "
INSERT INTO message (tenant, name, key, id, body, at, expires_at, salt, delivered)
SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, substr($2, j.value ->> 4, j.value ->> 5),
       j.value ->> 6, j.value ->> 7, substr($2, j.value ->> 8, 16), j.value ->> 9
  FROM json_each($1) AS j";

/// Marks messages as delivered, kept ones and those that never had to be.
/// Fields: tenant, name, key, id, body, at, expires_at, salt, delivered.
pub(crate) const DELIVER: &str = "
INSERT INTO message (tenant, name, key, id, body, at, expires_at, salt, delivered)
SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, substr($2, j.value ->> 4, j.value ->> 5),
       j.value ->> 6, j.value ->> 7, substr($2, j.value ->> 8, 16), j.value ->> 9
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, name, key, id) DO UPDATE
   SET delivered = excluded.delivered";

/// The oldest message in mailbox `$1`, `$2`, `$3` that waits and lives at `$4`.
pub(crate) const OLDEST: &str = "
SELECT id, body, at, expires_at, salt
  FROM message
 WHERE tenant = $1 AND name = $2 AND key = $3 AND delivered = 0 AND (expires_at IS NULL OR expires_at > $4)
 ORDER BY at, arrived
 LIMIT 1";

/// Whether mailbox `$1`, `$2`, `$3` has ever seen message `$4`.
pub(crate) const KNOWN: &str = "
SELECT count(*) AS known FROM message WHERE tenant = $1 AND name = $2 AND key = $3 AND id = $4";

/// Mailboxes in which a message that lives at `$1` and a subscription wait for each other.
pub(crate) const WAITING: &str = "
SELECT DISTINCT m.tenant, m.name, m.key
  FROM message AS m
 WHERE m.delivered = 0 AND (m.expires_at IS NULL OR m.expires_at > $1)
   AND EXISTS (SELECT 1 FROM subscription AS s WHERE s.tenant = m.tenant AND s.name = m.name AND s.correlation = m.key)
 ORDER BY m.tenant, m.name, m.key";

//! Open subscriptions.

/// Puts rows.
/// Fields: tenant, instance, key, name, correlation.
pub(crate) const PUT: &str = "
INSERT INTO subscription (tenant, instance, key, name, correlation)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, j.value ->> 4
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, instance, key) DO UPDATE
   SET name = excluded.name, correlation = excluded.correlation";

/// Deletes rows. Fields: tenant, instance, key.
pub(crate) const DELETE: &str = "
DELETE FROM subscription
 WHERE (tenant, instance, key) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2 FROM json_each($1) AS j)";

/// The oldest subscription in mailbox `$1`, `$2`, `$3`.
pub(crate) const OLDEST: &str = "
SELECT tenant, instance, key
  FROM subscription
 WHERE tenant = $1 AND name = $2 AND correlation = $3
 ORDER BY opened
 LIMIT 1";

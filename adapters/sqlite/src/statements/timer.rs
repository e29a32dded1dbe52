//! Armed timers.

/// Puts rows.
/// Fields: tenant, instance, key, due_at, occurrence.
pub(crate) const PUT: &str = "
INSERT INTO timer (tenant, instance, key, due_at, occurrence)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, j.value ->> 4
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, instance, key) DO UPDATE
   SET due_at = excluded.due_at, occurrence = excluded.occurrence";

/// Deletes rows. Fields: tenant, instance, key.
pub(crate) const DELETE: &str = "
DELETE FROM timer
 WHERE (tenant, instance, key) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2 FROM json_each($1) AS j)";

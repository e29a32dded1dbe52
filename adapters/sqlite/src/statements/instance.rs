//! Instances.

/// Adds instances that must not be there yet.
/// Fields: tenant, instance, seq, control, continue_at.
pub(crate) const INSERT: &str = "
INSERT INTO instance (tenant, instance, seq, control, continue_at)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, substr($2, j.value ->> 3, j.value ->> 4),
       j.value ->> 5
  FROM json_each($1) AS j";

/// Moves instances on from the sequence that they must have; those that have another one stay, and the count tells.
/// Fields: tenant, instance, expected, seq, control, continue_at.
pub(crate) const UPDATE: &str = "
UPDATE instance
   SET seq = j.value ->> 3, control = substr($2, j.value ->> 4, j.value ->> 5), continue_at = j.value ->> 6
  FROM json_each($1) AS j
 WHERE instance.tenant = j.value ->> 0 AND instance.instance = substr($2, j.value ->> 1, 16) AND instance.seq = j.value ->> 2";

/// How many instances the statement before has moved.
pub(crate) const UPDATED: &str = "
SELECT 1 AS what, changes() AS updated";

/// Sequence of those that exist, and control where the cached sequence is another one.
/// Fields: tenant, instance, cached.
pub(crate) const LOCK: &str = "
SELECT i.tenant, i.instance, i.seq, CASE WHEN i.seq IS NOT j.value ->> 2 THEN i.control END AS control
  FROM json_each($1) AS j
 CROSS JOIN instance AS i ON i.tenant = j.value ->> 0 AND i.instance = substr($2, j.value ->> 1, 16)";

/// Instance `$1`, `$2`.
pub(crate) const GET: &str = "SELECT seq, control FROM instance WHERE tenant = $1 AND instance = $2";

/// Instances of tenant `$1` after id `$2`, at most `$3`.
pub(crate) const PAGE: &str = "
SELECT tenant, instance, seq, control
  FROM instance
 WHERE tenant = $1 AND ($2 IS NULL OR instance > $2)
 ORDER BY instance
 LIMIT $3";

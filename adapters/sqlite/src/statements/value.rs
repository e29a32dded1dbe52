//! Value rows.

/// Adds value rows.
/// Fields: tenant, instance, seq, n, salt, bytes.
pub(crate) const INSERT: &str = "
INSERT INTO value (tenant, instance, seq, n, salt, bytes)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, substr($2, j.value ->> 4, 16),
       substr($2, j.value ->> 5, j.value ->> 6)
  FROM json_each($1) AS j";

/// The value row of instance `$1`, `$2`, record `$3`, position `$4`.
pub(crate) const GET: &str = "
SELECT salt, bytes FROM value WHERE tenant = $1 AND instance = $2 AND seq = $3 AND n = $4";

//! Recorded refusals.

/// Puts rows.
/// Fields: tenant, instance, seq, rule, actor, task, code, at.
pub(crate) const PUT: &str = "
INSERT INTO refusal (tenant, instance, seq, rule, actor, task, code, at)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
       j.value ->> 6, j.value ->> 7
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, instance, seq) DO UPDATE
   SET rule = excluded.rule, actor = excluded.actor, task = excluded.task, code = excluded.code, at = excluded.at";

/// Deletes rows. Fields: tenant, instance, seq.
pub(crate) const DELETE: &str = "
DELETE FROM refusal
 WHERE (tenant, instance, seq) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2 FROM json_each($1) AS j)";

/// The refusals of instance `$1`, `$2`.
pub(crate) const OF_INSTANCE: &str = "
SELECT tenant, instance, seq, rule, actor, task, code, at
  FROM refusal
 WHERE tenant = $1 AND instance = $2
 ORDER BY seq";

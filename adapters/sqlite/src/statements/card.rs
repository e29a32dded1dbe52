//! Cards.

/// Puts rows.
/// Fields: tenant, instance, key, rule, level, subject_task, subject_clock, about, kind, event_at, seq, superseded.
pub(crate) const PUT: &str = "
INSERT INTO card (tenant, instance, key, rule, level, subject_task, subject_clock, about, kind, event_at, seq, superseded)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
       j.value ->> 6, j.value ->> 7, j.value ->> 8, j.value ->> 9, j.value ->> 10, j.value ->> 11
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, instance, key) DO UPDATE
   SET rule = excluded.rule, level = excluded.level, subject_task = excluded.subject_task,
       subject_clock = excluded.subject_clock, about = excluded.about, kind = excluded.kind,
       event_at = excluded.event_at, seq = excluded.seq, superseded = excluded.superseded";

/// Deletes rows. Fields: tenant, instance, key.
pub(crate) const DELETE: &str = "
DELETE FROM card
 WHERE (tenant, instance, key) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2 FROM json_each($1) AS j)";

/// The cards of instance `$1`, `$2`.
pub(crate) const OF_INSTANCE: &str = "
SELECT tenant, instance, key, rule, level, subject_task, subject_clock, about, kind, event_at, seq, superseded
  FROM card
 WHERE tenant = $1 AND instance = $2
 ORDER BY key";

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

/// Cards that stand in running cases of the organs of the list `$1`, gravest and then newest first. Filters: `$2` unit and
/// `$3` stage of the case, `$4` level; cursor `$5` level, `$6` µs, `$7` tenant, `$8` instance, `$9` key; at most `$10`.
pub(crate) const PAGE: &str = "
SELECT k.tenant, k.instance, k.key, k.rule, k.level, k.subject_task, k.subject_clock, k.about, k.kind, k.event_at, k.seq, k.superseded
  FROM card AS k
 CROSS JOIN case_row AS c ON c.tenant = k.tenant AND c.instance = k.instance
 WHERE k.superseded = 0
   AND c.state = 'running'
   AND c.organ IN (SELECT value FROM json_each($1))
   AND ($2 IS NULL OR c.unit = $2)
   AND ($3 IS NULL OR c.stage = $3)
   AND ($4 IS NULL OR k.level >= $4)
   AND ($11 IS NULL OR c.process = $11)
   AND ($5 IS NULL OR (k.level, k.event_at, k.tenant, k.instance, k.key) < ($5, $6, $7, $8, $9))
 ORDER BY k.level DESC, k.event_at DESC, k.tenant DESC, k.instance DESC, k.key DESC
 LIMIT $10";

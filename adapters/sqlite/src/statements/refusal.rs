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

/// Refusals in cases of the organs of the list `$1`, newest first. Filters: `$2` unit and `$3` stage of the case, `$4` rule,
/// `$5` actor, `$6` from and `$7` before; cursor `$8` µs, `$9` tenant, `$10` instance, `$11` record; at most `$12`.
pub(crate) const PAGE: &str = "
SELECT r.tenant, r.instance, r.seq, r.rule, r.actor, r.task, r.code, r.at
  FROM refusal AS r
 CROSS JOIN case_row AS c ON c.tenant = r.tenant AND c.instance = r.instance
 WHERE c.organ IN (SELECT value FROM json_each($1))
   AND ($2 IS NULL OR c.unit = $2)
   AND ($3 IS NULL OR c.stage = $3)
   AND ($4 IS NULL OR r.rule = $4)
   AND ($5 IS NULL OR r.actor = $5)
   AND ($6 IS NULL OR r.at >= $6)
   AND ($7 IS NULL OR r.at < $7)
   AND ($13 IS NULL OR c.process = $13)
   AND ($8 IS NULL OR (r.at, r.tenant, r.instance, r.seq) < ($8, $9, $10, $11))
 ORDER BY r.at DESC, r.tenant DESC, r.instance DESC, r.seq DESC
 LIMIT $12";

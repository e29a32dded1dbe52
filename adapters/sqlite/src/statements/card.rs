//! Cards.

/// Puts rows.
/// Fields: tenant, instance, key, rule, level, subject, about, kind, event_at, seq, superseded, stage, answer_by,
/// unanswered.
pub(crate) const PUT: &str = "
INSERT INTO card (tenant, instance, key, rule, level, subject, about, kind, event_at, seq, superseded, stage, answer_by,
                  unanswered)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
       j.value ->> 6, j.value ->> 7, j.value ->> 8, j.value ->> 9, j.value ->> 10, j.value ->> 11, j.value ->> 12,
       j.value ->> 13
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, instance, key) DO UPDATE
   SET rule = excluded.rule, level = excluded.level, subject = excluded.subject, about = excluded.about,
       kind = excluded.kind, event_at = excluded.event_at, seq = excluded.seq, superseded = excluded.superseded,
       stage = excluded.stage, answer_by = excluded.answer_by, unanswered = excluded.unanswered";

/// Deletes rows. Fields: tenant, instance, key.
pub(crate) const DELETE: &str = "
DELETE FROM card
 WHERE (tenant, instance, key) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2 FROM json_each($1) AS j)";

/// The cards of instance `$1`, `$2`.
pub(crate) const OF_INSTANCE: &str = "
SELECT tenant, instance, key, rule, level, subject, about, kind, event_at, seq, superseded, stage, answer_by, unanswered
  FROM card
 WHERE tenant = $1 AND instance = $2
 ORDER BY key";

/// Cards of the organs of the list `$1` that are not superseded, gravest and then newest first. Filters: `$2` unit and `$3`
/// stage of the case, `$4` level, `$11` process, `$12` stage of life (NULL = not over); cursor `$5` level, `$6` µs,
/// `$7` tenant, `$8` instance, `$9` key; at most `$10`.
pub(crate) const PAGE: &str = "
SELECT k.tenant, k.instance, k.key, k.rule, k.level, k.subject, k.about, k.kind, k.event_at, k.seq, k.superseded, k.stage,
       k.answer_by, k.unanswered
  FROM card AS k
 CROSS JOIN case_row AS c ON c.tenant = k.tenant AND c.instance = k.instance
 WHERE k.superseded = 0
   AND iif($12 IS NULL, k.stage NOT IN ('cancelled', 'closed'), k.stage = $12)
   AND c.organ IN (SELECT value FROM json_each($1))
   AND ($2 IS NULL OR c.unit = $2)
   AND ($3 IS NULL OR c.stage = $3)
   AND ($4 IS NULL OR k.level >= $4)
   AND ($11 IS NULL OR c.process = $11)
   AND ($5 IS NULL OR (k.level, k.event_at, k.tenant, k.instance, k.key) < ($5, $6, $7, $8, $9))
 ORDER BY k.level DESC, k.event_at DESC, k.tenant DESC, k.instance DESC, k.key DESC
 LIMIT $10";

/// How many yellow and red cards of the organs of the list `$1` are at each stage of life, superseded ones apart.
pub(crate) const COUNTS: &str = "
SELECT k.stage, count(*) AS cards
  FROM card AS k
 CROSS JOIN case_row AS c ON c.tenant = k.tenant AND c.instance = k.instance
 WHERE k.superseded = 0
   AND k.level > 1
   AND c.organ IN (SELECT value FROM json_each($1))
 GROUP BY k.stage";

/// Cases of the organs of the list `$1` on which the moment of a card lies from `$2` on and before `$3`, with the earliest of
/// them, in its order; at most `$4`. The moments of clocks stand on the case, those of node limits on its tasks.
pub(crate) const FORECAST: &str = "
WITH soon AS MATERIALIZED (
       SELECT next_card_at AS at, tenant, instance FROM case_row WHERE next_card_at >= $2 AND next_card_at < $3
       UNION ALL
       SELECT next_card_at AS at, tenant, instance FROM task WHERE next_card_at >= $2 AND next_card_at < $3)
SELECT min(s.at) AS at, s.tenant, s.instance
  FROM soon AS s
 CROSS JOIN case_row AS c ON c.tenant = s.tenant AND c.instance = s.instance
 WHERE c.organ IN (SELECT value FROM json_each($1))
 GROUP BY s.tenant, s.instance
 ORDER BY min(s.at), s.tenant, s.instance
 LIMIT $4";

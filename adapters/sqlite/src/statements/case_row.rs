//! The case list.

/// Puts cases; columns with an index of their own that seldom change are left to [`PUT_INDEXED`], because naming them
/// rewrites their index.
/// Fields: tenant, instance, bundle, process, organ, unit, number, stage, state, level, started_at, updated_at,
/// since, nodes, due_at, due_provisional, next_card_at, cells, people, incidents, title.
pub(crate) const PUT: &str = "
INSERT INTO case_row (tenant, instance, bundle, process, organ, unit, number, stage, state, level, started_at, updated_at, since,
    nodes, due_at, due_provisional, next_card_at, cells, people, incidents, title)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), substr($2, j.value ->> 2, 32), j.value ->> 3, j.value ->> 4,
       j.value ->> 5, j.value ->> 6, j.value ->> 7, j.value ->> 8, j.value ->> 9, j.value ->> 10, j.value ->> 11,
       j.value ->> 12, j.value ->> 13, j.value ->> 14, j.value ->> 15, j.value ->> 16, j.value ->> 17, j.value ->> 18,
       j.value ->> 19, j.value ->> 20
  FROM (SELECT value FROM json_each($1) LIMIT -1) AS j
 WHERE true
    ON CONFLICT (tenant, instance) DO UPDATE
   SET bundle = excluded.bundle, started_at = excluded.started_at,
       updated_at = excluded.updated_at, since = excluded.since, nodes = excluded.nodes, due_at = excluded.due_at,
       due_provisional = excluded.due_provisional, cells = excluded.cells, people = excluded.people,
       title = excluded.title";

/// Puts what [`PUT`] has left, where it differs. Same fields.
pub(crate) const PUT_INDEXED: &str = "
UPDATE case_row
   SET process = j.value ->> 3, organ = j.value ->> 4, unit = j.value ->> 5, number = j.value ->> 6, stage = j.value ->> 7,
       state = j.value ->> 8, level = j.value ->> 9, next_card_at = j.value ->> 16, incidents = j.value ->> 19
  FROM (SELECT value FROM json_each($1) LIMIT -1) AS j
 WHERE case_row.tenant = j.value ->> 0 AND case_row.instance = substr($2, j.value ->> 1, 16)
   AND (process IS NOT j.value ->> 3 OR organ IS NOT j.value ->> 4 OR unit IS NOT j.value ->> 5 OR number IS NOT j.value ->> 6 OR stage IS NOT j.value ->> 7
        OR state IS NOT j.value ->> 8 OR level IS NOT j.value ->> 9 OR next_card_at IS NOT j.value ->> 16 OR incidents IS NOT j.value ->> 19)";

/// Deletes cases. Fields: tenant, instance.
pub(crate) const DELETE: &str = "
DELETE FROM case_row
 WHERE (tenant, instance) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16) FROM json_each($1) AS j)";

/// Lets people find a case as theirs. Fields: person, tenant, instance.
pub(crate) const PERSON_PUT: &str = "
INSERT INTO case_person (person, tenant, instance)
SELECT j.value ->> 0, j.value ->> 1, substr($2, j.value ->> 2, 16)
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT DO NOTHING";

/// The case of instance `$1`, `$2`.
pub(crate) const GET: &str = "
SELECT c.tenant, c.instance, c.bundle, c.process, c.organ, c.unit, c.number, c.stage, c.state, c.level, c.started_at,
       c.updated_at, c.since, c.nodes, c.due_at, c.due_provisional, c.next_card_at, c.cells, c.people, c.incidents, c.title
  FROM case_row AS c
 WHERE c.tenant = $1 AND c.instance = $2";

/// The case of organ `$1` with number `$2`.
pub(crate) const BY_NUMBER: &str = "
SELECT tenant, instance FROM case_row WHERE organ = $1 AND number = $2 ORDER BY started_at LIMIT 1";

/// A page of cases in the organs of the list `$1`, newest change first: an organ's newest by the index, then the newest of
/// all. Filters: `$2` running, `$3` stage, `$4` card level, `$5` process; cursor `$6` µs, `$7` tenant, `$8` instance; at most `$9`.
/// More filters: `$11` unit, `$12` a person, `$13` text of number or title, `$14` to `$17` started and updated from and before.
pub(crate) const PAGE: &str = "
SELECT c.tenant, c.instance, c.bundle, c.process, c.organ, c.unit, c.number, c.stage, c.state, c.level, c.started_at,
       c.updated_at, c.since, c.nodes, c.due_at, c.due_provisional, c.next_card_at, c.cells, c.people, c.incidents, c.title,
       (SELECT count(*) FROM refusal AS r WHERE r.tenant = c.tenant AND r.instance = c.instance) AS refusals,
       (SELECT json_group_array(DISTINCT t.assignee ORDER BY t.assignee)
          FROM task AS t
         WHERE t.tenant = c.tenant AND t.instance = c.instance AND t.assignee IS NOT NULL) AS holders,
       EXISTS (SELECT 1 FROM clock AS k WHERE k.tenant = c.tenant AND k.instance = c.instance AND k.running AND k.paused) AS paused
  FROM (SELECT DISTINCT value FROM json_each($1)) AS o
 CROSS JOIN case_row AS c ON c.rowid IN (
       SELECT n.rowid
         FROM case_row AS n
        WHERE n.organ = o.value
          AND ($6 IS NULL OR (n.updated_at, n.tenant, n.instance) < ($6, $7, $8))
          AND ($2 IS NULL OR (n.state = 'running') = $2)
          AND ($3 IS NULL OR n.stage = $3)
          AND ($4 IS NULL OR n.level >= $4)
          AND ($5 IS NULL OR n.process = $5)
          AND ($11 IS NULL OR n.unit = $11)
          AND ($12 IS NULL OR EXISTS (SELECT 1 FROM json_each(n.people) AS named WHERE named.value = $12))
          AND ($13 IS NULL OR instr(lower(ifnull(n.number, '') || ' ' || ifnull(n.title, '')), lower($13)) > 0)
          AND ($14 IS NULL OR n.started_at >= $14)
          AND ($15 IS NULL OR n.started_at < $15)
          AND ($16 IS NULL OR n.updated_at >= $16)
          AND ($17 IS NULL OR n.updated_at < $17)
        ORDER BY n.organ, n.updated_at DESC, n.tenant DESC, n.instance DESC
        LIMIT $9)
 ORDER BY c.updated_at DESC, c.tenant DESC, c.instance DESC
 LIMIT $9";

/// As [`PAGE`], of the cases of person `$10`: they are few, and sorted here.
pub(crate) const PAGE_OF_PERSON: &str = "
SELECT c.tenant, c.instance, c.bundle, c.process, c.organ, c.unit, c.number, c.stage, c.state, c.level, c.started_at,
       c.updated_at, c.since, c.nodes, c.due_at, c.due_provisional, c.next_card_at, c.cells, c.people, c.incidents, c.title,
       (SELECT count(*) FROM refusal AS r WHERE r.tenant = c.tenant AND r.instance = c.instance) AS refusals,
       (SELECT json_group_array(DISTINCT t.assignee ORDER BY t.assignee)
          FROM task AS t
         WHERE t.tenant = c.tenant AND t.instance = c.instance AND t.assignee IS NOT NULL) AS holders,
       EXISTS (SELECT 1 FROM clock AS k WHERE k.tenant = c.tenant AND k.instance = c.instance AND k.running AND k.paused) AS paused
  FROM case_person AS p
 CROSS JOIN case_row AS c ON c.tenant = p.tenant AND c.instance = p.instance
 WHERE p.person = $10
   AND c.organ IN (SELECT value FROM json_each($1))
   AND EXISTS (SELECT 1 FROM json_each(c.people) AS named WHERE named.value = $10)
   AND ($6 IS NULL OR (c.updated_at, c.tenant, c.instance) < ($6, $7, $8))
   AND ($2 IS NULL OR (c.state = 'running') = $2)
   AND ($3 IS NULL OR c.stage = $3)
   AND ($4 IS NULL OR c.level >= $4)
   AND ($5 IS NULL OR c.process = $5)
   AND ($11 IS NULL OR c.unit = $11)
   AND ($12 IS NULL OR EXISTS (SELECT 1 FROM json_each(c.people) AS named WHERE named.value = $12))
   AND ($13 IS NULL OR instr(lower(ifnull(c.number, '') || ' ' || ifnull(c.title, '')), lower($13)) > 0)
   AND ($14 IS NULL OR c.started_at >= $14)
   AND ($15 IS NULL OR c.started_at < $15)
   AND ($16 IS NULL OR c.updated_at >= $16)
   AND ($17 IS NULL OR c.updated_at < $17)
 ORDER BY c.updated_at DESC, c.tenant DESC, c.instance DESC
 LIMIT $9";

/// How many cases of the organs of the list `$1` stand in each stage. Cases are counted in the index; refusals are few,
/// and bring their cases.
pub(crate) const SUMMARY: &str = "
WITH counted AS (
       SELECT organ, process, stage, unit,
              count(*) FILTER (WHERE state = 'running') AS running,
              count(*) FILTER (WHERE state <> 'running') AS ended,
              count(*) FILTER (WHERE state = 'running' AND level = 2) AS yellow,
              count(*) FILTER (WHERE state = 'running' AND level = 3) AS red,
              sum(incidents) AS incidents
         FROM case_row
        WHERE organ IN (SELECT value FROM json_each($1))
        GROUP BY organ, process, stage, unit),
     refused AS MATERIALIZED (
       SELECT c.organ, c.process, c.stage, c.unit, count(*) AS refusals
         FROM refusal AS r
        CROSS JOIN case_row AS c ON c.tenant = r.tenant AND c.instance = r.instance
        WHERE c.organ IN (SELECT value FROM json_each($1))
        GROUP BY c.organ, c.process, c.stage, c.unit)
SELECT n.organ, n.process, n.stage, n.unit, n.running, n.ended, n.yellow, n.red, n.incidents, ifnull(r.refusals, 0) AS refusals
  FROM counted AS n
  LEFT JOIN refused AS r ON r.organ = n.organ AND r.process = n.process AND r.stage IS n.stage AND r.unit IS n.unit
 ORDER BY n.organ, n.process, n.stage, n.unit";

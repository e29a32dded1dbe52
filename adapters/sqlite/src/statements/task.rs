//! Open tasks and their queues.

/// The columns of a task row in this order, as `TaskRow` reads them.
macro_rules! columns {
    () => {
        "t.tenant, t.instance, t.key, t.revision, t.bundle, t.process, t.node, t.stage, t.organ, t.unit, t.lane, t.role,
       t.assignee, t.team, t.excluded, t.item, t.created_at, t.due_at, t.due_provisional, t.next_card_at, t.level,
       t.number, t.title, t.item_label"
    };
}

/// Whether a running clock of the task's case is paused.
macro_rules! paused {
    () => {
        "EXISTS (SELECT 1 FROM clock AS k WHERE k.tenant = t.tenant AND k.instance = t.instance AND k.running AND k.paused) AS paused"
    };
}

/// A page of a person's queues in the order of this column: each queue's first rows by its index, then the first of all.
macro_rules! page {
    ($sort:literal) => {
        concat!(
            "
SELECT ",
            columns!(),
            ", ",
            paused!(),
            ", t.",
            $sort,
            " AS sort_value
  FROM (SELECT DISTINCT value ->> 0 AS role, value ->> 1 AS organ, value ->> 2 AS unit FROM json_each($2)) AS q
 CROSS JOIN task AS t ON t.rowid IN (
       SELECT n.rowid
         FROM task AS n
        WHERE n.organ = q.organ AND n.unit IS q.unit AND n.role = q.role
          AND ($5 IS NULL OR (n.",
            $sort,
            ", n.tenant, n.instance, n.key) > ($5, $6, $7, $8))
          AND ($3 IS NULL OR CASE WHEN $3 THEN n.assignee = $1 ELSE n.assignee IS NULL END)
          AND ($4 IS NULL OR n.lane = $4)
          AND (n.team IS NULL OR EXISTS (
               SELECT 1 FROM json_each(n.team) AS named WHERE named.value IN (SELECT value FROM json_each($10))))
          AND NOT EXISTS (
              SELECT 1 FROM json_each(n.excluded) AS named WHERE named.value IN (SELECT value FROM json_each($10)))
          AND ($11 IS NULL OR n.unit = $11)
          AND ($12 IS NULL OR n.stage = $12)
          AND ($13 IS NULL OR n.process = $13)
          AND ($14 IS NULL OR n.level >= $14)
          AND ($15 IS NULL OR n.due_at < $15)
          AND ($16 IS NULL OR instr(lower(ifnull(n.number, '') || ' ' || ifnull(n.title, '')), lower($16)) > 0)
        ORDER BY n.organ, n.unit, n.role, n.",
            $sort,
            ", n.tenant, n.instance, n.key
        LIMIT $9)
 ORDER BY t.",
            $sort,
            ", t.tenant, t.instance, t.key
 LIMIT $9",
        )
    };
}

/// Puts tasks; columns with an index that seldom change are left to [`PUT_INDEXED`].
/// Fields: tenant, instance, key, revision, bundle, process, node, stage, organ, unit, lane, role, assignee, team,
/// excluded, item, created_at, due_at, due_provisional, next_card_at, level, number, title,
/// item_label.
pub(crate) const PUT: &str = "
INSERT INTO task (tenant, instance, key, revision, bundle, process, node, stage, organ, unit, lane, role, assignee, team, excluded,
    item, created_at, due_at, due_provisional, next_card_at, level, number, title, item_label)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, substr($2, j.value ->> 4, 32),
       j.value ->> 5, j.value ->> 6, j.value ->> 7, j.value ->> 8, j.value ->> 9, j.value ->> 10, j.value ->> 11,
       j.value ->> 12, j.value ->> 13, j.value ->> 14, j.value ->> 15, j.value ->> 16, j.value ->> 17, j.value ->> 18,
       j.value ->> 19, j.value ->> 20, j.value ->> 21, j.value ->> 22, j.value ->> 23
  FROM (SELECT value FROM json_each($1) LIMIT -1) AS j
 WHERE true
    ON CONFLICT (tenant, instance, key) DO UPDATE
   SET revision = excluded.revision, bundle = excluded.bundle, process = excluded.process, node = excluded.node,
       stage = excluded.stage, lane = excluded.lane, assignee = excluded.assignee, team = excluded.team,
       excluded = excluded.excluded, item = excluded.item, due_provisional = excluded.due_provisional,
       level = excluded.level, number = excluded.number, title = excluded.title, item_label = excluded.item_label";

/// Puts what [`PUT`] has left, where it differs. Same fields.
pub(crate) const PUT_INDEXED: &str = "
UPDATE task
   SET organ = j.value ->> 8,
       unit = j.value ->> 9,
       role = j.value ->> 11,
       created_at = j.value ->> 16,
       due_at = j.value ->> 17,
       next_card_at = j.value ->> 19
  FROM (SELECT value FROM json_each($1) LIMIT -1) AS j
 WHERE task.tenant = j.value ->> 0 AND task.instance = substr($2, j.value ->> 1, 16) AND task.key = j.value ->> 2
   AND (organ IS NOT j.value ->> 8
        OR unit IS NOT j.value ->> 9
        OR role IS NOT j.value ->> 11
        OR created_at IS NOT j.value ->> 16
        OR due_at IS NOT j.value ->> 17
        OR next_card_at IS NOT j.value ->> 19)";

/// Deletes tasks. Fields: tenant, instance, key.
pub(crate) const DELETE: &str = "
DELETE FROM task
 WHERE (tenant, instance, key) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2 FROM json_each($1) AS j)";

/// The tasks of instance `$1`, `$2`.
pub(crate) const OF_INSTANCE: &str = concat!(
    "
SELECT ",
    columns!(),
    "
  FROM task AS t
 WHERE t.tenant = $1 AND t.instance = $2
 ORDER BY t.key"
);

/// The task `$3` of instance `$1`, `$2`.
pub(crate) const GET: &str = concat!(
    "
SELECT ",
    columns!(),
    ", ",
    paused!(),
    ", t.due_sort AS sort_value
  FROM task AS t
 WHERE t.tenant = $1 AND t.instance = $2 AND t.key = $3"
);

/// A page of the tasks that person `$1` may see in the queues `$2` (list of role, organ, unit), earliest deadline first: a
/// queue's earliest by the index, then the earliest of all. Filters: `$3` mine, `$4` lane; cursor `$5` sort value, `$6` tenant,
/// `$7` instance, `$8` key; at most `$9`. `$10`: the person and those for whom they stand in, whose teams are theirs and who
/// exclude them. More filters: `$11` unit, `$12` stage, `$13` process, `$14` card level, `$15` due before, `$16` text of number
/// or title.
pub(crate) const PAGE_BY_DUE: &str = page!("due_sort");

/// As [`PAGE_BY_DUE`], oldest first.
pub(crate) const PAGE_BY_AGE: &str = page!("created_at");

/// How full the queues `$2` are for person `$1` at moment `$4`; counting stops at `$3` tasks a queue. `$5`: as `$10` of
/// [`PAGE_BY_DUE`].
pub(crate) const COUNT: &str = "
SELECT t.organ, t.unit, t.lane, count(*) AS open, count(*) FILTER (WHERE t.assignee = $1) AS mine,
       count(*) FILTER (WHERE t.assignee IS NULL) AS pool, count(*) FILTER (WHERE t.due_at < $4) AS overdue, min(t.due_at) AS next_due
  FROM (SELECT DISTINCT value ->> 0 AS role, value ->> 1 AS organ, value ->> 2 AS unit FROM json_each($2)) AS q
 CROSS JOIN task AS t ON t.rowid IN (
       SELECT n.rowid
         FROM task AS n
        WHERE n.organ = q.organ AND n.unit IS q.unit AND n.role = q.role
          AND (n.team IS NULL OR EXISTS (
               SELECT 1 FROM json_each(n.team) AS named WHERE named.value IN (SELECT value FROM json_each($5))))
          AND NOT EXISTS (
              SELECT 1 FROM json_each(n.excluded) AS named WHERE named.value IN (SELECT value FROM json_each($5)))
        ORDER BY n.organ, n.unit, n.role, n.due_sort
        LIMIT $3)
 GROUP BY t.organ, t.unit, t.lane
 ORDER BY t.organ, t.unit, t.lane";

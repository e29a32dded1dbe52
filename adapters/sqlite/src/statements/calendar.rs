//! Versions of calendars, and their way to the cases.

/// Adds a version of a calendar: id `$1`, version `$2`, JSON `$3`, moment `$4`; the same text again changes nothing.
pub(crate) const INSERT: &str = "
INSERT INTO calendar (id, version, json, at)
SELECT $1, $2, $3, $4
 WHERE NOT EXISTS (
       SELECT 1
         FROM calendar
        WHERE filed = (SELECT max(filed) FROM calendar WHERE id = $1) AND version = $2 AND json = $3)";

/// The calendar `$1` in force.
pub(crate) const GET: &str = "SELECT json FROM calendar WHERE id = $1 ORDER BY filed DESC LIMIT 1";

/// Calendars in force, with their text where it is not the one already decoded. Fields: id, number of the decoded one.
pub(crate) const NEWEST: &str = "
SELECT 4 AS what, j.key AS place, c.filed, c.id, CASE WHEN c.filed IS NOT j.value ->> 1 THEN c.json END AS json
  FROM json_each($1) AS j
 CROSS JOIN calendar AS c ON c.filed = (SELECT max(filed) FROM calendar WHERE id = j.value ->> 0)";

/// All versions, by id and then newest first, with how far each has come.
pub(crate) const LIST: &str = "
SELECT c.filed, c.id, c.version, c.at, r.changed_from, r.tenant, r.instance, r.scanned, r.done_at
  FROM calendar AS c
  LEFT JOIN recount AS r ON r.filed = c.filed
 ORDER BY c.id, c.filed DESC";

/// The version filed last begins its way: nothing that lapses before `$1` can move.
pub(crate) const RECOUNT_BEGIN: &str = "
INSERT INTO recount (filed, changed_from, scanned) SELECT max(filed), $1, 0 FROM calendar";

/// The oldest version that is under way.
pub(crate) const RECOUNT_OPEN: &str = "
SELECT filed, changed_from, tenant, instance, scanned, done_at FROM recount WHERE done_at IS NULL ORDER BY filed LIMIT 1";

/// At most `$4` cases after tenant `$2`, instance `$3`, each with whether something in it may move that lapses at `$1` or
/// later.
pub(crate) const RECOUNT_SLICE: &str = "
SELECT c.tenant, c.instance,
       ifnull(c.next_card_at >= $1, 0)
       OR EXISTS (SELECT 1 FROM clock AS k
                   WHERE k.tenant = c.tenant AND k.instance = c.instance
                     AND k.running = 1 AND (k.provisional = 1 OR k.lapses_at >= $1))
       OR EXISTS (SELECT 1 FROM task AS t
                   WHERE t.tenant = c.tenant AND t.instance = c.instance
                     AND (t.due_provisional = 1 OR t.due_at >= $1 OR t.next_card_at >= $1))
       OR EXISTS (SELECT 1 FROM timer AS m
                   WHERE m.tenant = c.tenant AND m.instance = c.instance AND m.due_at >= $1) AS may_move
  FROM (SELECT tenant, instance, next_card_at FROM case_row
         WHERE $2 IS NULL OR (tenant, instance) > ($2, $3)
         ORDER BY tenant, instance
         LIMIT $4) AS c
 ORDER BY c.tenant, c.instance";

/// Version `$1` has come as far as tenant `$2`, instance `$3` (NULL = to the end), `$4` cases further; at `$5`.
pub(crate) const RECOUNT_ADVANCE: &str = "
UPDATE recount
   SET tenant = ifnull($2, tenant), instance = ifnull($3, instance), scanned = scanned + $4,
       done_at = iif($2 IS NULL, $5, NULL)
 WHERE filed = $1";

//! Processes that begin by time.

/// What begins by `$1`, earliest first, at most `$2`.
pub(crate) const DUE: &str = "
SELECT tenant, organ, bundle, process, start, cycle, timezone, next_at
  FROM start_schedule
 WHERE next_at <= $1
 ORDER BY next_at, tenant, process, start
 LIMIT $2";

/// The schedules of organ `$1`.
pub(crate) const OF_ORGAN: &str = "
SELECT tenant, organ, bundle, process, start, cycle, timezone, next_at
  FROM start_schedule
 WHERE tenant = (SELECT tenant FROM organ_tenant WHERE organ = $1)";

/// Removes the schedules of organ `$1`.
pub(crate) const CLEAR: &str =
    "DELETE FROM start_schedule WHERE tenant = (SELECT tenant FROM organ_tenant WHERE organ = $1)";

/// Plans process `$2`, start `$3`, of organ `$1`: bundle `$4`, cycle `$5`, time zone `$6`, next occurrence `$7`.
pub(crate) const INSERT: &str = "
INSERT INTO start_schedule (tenant, organ, process, start, bundle, cycle, timezone, next_at)
SELECT tenant, organ, $2, $3, $4, $5, $6, $7
  FROM organ_tenant
 WHERE organ = $1";

/// Plans the next occurrence of those that have one. Fields: tenant, process, start, occurrence taken, next one.
pub(crate) const MOVE: &str = "
UPDATE start_schedule AS s
   SET next_at = j.value ->> 4
  FROM json_each($1) AS j
 WHERE s.tenant = j.value ->> 0 AND s.process = j.value ->> 1 AND s.start = j.value ->> 2
   AND s.next_at = j.value ->> 3 AND j.value ->> 4 IS NOT NULL";

/// Removes those whose last occurrence was taken. Same fields.
pub(crate) const LAST: &str = "
DELETE FROM start_schedule
 WHERE (tenant, process, start, next_at) IN (
       SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3
         FROM json_each($1) AS j
        WHERE j.value ->> 4 IS NULL)";

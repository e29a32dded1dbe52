//! Clocks.

/// Puts rows.
/// Fields: tenant, instance, clock, kind, last_day, lapses_at, provisional, running, level, next_card_at, paused.
pub(crate) const PUT: &str = "
INSERT INTO clock (tenant, instance, clock, kind, last_day, lapses_at, provisional, running, level, next_card_at, paused)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
       j.value ->> 6, j.value ->> 7, j.value ->> 8, j.value ->> 9, j.value ->> 10
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, instance, clock, kind) DO UPDATE
   SET last_day = excluded.last_day, lapses_at = excluded.lapses_at, provisional = excluded.provisional,
       running = excluded.running, level = excluded.level, next_card_at = excluded.next_card_at,
       paused = excluded.paused";

/// Deletes rows. Fields: tenant, instance, clock, kind.
pub(crate) const DELETE: &str = "
DELETE FROM clock
 WHERE (tenant, instance, clock, kind) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3 FROM json_each($1) AS j)";

/// The clocks of instance `$1`, `$2`.
pub(crate) const OF_INSTANCE: &str = "
SELECT tenant, instance, clock, kind, last_day, lapses_at, provisional, running, level, next_card_at, paused
  FROM clock
 WHERE tenant = $1 AND instance = $2
 ORDER BY clock, kind";

//! The due scan: each part by its own index, from the low water mark on.

/// Timers, card moments and big steps due between `$2` and `$1`, earliest first, at most `$3` of each.
pub(crate) const SCAN: &str = "
SELECT * FROM (
       SELECT due_at AS at, tenant, instance, 0 AS kind, key, occurrence
         FROM timer
        WHERE due_at <= $1 AND due_at >= $2
        ORDER BY due_at
        LIMIT $3)
UNION ALL
SELECT * FROM (
       SELECT next_card_at AS at, tenant, instance, 1 AS kind, NULL AS key, NULL AS occurrence
         FROM task
        WHERE next_card_at <= $1 AND next_card_at >= $2
        ORDER BY next_card_at
        LIMIT $3)
UNION ALL
SELECT * FROM (
       SELECT next_card_at AS at, tenant, instance, 1 AS kind, NULL AS key, NULL AS occurrence
         FROM case_row
        WHERE next_card_at <= $1 AND next_card_at >= $2
        ORDER BY next_card_at
        LIMIT $3)
UNION ALL
SELECT * FROM (
       SELECT continue_at AS at, tenant, instance, 2 AS kind, NULL AS key, NULL AS occurrence
         FROM instance
        WHERE continue_at <= $1 AND continue_at >= $2
        ORDER BY continue_at
        LIMIT $3)";

//! Open incidents.

/// Puts rows.
/// Fields: tenant, instance, key, node, code, detail, since.
pub(crate) const PUT: &str = "
INSERT INTO incident (tenant, instance, key, node, code, detail, since)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
       j.value ->> 6
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, instance, key) DO UPDATE
   SET node = excluded.node, code = excluded.code, detail = excluded.detail, since = excluded.since";

/// Deletes rows. Fields: tenant, instance, key.
pub(crate) const DELETE: &str = "
DELETE FROM incident
 WHERE (tenant, instance, key) IN (SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2 FROM json_each($1) AS j)";

/// The incidents of instance `$1`, `$2`.
pub(crate) const OF_INSTANCE: &str = "
SELECT tenant, instance, key, node, code, detail, since
  FROM incident
 WHERE tenant = $1 AND instance = $2
 ORDER BY key";

/// Open incidents of the organs of the list `$1`, oldest first, at most `$2`.
pub(crate) const PAGE: &str = "
SELECT i.tenant, i.instance, i.key, i.node, i.code, i.detail, i.since
  FROM incident AS i
 CROSS JOIN case_row AS c ON c.tenant = i.tenant AND c.instance = i.instance
 WHERE c.organ IN (SELECT value FROM json_each($1))
 ORDER BY i.since, i.tenant, i.instance, i.key
 LIMIT $2";

//! History records and the log of a tenant.

/// Adds records. The log sequence is the tenant's last one and the record's place in the batch: run it before [`LOG_ADVANCE`].
/// Fields: tenant, instance, seq, place in the tenant from 1, command, digest, entry_at, algorithm, previous, hash, bytes.
pub(crate) const INSERT: &str = "
INSERT INTO history (tenant, instance, seq, log_seq, command, digest, entry_at, algorithm, previous, hash, bytes)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2,
       ifnull((SELECT last FROM tenant_log WHERE tenant = j.value ->> 0), 0) + (j.value ->> 3),
       substr($2, j.value ->> 4, 16), substr($2, j.value ->> 5, 8), j.value ->> 6, j.value ->> 7,
       substr($2, j.value ->> 8, 32), substr($2, j.value ->> 9, 32), substr($2, j.value ->> 10, j.value ->> 11)
  FROM (SELECT value FROM json_each($1) LIMIT -1) AS j";

/// Moves the logs on, and tells how far.
/// Fields: tenant, records.
pub(crate) const LOG_ADVANCE: &str = "
INSERT INTO tenant_log (tenant, last)
SELECT j.value ->> 0, j.value ->> 1
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant) DO UPDATE SET last = last + excluded.last
RETURNING 2 AS what, tenant, last";

/// All tenants with their last log sequence.
pub(crate) const TENANTS: &str = "
SELECT tenant, last FROM tenant_log ORDER BY tenant";

/// Records of instance `$1`, `$2` after sequence `$3`, at most `$4`.
pub(crate) const PAGE: &str = "
SELECT tenant, instance, seq, log_seq, command, digest, entry_at, algorithm, previous, hash, bytes
  FROM history
 WHERE tenant = $1 AND instance = $2 AND seq > $3
 ORDER BY seq
 LIMIT $4";

/// Records of instance `$1`, `$2` with the sequences in the rows `$3`.
pub(crate) const GET: &str = "
SELECT tenant, instance, seq, log_seq, command, digest, entry_at, algorithm, previous, hash, bytes
  FROM history
 WHERE tenant = $1 AND instance = $2 AND seq IN (SELECT j.value ->> 0 FROM json_each($3) AS j)
 ORDER BY seq";

/// Records of tenant `$1` after log sequence `$2`, at most `$3`.
pub(crate) const LOG_PAGE: &str = "
SELECT tenant, instance, seq, log_seq, command, digest, entry_at, algorithm, previous, hash, bytes
  FROM history
 WHERE tenant = $1 AND log_seq > $2
 ORDER BY log_seq
 LIMIT $3";

/// Records and their value rows (`n` set). Fields: tenant, instance, seq.
pub(crate) const PLACES: &str = "
SELECT 1 AS what, j.key AS place, NULL AS n, h.bytes
  FROM json_each($1) AS j
 CROSS JOIN history AS h ON h.tenant = j.value ->> 0 AND h.instance = substr($2, j.value ->> 1, 16) AND h.seq = j.value ->> 2
UNION ALL
SELECT 1 AS what, j.key AS place, v.n, v.bytes
  FROM json_each($1) AS j
 CROSS JOIN value AS v ON v.tenant = j.value ->> 0 AND v.instance = substr($2, j.value ->> 1, 16) AND v.seq = j.value ->> 2";

/// Which of these commands were seen. Fields: tenant, instance, command.
pub(crate) const SEEN: &str = "
SELECT 6 AS what, j.key AS place, h.seq, h.digest
  FROM json_each($1) AS j
 CROSS JOIN history AS h ON h.tenant = j.value ->> 0 AND h.instance = substr($2, j.value ->> 1, 16) AND h.command = substr($2, j.value ->> 2, 16)";

//! Filed bundles and the tenants of organs.

/// Keeps the bytes `$2` of the bundle with hash `$1`.
pub(crate) const INSERT: &str = "INSERT INTO bundle (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING";

/// Files a bundle: organ `$1`, hash `$2`, by `$3`, reason `$4`, moment `$5`.
pub(crate) const FILE: &str = "
INSERT INTO bundle_filing (organ, hash, by, reason, at)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (organ, hash) DO NOTHING";

/// Gives organ `$1` a tenant, if it has none.
pub(crate) const TENANT_GIVE: &str = "INSERT INTO organ_tenant (organ) VALUES ($1) ON CONFLICT (organ) DO NOTHING";

/// Opens the log of the tenant of organ `$1`.
pub(crate) const TENANT_LOG: &str = "
INSERT INTO tenant_log (tenant, last)
SELECT tenant, 0
  FROM organ_tenant
 WHERE organ = $1
    ON CONFLICT (tenant) DO NOTHING";

/// The tenant of organ `$1`.
pub(crate) const TENANT_OF: &str = "SELECT tenant FROM organ_tenant WHERE organ = $1";

/// Tenants of organs. Fields: organ.
pub(crate) const TENANTS_OF: &str = "
SELECT 7 AS what, j.key AS place, o.tenant
  FROM json_each($1) AS j
 CROSS JOIN organ_tenant AS o ON o.organ = j.value ->> 0";

/// The bytes of the bundle with hash `$1`.
pub(crate) const LOAD: &str = "SELECT bytes FROM bundle WHERE hash = $1";

/// The last bundle that organ `$1` filed.
pub(crate) const CURRENT: &str = "
SELECT organ, hash, by, reason, at
  FROM bundle_filing
 WHERE organ = $1
 ORDER BY filed DESC
 LIMIT 1";

/// The organ of tenant `$1` and the last bundle that it filed.
pub(crate) const CURRENT_OF_TENANT: &str = "
SELECT f.organ, f.hash
  FROM organ_tenant AS o
 CROSS JOIN bundle_filing AS f ON f.organ = o.organ
 WHERE o.tenant = $1
 ORDER BY f.filed DESC
 LIMIT 1";

/// All filings, newest first.
pub(crate) const LIST: &str = "SELECT organ, hash, by, reason, at FROM bundle_filing ORDER BY filed DESC";

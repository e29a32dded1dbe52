//! Registers as of a day.

/// What is held to be true in register `$1`.
pub(crate) const KNOWN: &str = "
SELECT rowid AS entry, key, version, valid_from, valid_to, hash
  FROM register_entry
 WHERE register = $1 AND known_to IS NULL";

/// The highest version of each key of register `$1`.
pub(crate) const VERSIONS: &str =
    "SELECT key, max(version) AS version FROM register_entry WHERE register = $1 GROUP BY key";

/// Closes entries at moment `$2`. `$1`: rows of an entry's row id.
pub(crate) const CLOSE: &str =
    "UPDATE register_entry SET known_to = $2 WHERE rowid IN (SELECT j.value ->> 0 FROM json_each($1) AS j)";

/// Adds entries to register `$3`, known from `$4`. Fields: key, version, valid_from, valid_to, hash, fields.
pub(crate) const INSERT: &str = "
INSERT INTO register_entry (register, key, version, valid_from, valid_to, known_from, hash, fields)
SELECT $3, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, $4, substr($2, j.value ->> 4, 32), substr($2, j.value ->> 5, j.value ->> 6)
  FROM json_each($1) AS j";

/// Rows valid on days; of several the last one of a place holds: the latest to begin, then the latest to be known.
/// Fields: register, key, day.
pub(crate) const AS_OF: &str = "
SELECT 2 AS what, j.key AS place, r.key, r.version, r.hash, r.fields
  FROM json_each($1) AS j
 CROSS JOIN register_entry AS r ON r.register = j.value ->> 0 AND r.key = j.value ->> 1
 WHERE r.known_to IS NULL
   AND (r.valid_from IS NULL OR r.valid_from <= j.value ->> 2)
   AND (r.valid_to IS NULL OR r.valid_to >= j.value ->> 2)
 ORDER BY j.key, r.valid_from, r.version";

/// All rows of register `$1` valid on day `$2`; of several with one key the last one holds.
pub(crate) const LIST_AS_OF: &str = "
SELECT key, version, hash, fields
  FROM register_entry
 WHERE register = $1
   AND known_to IS NULL
   AND (valid_from IS NULL OR valid_from <= $2)
   AND (valid_to IS NULL OR valid_to >= $2)
 ORDER BY key, valid_from, version";

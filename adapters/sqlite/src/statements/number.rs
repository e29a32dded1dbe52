//! Number series and the register of numbers.

/// Enters numbers; one that was given before is refused.
/// Fields: tenant, organ, series, year, number, instance, text.
pub(crate) const INSERT: &str = "
INSERT INTO number (tenant, organ, series, year, number, instance, text)
SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, substr($2, j.value ->> 5, 16),
       j.value ->> 6
  FROM json_each($1) AS j";

/// Moves the series on. Same fields.
pub(crate) const SERIES_ADVANCE: &str = "
INSERT INTO number_series (tenant, organ, series, year, last)
SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4
  FROM json_each($1) AS j
 WHERE true
    ON CONFLICT (tenant, organ, series, year) DO UPDATE
   SET last = max(last, excluded.last)";

/// The last number of each series that has one. Fields: tenant, organ, series, year.
pub(crate) const LAST: &str = "
SELECT 3 AS what, j.key AS place, s.last
  FROM json_each($1) AS j
 CROSS JOIN number_series AS s
    ON s.tenant = j.value ->> 0 AND s.organ = j.value ->> 1 AND s.series = j.value ->> 2 AND s.year = j.value ->> 3";

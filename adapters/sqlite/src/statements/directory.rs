//! Organs, people and accounts.

/// Puts organ `$1` with title `$2`, `$3`, region `$4`, level `$5`, parent `$6`, time zone `$7`.
pub(crate) const ORGAN_PUT: &str = "
INSERT INTO organ (organ, title_zh, title_en, region, level, parent, timezone)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (organ) DO UPDATE
   SET title_zh = excluded.title_zh, title_en = excluded.title_en, region = excluded.region, level = excluded.level,
       parent = excluded.parent, timezone = excluded.timezone";

/// Forgets the units of organ `$1`.
pub(crate) const UNITS_DELETE: &str = "DELETE FROM unit WHERE organ = $1";

/// Adds the units of organ `$1`. `$2`: rows of unit, title_zh, title_en.
pub(crate) const UNITS_PUT: &str = "
INSERT INTO unit (organ, position, unit, title_zh, title_en)
SELECT $1, j.key, j.value ->> 0, j.value ->> 1, j.value ->> 2
  FROM json_each($2) AS j";

/// All organs with their units, a row a unit (`unit` is `NULL` for an organ without one).
pub(crate) const ORGAN_LIST: &str = "
SELECT o.organ, o.title_zh, o.title_en, o.region, o.level, o.parent, o.timezone,
       u.unit, u.title_zh AS unit_zh, u.title_en AS unit_en
  FROM organ AS o
  LEFT JOIN unit AS u ON u.organ = o.organ
 ORDER BY o.organ, u.position";

/// Puts person `$1` with name `$2`, `$3`; `$4`: active.
pub(crate) const PERSON_PUT: &str = "
INSERT INTO person (person, name, name_en, active)
VALUES ($1, $2, $3, $4)
    ON CONFLICT (person) DO UPDATE
   SET name = excluded.name, name_en = excluded.name_en, active = excluded.active";

/// Forgets the roles of person `$1`.
pub(crate) const ROLES_DELETE: &str = "DELETE FROM person_role WHERE person = $1";

/// Adds the roles of person `$1`. `$2`: rows of role, organ, unit, valid_from, valid_to.
pub(crate) const ROLES_PUT: &str = "
INSERT INTO person_role (person, position, role, organ, unit, valid_from, valid_to)
SELECT $1, j.key, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4
  FROM json_each($2) AS j";

/// Person `$1`, a row a role (`role` is `NULL` for a person without one).
pub(crate) const PERSON_GET: &str = "
SELECT p.person, p.name, p.name_en, p.active, r.role, r.organ, r.unit, r.valid_from, r.valid_to
  FROM person AS p
  LEFT JOIN person_role AS r ON r.person = p.person
 WHERE p.person = $1
 ORDER BY r.position";

/// The people who hold any role in organ `$1`, by name, a row a role (of any organ).
pub(crate) const PERSON_LIST: &str = "
SELECT p.person, p.name, p.name_en, p.active, r.role, r.organ, r.unit, r.valid_from, r.valid_to
  FROM person AS p
  JOIN person_role AS r ON r.person = p.person
 WHERE p.person IN (SELECT person FROM person_role WHERE organ = $1)
 ORDER BY p.name, p.person, r.position";

/// Gives person `$1` the account `$2` with password hash `$3`.
pub(crate) const ACCOUNT_PUT: &str = "
INSERT INTO account (person, login, password_hash)
VALUES ($1, $2, $3)
    ON CONFLICT (person) DO UPDATE
   SET login = excluded.login, password_hash = excluded.password_hash";

/// Renames the account of person `$1`, if there is one, to `$2`.
pub(crate) const ACCOUNT_RENAME: &str = "UPDATE account SET login = $2 WHERE person = $1";

/// Takes the account of person `$1` away.
pub(crate) const ACCOUNT_DELETE: &str = "DELETE FROM account WHERE person = $1";

/// The account for login name `$1`.
pub(crate) const ACCOUNT_GET: &str = "SELECT person, password_hash FROM account WHERE login = $1";

/// Roles of active people on days: their own, then those of active people for whom they stand in. Fields: person, day.
pub(crate) const RIGHTS: &str = "
SELECT 5 AS what, j.key AS place, r.role, r.organ, r.unit, NULL AS stands_in_for, 0 AS standing, r.position
  FROM json_each($1) AS j
 CROSS JOIN person AS p ON p.person = j.value ->> 0 AND p.active <> 0
 CROSS JOIN person_role AS r ON r.person = p.person
 WHERE (r.valid_from IS NULL OR r.valid_from <= j.value ->> 1)
   AND (r.valid_to IS NULL OR r.valid_to >= j.value ->> 1)
UNION ALL
SELECT 5, j.key, r.role, r.organ, r.unit, s.absent, s.stand_in, r.position
  FROM json_each($1) AS j
 CROSS JOIN person AS p ON p.person = j.value ->> 0 AND p.active <> 0
 CROSS JOIN stand_in AS s ON s.person = p.person AND s.valid_from <= j.value ->> 1 AND s.valid_to >= j.value ->> 1
 CROSS JOIN person AS a ON a.person = s.absent AND a.active <> 0
 CROSS JOIN person_role AS r ON r.person = a.person
 WHERE (s.roles IS NULL OR EXISTS (SELECT 1 FROM json_each(s.roles) AS lent WHERE lent.value = r.role))
   AND (r.valid_from IS NULL OR r.valid_from <= j.value ->> 1)
   AND (r.valid_to IS NULL OR r.valid_to >= j.value ->> 1)
 ORDER BY place, standing, 8";

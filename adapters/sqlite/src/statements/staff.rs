//! Administration of people, and the directory's log.

/// Creates person `$1` with name `$2`, `$3`, active.
pub(crate) const PERSON_CREATE: &str = "INSERT INTO person (person, name, name_en, active) VALUES ($1, $2, $3, 1)";

/// Creates the account `$2` of person `$1` with password hash `$3`, which must be changed.
pub(crate) const ACCOUNT_CREATE: &str =
    "INSERT INTO account (person, login, password_hash, must_change) VALUES ($1, $2, $3, 1)";

/// Switches person `$1` on or off: `$2`.
pub(crate) const ACTIVE: &str = "UPDATE person SET active = $2 WHERE person = $1";

/// Gives the account of person `$1` the password hash `$2`; `$3`: it must be changed.
pub(crate) const PASSWORD: &str = "UPDATE account SET password_hash = $2, must_change = $3 WHERE person = $1";

/// Forgives the failures of login name `$1`.
pub(crate) const UNLOCK: &str = "DELETE FROM login_attempt WHERE login = $1 AND ok = 0";

/// Grants person `$1` the role `$2` in organ `$3`, unit `$4`, from day `$5` to day `$6`.
pub(crate) const GRANT: &str = "
INSERT INTO person_role (person, position, role, organ, unit, valid_from, valid_to)
SELECT p.person, (SELECT ifnull(max(position) + 1, 0) FROM person_role WHERE person = $1), $2, $3, $4, $5, $6
  FROM person AS p
 WHERE p.person = $1";

/// Ends role `$2` of person `$1` with day `$3`.
pub(crate) const ROLE_END: &str = "
UPDATE person_role
   SET valid_to = $3
 WHERE person = $1 AND position = $2 AND (valid_to IS NULL OR valid_to > $3)";

/// Enters that `$2` stands in for `$1` with the roles `$3` from day `$4` to day `$5`.
pub(crate) const STAND_IN: &str =
    "INSERT INTO stand_in (absent, person, roles, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)";

/// Ends stand-in `$1` with day `$2`.
pub(crate) const STAND_IN_END: &str = "UPDATE stand_in SET valid_to = $2 WHERE stand_in = $1 AND valid_to > $2";

/// Ends the sessions of person `$1` but the one with token hash `$2`.
pub(crate) const SESSIONS_END: &str = "DELETE FROM session WHERE person = $1 AND token_hash IS NOT $2";

/// Writes an entry: at `$1`, by `$2`, deed `$3`, organ `$4`, about `$5`, before `$6`, after `$7`.
pub(crate) const LOG: &str =
    "INSERT INTO directory_log (at, actor, what, organ, subject, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// The newest `$3` entries of the organs `$1` (JSON list) older than `$2`.
pub(crate) const LOG_PAGE: &str = "
SELECT l.entry, l.at, l.actor, l.what, l.organ, l.subject, l.before, l.after
  FROM directory_log AS l
 WHERE l.organ IN (SELECT value FROM json_each($1)) AND ($2 IS NULL OR l.entry < $2)
 ORDER BY l.entry DESC
 LIMIT $3";

/// The account of person `$1`.
pub(crate) const ACCOUNT_OF: &str = "SELECT login, password_hash FROM account WHERE person = $1";

/// Accounts of the people of organ `$1`; locked after `$4` failures from one address between `$2` and `$3`.
pub(crate) const ACCOUNT_LIST: &str = "
SELECT a.person, a.login, a.must_change,
       EXISTS (SELECT 1
                 FROM login_attempt AS f
                WHERE f.login = a.login AND f.at > $2 AND f.at <= $3 AND f.ok = 0
                  AND NOT EXISTS (
                      SELECT 1
                        FROM login_attempt AS s
                       WHERE s.login = f.login AND s.address = f.address AND s.at <= $3 AND s.ok <> 0
                         AND s.attempt > f.attempt)
                GROUP BY f.address
               HAVING count(*) >= $4) AS locked
  FROM account AS a
 WHERE a.person IN (SELECT person FROM person_role WHERE organ = $1)
 ORDER BY a.login";

/// Stand-ins for and by the people `$1` (JSON list), newest first.
pub(crate) const STAND_IN_LIST: &str = "
SELECT s.stand_in, s.absent, s.person, s.roles, s.valid_from, s.valid_to
  FROM stand_in AS s
 WHERE s.absent IN (SELECT value FROM json_each($1)) OR s.person IN (SELECT value FROM json_each($1))
 ORDER BY s.stand_in DESC";

/// Sessions of the people `$1` (JSON list) used after `$2` and opened after `$3`, last used first.
pub(crate) const SESSION_LIST: &str = "
SELECT s.token_hash, s.person, s.csrf, s.created_at, s.used_at, s.address, ifnull(a.must_change, 0) AS must_change
  FROM session AS s
  LEFT JOIN account AS a ON a.person = s.person
 WHERE s.person IN (SELECT value FROM json_each($1)) AND s.used_at > $2 AND s.created_at > $3
 ORDER BY s.used_at DESC, s.token_hash";

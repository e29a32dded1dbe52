//! Logging in and sessions.

/// Notes an attempt: login name `$1`, address `$2`, success `$3`, moment `$4`.
pub(crate) const ATTEMPT_INSERT: &str = "INSERT INTO login_attempt (login, address, ok, at) VALUES ($1, $2, $3, $4)";

/// Clears attempts before `$1`.
pub(crate) const ATTEMPT_CLEAR: &str = "DELETE FROM login_attempt WHERE at < $1";

/// Failures of login name `$1` from address `$2` after `$3`, up to `$4`, since the last success.
pub(crate) const ATTEMPT_FAILURES: &str = "
SELECT count(*) AS failures
  FROM login_attempt AS a
 WHERE a.login = $1 AND a.address = $2 AND a.at > $3 AND a.at <= $4 AND a.ok = 0
   AND NOT EXISTS (
       SELECT 1
         FROM login_attempt AS s
        WHERE s.login = $1 AND s.address = $2 AND s.at <= $4 AND s.ok <> 0 AND s.attempt > a.attempt)";

/// Opens a session: token hash `$1`, person `$2`, CSRF token `$3`, created `$4`, used `$5`, address `$6`.
pub(crate) const INSERT: &str =
    "INSERT INTO session (token_hash, person, csrf, created_at, used_at, address) VALUES ($1, $2, $3, $4, $5, $6)";

/// Clears sessions opened before `$1`.
pub(crate) const CLEAR: &str = "DELETE FROM session WHERE created_at < $1";

/// The session with token hash `$1`, used after `$2` and opened after `$3`.
pub(crate) const GET: &str = "
SELECT s.token_hash, s.person, s.csrf, s.created_at, s.used_at, s.address, ifnull(a.must_change, 0) AS must_change
  FROM session AS s
  LEFT JOIN account AS a ON a.person = s.person
 WHERE s.token_hash = $1 AND s.used_at > $2 AND s.created_at > $3";

/// Notes that the session with token hash `$1` was used at `$2`.
pub(crate) const TOUCH: &str = "UPDATE session SET used_at = $2 WHERE token_hash = $1 AND used_at < $2";

/// Ends the session with token hash `$1`.
pub(crate) const DELETE: &str = "DELETE FROM session WHERE token_hash = $1";

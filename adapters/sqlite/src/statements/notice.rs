//! Outbox, messages, lists, and how people are reached.

/// Puts notices. Fields: tenant, instance, key, organ, matter, raised_at.
pub(crate) const RAISE: &str = "
INSERT INTO notice_outbox (tenant, instance, key, organ, matter, raised_at)
SELECT j.value ->> 0, substr($2, j.value ->> 1, 16), j.value ->> 2, j.value ->> 3, substr($2, j.value ->> 4, j.value ->> 5),
       j.value ->> 6
  FROM json_each($1) AS j";

/// Notices to be told that nobody has looked at, then those due at `$1`; at most `$2`.
pub(crate) const DUE: &str = "
SELECT tenant, instance, key, organ, matter, raised_at, due_at
  FROM (SELECT tenant, instance, key, organ, matter, raised_at, due_at
          FROM notice_outbox
         WHERE state = 0 AND due_at IS NULL
         LIMIT $2)
UNION ALL
SELECT tenant, instance, key, organ, matter, raised_at, due_at
  FROM (SELECT tenant, instance, key, organ, matter, raised_at, due_at
          FROM notice_outbox
         WHERE state = 0 AND due_at <= $1
         ORDER BY due_at
         LIMIT $2)
 LIMIT $2";

/// Notice `$1`, `$2`, `$3` waits until `$4`.
pub(crate) const WAIT: &str =
    "UPDATE notice_outbox SET due_at = $4 WHERE tenant = $1 AND instance = $2 AND key = $3 AND state = 0";

/// Notice `$1`, `$2`, `$3` is told.
pub(crate) const TELL: &str = "
UPDATE notice_outbox
   SET state = 1, code = NULL
 WHERE tenant = $1 AND instance = $2 AND key = $3 AND state <> 1
RETURNING organ, raised_at";

/// Notice `$1`, `$2`, `$3` cannot be told, for reason `$4`.
pub(crate) const STOP: &str =
    "UPDATE notice_outbox SET state = 2, code = $4 WHERE tenant = $1 AND instance = $2 AND key = $3 AND state = 0";

/// Puts a line of person `$1` about `$2`, `$3`, `$4` of organ `$5`: level `$6`, texts `$7` and `$8`, at `$9`.
pub(crate) const LINE: &str = "
INSERT INTO notice_line (person, tenant, instance, key, organ, level, zh, en, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (person, tenant, instance, key) DO NOTHING";

/// Puts a message about `$1`, `$2`, `$3` of organ `$4` to person `$5` on way `$6`: subject `$7`, body `$8`, due at `$9`, digest
/// of `$10`, raised at `$11`.
pub(crate) const DELIVERY: &str = "
INSERT INTO notice_delivery (tenant, instance, key, organ, person, channel, subject, body, due_at, digest_at, raised_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (tenant, instance, key, person, channel) DO NOTHING";

/// Messages due at `$1`, at most `$2`, with the person's line unless it was read.
pub(crate) const DELIVERY_DUE: &str = "
SELECT d.delivery, d.tenant, d.instance, d.key, d.organ, d.person, d.channel, d.subject, d.body, d.digest_at, d.attempts,
       l.zh, l.en
  FROM notice_delivery AS d
  LEFT JOIN notice_line AS l
    ON l.person = d.person AND l.tenant = d.tenant AND l.instance = d.instance AND l.key = d.key AND l.read_at IS NULL
 WHERE d.state = 0 AND d.due_at <= $1
 ORDER BY d.due_at, d.person, d.delivery
 LIMIT $2";

/// The messages `$1` (JSON list) are over: state `$2`, out at `$3`. Their texts are not kept.
pub(crate) const DELIVERY_OVER: &str = "
UPDATE notice_delivery
   SET state = $2, sent_at = $3, code = NULL, subject = NULL, body = NULL
 WHERE delivery IN (SELECT value FROM json_each($1))";

/// The messages `$1` (JSON list) failed: state `$2`, reason `$3`; `$4`: tried again then.
pub(crate) const DELIVERY_FAILED: &str = "
UPDATE notice_delivery
   SET state = $2, code = $3, due_at = ifnull($4, due_at), attempts = attempts + 1
 WHERE delivery IN (SELECT value FROM json_each($1))";

/// What somebody has to see to in the organs `$1` (JSON list), oldest first; at most `$2`.
pub(crate) const INCIDENTS: &str = "
SELECT NULL AS delivery, tenant, instance, key, organ, NULL AS person, NULL AS channel, code, raised_at
  FROM notice_outbox
 WHERE state = 2 AND organ IN (SELECT value FROM json_each($1))
UNION ALL
SELECT delivery, tenant, instance, key, organ, person, channel, code, raised_at
  FROM notice_delivery
 WHERE state = 2 AND organ IN (SELECT value FROM json_each($1))
 ORDER BY raised_at
 LIMIT $2";

/// Notice `$1`, `$2`, `$3`, of one of the organs `$4`, is told from `$5` on.
pub(crate) const RETRY: &str = "
UPDATE notice_outbox
   SET state = 0, code = NULL, due_at = $5
 WHERE tenant = $1 AND instance = $2 AND key = $3 AND state = 2 AND organ IN (SELECT value FROM json_each($4))";

/// Message `$1`, of one of the organs `$2`, is tried from `$3` on, as if it had never been.
pub(crate) const DELIVERY_RETRY: &str = "
UPDATE notice_delivery
   SET state = 0, code = NULL, attempts = 0, due_at = $3
 WHERE delivery = $1 AND state = 2 AND organ IN (SELECT value FROM json_each($2))";

/// The newest `$3` lines of person `$1` before `$2`.
pub(crate) const PAGE: &str = "
SELECT line, tenant, instance, organ, level, zh, en, at, read_at
  FROM notice_line
 WHERE person = $1 AND ($2 IS NULL OR line < $2)
 ORDER BY line DESC
 LIMIT $3";

/// How much person `$1` has not read, and their newest line.
pub(crate) const UNREAD: &str = "
SELECT (SELECT count(*) FROM notice_line WHERE person = $1 AND read_at IS NULL) AS unread,
       (SELECT ifnull(max(line), 0) FROM notice_line WHERE person = $1) AS last";

/// Person `$1` has read the lines `$2` (JSON list) at `$3`.
pub(crate) const READ_THESE: &str = "
UPDATE notice_line
   SET read_at = $3
 WHERE person = $1 AND read_at IS NULL AND line IN (SELECT value FROM json_each($2))";

/// Person `$1` has read all lines up to `$2` at `$3`.
pub(crate) const READ_UP_TO: &str =
    "UPDATE notice_line SET read_at = $3 WHERE person = $1 AND read_at IS NULL AND line <= $2";

/// How person `$1` is reached.
pub(crate) const CONTACT: &str = "SELECT mail, mobile, english FROM person_contact WHERE person = $1";

/// Person `$1` is reached by mail `$2` and telephone `$3`, and reads English: `$4`.
pub(crate) const CONTACT_PUT: &str = "
INSERT INTO person_contact (person, mail, mobile, english)
SELECT person, $2, $3, $4 FROM person WHERE person = $1
    ON CONFLICT (person) DO UPDATE
   SET mail = excluded.mail, mobile = excluded.mobile, english = excluded.english";

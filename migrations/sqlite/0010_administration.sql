-- Administration of people: passwords that must be changed, where sessions come from, stand-ins, the directory's log.

ALTER TABLE account ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;

ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';

-- Serves: the sessions of a person.
CREATE INDEX session_person ON session (person);

-- A person acts in place of another.
CREATE TABLE stand_in (
    stand_in   INTEGER PRIMARY KEY NOT NULL,
    absent     TEXT NOT NULL,
    person     TEXT NOT NULL,
    roles      TEXT,          -- JSON list of role ids; NULL = all
    valid_from TEXT NOT NULL, -- first day
    valid_to   TEXT NOT NULL  -- last day
) STRICT;

-- Serves: the rights of a person.
CREATE INDEX stand_in_person ON stand_in (person, valid_from);
-- Serves: the stand-ins of a person.
CREATE INDEX stand_in_absent ON stand_in (absent);

-- Every change of people and their roles.
CREATE TABLE directory_log (
    entry   INTEGER PRIMARY KEY NOT NULL,
    at      INTEGER NOT NULL,
    actor   TEXT, -- NULL = the command line
    what    TEXT NOT NULL,
    organ   TEXT NOT NULL,
    subject TEXT NOT NULL,
    before  TEXT, -- JSON object
    after   TEXT  -- JSON object
) STRICT;

-- Serves: the entries of an organ, newest first.
CREATE INDEX directory_log_organ ON directory_log (organ, entry);

CREATE TRIGGER directory_log_is_not_changed BEFORE UPDATE ON directory_log
BEGIN
    SELECT raise(ABORT, 'the directory log only grows');
END;

CREATE TRIGGER directory_log_is_not_deleted BEFORE DELETE ON directory_log
BEGIN
    SELECT raise(ABORT, 'the directory log only grows');
END;

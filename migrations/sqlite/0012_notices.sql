-- Telling people. No projections: fold and proof of a history do not know these tables.

-- What a commit left to be told. `state`: 0 to be told, 1 told, 2 somebody has to see to it.
CREATE TABLE notice_outbox (
    tenant    INTEGER NOT NULL,
    instance  BLOB NOT NULL,
    key       INTEGER NOT NULL,
    organ     TEXT NOT NULL,
    matter    BLOB NOT NULL,    -- JSON
    raised_at INTEGER NOT NULL,
    due_at    INTEGER,          -- NULL = nobody has looked at it
    state     INTEGER NOT NULL DEFAULT 0,
    code      TEXT,
    PRIMARY KEY (tenant, instance, key)
) STRICT, WITHOUT ROWID;

-- Serves: what is to be told; NULL sorts first.
CREATE INDEX notice_outbox_due ON notice_outbox (due_at) WHERE state = 0;
-- Serves: what somebody has to see to.
CREATE INDEX notice_outbox_stuck ON notice_outbox (organ, raised_at) WHERE state = 2;

-- A message to a person on a way beside the list in the app. `state`: 0 on its way, 1 out, 2 failed, 3 spared.
CREATE TABLE notice_delivery (
    delivery  INTEGER PRIMARY KEY NOT NULL,
    tenant    INTEGER NOT NULL,
    instance  BLOB NOT NULL,
    key       INTEGER NOT NULL,
    organ     TEXT NOT NULL,
    person    TEXT NOT NULL,
    channel   INTEGER NOT NULL, -- 1 mail, 2 text message
    subject   TEXT,             -- NULL = part of a digest, or out
    body      TEXT,
    due_at    INTEGER NOT NULL,
    digest_at INTEGER,          -- the digest that it is part of
    attempts  INTEGER NOT NULL DEFAULT 0,
    state     INTEGER NOT NULL DEFAULT 0,
    code      TEXT,
    raised_at INTEGER NOT NULL,
    sent_at   INTEGER,
    UNIQUE (tenant, instance, key, person, channel)
) STRICT;

-- Serves: messages whose time has come.
CREATE INDEX notice_delivery_due ON notice_delivery (due_at) WHERE state = 0;
-- Serves: messages that somebody has to see to.
CREATE INDEX notice_delivery_failed ON notice_delivery (organ, raised_at) WHERE state = 2;

-- The list of a person in the app.
CREATE TABLE notice_line (
    line     INTEGER PRIMARY KEY NOT NULL,
    person   TEXT NOT NULL,
    tenant   INTEGER NOT NULL,
    instance BLOB NOT NULL,
    key      INTEGER NOT NULL,
    organ    TEXT NOT NULL,
    level    INTEGER NOT NULL,
    zh       TEXT NOT NULL,
    en       TEXT,
    at       INTEGER NOT NULL,
    read_at  INTEGER,
    UNIQUE (person, tenant, instance, key)
) STRICT;

-- Serves: the list of a person, newest first.
CREATE INDEX notice_line_person ON notice_line (person, line);
-- Serves: what a person has not read.
CREATE INDEX notice_line_unread ON notice_line (person) WHERE read_at IS NULL;

-- How people are reached: personal data, in this table alone.
CREATE TABLE person_contact (
    person  TEXT PRIMARY KEY NOT NULL,
    mail    TEXT,
    mobile  TEXT,
    english INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

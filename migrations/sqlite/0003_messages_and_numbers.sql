-- Mailboxes and number series.

CREATE TABLE message (
    arrived    INTEGER PRIMARY KEY NOT NULL, -- rises; kept when the message is delivered
    tenant     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    key        TEXT NOT NULL,
    id         TEXT NOT NULL,                -- the publisher's
    body       BLOB NOT NULL,
    at         INTEGER NOT NULL,
    expires_at INTEGER,
    salt       BLOB NOT NULL,
    delivered  INTEGER NOT NULL
) STRICT;

-- Serves: is this message known?
CREATE UNIQUE INDEX message_id ON message (tenant, name, key, id);
-- Serves: the oldest message of a mailbox that waits; mailboxes in which one waits.
CREATE INDEX message_waiting ON message (tenant, name, key, at, arrived) WHERE delivered = 0;

CREATE TABLE number_series (
    tenant INTEGER NOT NULL,
    organ  TEXT NOT NULL,
    series TEXT NOT NULL,
    year   INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (tenant, organ, series, year) -- serves: the next number
) STRICT, WITHOUT ROWID;

-- The register of numbers: none is given twice, none is reused.
CREATE TABLE number (
    tenant   INTEGER NOT NULL,
    organ    TEXT NOT NULL,
    series   TEXT NOT NULL,
    year     INTEGER NOT NULL,
    number   INTEGER NOT NULL,
    instance BLOB NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (tenant, organ, series, year, number) -- serves: who got a number
) STRICT, WITHOUT ROWID;

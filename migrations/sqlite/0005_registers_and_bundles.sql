-- Registers, calendars and filed bundles: what the whole city shares, without a tenant.

-- Bitemporal and append-only: `valid_*` is the law's time, `known_*` is when the store learnt it and learnt better.
CREATE TABLE register_entry (
    register   TEXT NOT NULL,
    key        TEXT NOT NULL,
    version    INTEGER NOT NULL, -- rises with each entry of the key
    valid_from TEXT,             -- first day; NULL = always
    valid_to   TEXT,             -- last day; NULL = open
    known_from INTEGER NOT NULL,
    known_to   INTEGER,          -- NULL = still held to be true
    hash       BLOB NOT NULL,
    fields     BLOB NOT NULL     -- canonical JSON
) STRICT;

-- Serves: the row of a key on a day, the rows of a register in key order.
CREATE UNIQUE INDEX register_key ON register_entry (register, key, version);

CREATE TABLE calendar (
    filed   INTEGER PRIMARY KEY NOT NULL,
    id      TEXT NOT NULL,
    version TEXT NOT NULL,
    json    TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

-- Serves: the calendar in force.
CREATE INDEX calendar_newest ON calendar (id, filed);

CREATE TABLE bundle (
    hash  BLOB PRIMARY KEY NOT NULL, -- serves: the bytes of a bundle
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE bundle_filing (
    filed  INTEGER PRIMARY KEY NOT NULL,
    organ  TEXT NOT NULL,
    hash   BLOB NOT NULL,
    by     TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     INTEGER NOT NULL,
    UNIQUE (organ, hash)
) STRICT;

-- Serves: the bundle that new cases of an organ start on.
CREATE INDEX bundle_filing_newest ON bundle_filing (organ, filed);

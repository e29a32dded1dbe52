-- Organs, people, accounts and sessions.

CREATE TABLE organ (
    organ    TEXT PRIMARY KEY NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT,
    region   TEXT NOT NULL,
    level    TEXT NOT NULL,
    parent   TEXT,
    timezone TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
    organ    TEXT NOT NULL,
    position INTEGER NOT NULL,
    unit     TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT,
    PRIMARY KEY (organ, position), -- serves: the units of an organ in order
    UNIQUE (organ, unit)
) STRICT, WITHOUT ROWID;

-- The storage partition of an organ: given once, never changed, never reused.
CREATE TABLE organ_tenant (
    tenant INTEGER PRIMARY KEY NOT NULL,
    organ  TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE person (
    person  TEXT PRIMARY KEY NOT NULL,
    name    TEXT NOT NULL,
    name_en TEXT,
    active  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person_role (
    person     TEXT NOT NULL,
    position   INTEGER NOT NULL,
    role       TEXT NOT NULL,
    organ      TEXT NOT NULL,
    unit       TEXT,
    valid_from TEXT, -- first day; NULL = always
    valid_to   TEXT, -- last day; NULL = open
    PRIMARY KEY (person, position) -- serves: the roles of a person
) STRICT, WITHOUT ROWID;

-- Serves: the people of an organ.
CREATE INDEX person_role_organ ON person_role (organ);

CREATE TABLE account (
    login         TEXT PRIMARY KEY NOT NULL, -- serves: logging in
    person        TEXT NOT NULL UNIQUE,      -- serves: replacing a person's account
    password_hash TEXT NOT NULL              -- PHC string
) STRICT, WITHOUT ROWID;

CREATE TABLE login_attempt (
    attempt INTEGER PRIMARY KEY NOT NULL,
    login   TEXT NOT NULL,
    address TEXT NOT NULL,
    ok      INTEGER NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

-- Serves: failures of the last minutes.
CREATE INDEX login_attempt_recent ON login_attempt (login, address, at);
-- Serves: clearing old attempts.
CREATE INDEX login_attempt_at ON login_attempt (at);

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY NOT NULL, -- serves: the session of a request
    person     TEXT NOT NULL,
    csrf       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Serves: clearing old sessions.
CREATE INDEX session_created ON session (created_at);

-- Read rows: projections of the instances, written in the same commit, never the truth.

CREATE TABLE case_row (
    tenant          INTEGER NOT NULL,
    instance        BLOB NOT NULL,
    bundle          BLOB NOT NULL,
    process         TEXT NOT NULL,
    organ           TEXT NOT NULL,
    unit            TEXT,
    number          TEXT,
    stage           TEXT,
    state           TEXT NOT NULL CHECK (state IN ('running', 'ended', 'terminated')),
    level           INTEGER,          -- 1 prompt, 2 yellow, 3 red
    started_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    since           INTEGER NOT NULL,
    nodes           TEXT NOT NULL,    -- JSON list
    due_at          INTEGER,
    due_provisional INTEGER NOT NULL,
    next_card_at    INTEGER,
    cells           TEXT NOT NULL,    -- JSON list of position and cell
    people          TEXT NOT NULL,    -- JSON list
    incidents       INTEGER NOT NULL,
    title           TEXT
) STRICT;

-- Serves: one case.
CREATE UNIQUE INDEX case_id ON case_row (tenant, instance);
-- Serves: the case page of an organ, newest change first.
CREATE INDEX case_updated ON case_row (organ, updated_at DESC, tenant DESC, instance DESC);
-- Serves: a case by its number.
CREATE INDEX case_number ON case_row (organ, number) WHERE number IS NOT NULL;
-- Serves: how many cases stand in each stage (covering).
CREATE INDEX case_stage ON case_row (organ, process, stage, state, level, incidents);
-- Serves: the due scan, cards of clocks.
CREATE INDEX case_card ON case_row (next_card_at) WHERE next_card_at IS NOT NULL;

-- Who may find a case as their own. Only ever added to; a hit is checked against `case_row.people`.
CREATE TABLE case_person (
    person   TEXT NOT NULL,
    tenant   INTEGER NOT NULL,
    instance BLOB NOT NULL,
    PRIMARY KEY (person, tenant, instance) -- serves: the case page of a person
) STRICT, WITHOUT ROWID;

CREATE TABLE task (
    tenant          INTEGER NOT NULL,
    instance        BLOB NOT NULL,
    key             INTEGER NOT NULL,
    revision        INTEGER NOT NULL,
    bundle          BLOB NOT NULL,
    process         TEXT NOT NULL,
    node            TEXT NOT NULL,
    stage           TEXT,
    organ           TEXT NOT NULL,
    unit            TEXT,
    lane            TEXT NOT NULL,
    role            TEXT NOT NULL,
    assignee        TEXT,
    team            TEXT,             -- JSON list; NULL = no team is named
    excluded        TEXT NOT NULL,    -- JSON list
    item            INTEGER,
    created_at      INTEGER NOT NULL,
    due_at          INTEGER,
    due_sort        INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(due_at, 9223372036854775807)) VIRTUAL,
    due_provisional INTEGER NOT NULL,
    next_card_at    INTEGER,
    level           INTEGER,
    number          TEXT,
    title           TEXT,
    item_label      TEXT
) STRICT;

-- Serves: one task, the tasks of a case.
CREATE UNIQUE INDEX task_id ON task (tenant, instance, key);
-- Serves: the inbox by due date, a queue at a time; counts per queue.
CREATE INDEX task_due ON task (organ, unit, role, due_sort, tenant, instance, key);
-- Serves: the inbox by age, a queue at a time.
CREATE INDEX task_created ON task (organ, unit, role, created_at, tenant, instance, key);
-- Serves: the due scan, cards of node limits.
CREATE INDEX task_card ON task (next_card_at) WHERE next_card_at IS NOT NULL;

CREATE TABLE timer (
    tenant     INTEGER NOT NULL,
    instance   BLOB NOT NULL,
    key        INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    occurrence INTEGER NOT NULL,
    PRIMARY KEY (tenant, instance, key)
) STRICT, WITHOUT ROWID;

-- Serves: the due scan.
CREATE INDEX timer_due ON timer (due_at);

CREATE TABLE clock (
    tenant       INTEGER NOT NULL,
    instance     BLOB NOT NULL,
    clock        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    last_day     TEXT,
    lapses_at    INTEGER NOT NULL,
    provisional  INTEGER NOT NULL,
    running      INTEGER NOT NULL,
    level        INTEGER,
    next_card_at INTEGER,
    PRIMARY KEY (tenant, instance, clock, kind) -- serves: the clocks of a case
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription (
    opened      INTEGER PRIMARY KEY NOT NULL, -- rises; kept when the row is put again
    tenant      INTEGER NOT NULL,
    instance    BLOB NOT NULL,
    key         INTEGER NOT NULL,
    name        TEXT NOT NULL,
    correlation TEXT NOT NULL
) STRICT;

-- Serves: putting and deleting by key.
CREATE UNIQUE INDEX subscription_id ON subscription (tenant, instance, key);
-- Serves: the oldest subscription of a mailbox.
CREATE INDEX subscription_mailbox ON subscription (tenant, name, correlation, opened);

CREATE TABLE card (
    tenant        INTEGER NOT NULL,
    instance      BLOB NOT NULL,
    key           INTEGER NOT NULL,
    rule          TEXT NOT NULL,
    level         INTEGER NOT NULL,
    subject_task  INTEGER,          -- exactly one of the two subjects is set
    subject_clock INTEGER,
    about         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    event_at      INTEGER NOT NULL,
    seq           INTEGER NOT NULL,
    superseded    INTEGER NOT NULL,
    PRIMARY KEY (tenant, instance, key), -- serves: the cards of a case
    CHECK ((subject_task IS NULL) <> (subject_clock IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE refusal (
    tenant   INTEGER NOT NULL,
    instance BLOB NOT NULL,
    seq      INTEGER NOT NULL,
    rule     TEXT NOT NULL,
    actor    TEXT NOT NULL,
    task     INTEGER,
    code     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (tenant, instance, seq) -- serves: the refusals of a case and their count
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
    tenant   INTEGER NOT NULL,
    instance BLOB NOT NULL,
    key      INTEGER NOT NULL,
    node     TEXT NOT NULL,
    code     TEXT NOT NULL,
    detail   TEXT NOT NULL,
    since    INTEGER NOT NULL,
    PRIMARY KEY (tenant, instance, key) -- serves: the incidents of a case
) STRICT, WITHOUT ROWID;

-- Serves: open incidents, oldest first (there are few, and their organ is the case's).
CREATE INDEX incident_since ON incident (since);

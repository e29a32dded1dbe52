-- Processes that begin by time: a row for each timer start event of the bundle that an organ has in force.

CREATE TABLE start_schedule (
    tenant   INTEGER NOT NULL,
    process  TEXT NOT NULL,
    start    TEXT NOT NULL, -- id of the start event
    organ    TEXT NOT NULL,
    bundle   BLOB NOT NULL,
    cycle    TEXT NOT NULL, -- JSON, as in the bundle
    timezone TEXT NOT NULL,
    next_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant, process, start)
) STRICT, WITHOUT ROWID;

-- Serves: the due scan.
CREATE INDEX start_schedule_next ON start_schedule (next_at);

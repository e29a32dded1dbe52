-- The record: instances, their history and the values that may have to go.
--
-- Moments are INTEGER microseconds since 1970 (UTC), civil days are TEXT `YYYY-MM-DD` (legible, and in the right order
-- as text), uuids and hashes are BLOB, flags are 0 or 1. Wide tables have rowids, so that rows lie in the order of
-- their arrival and long ones do not spill into overflow pages; narrow ones are WITHOUT ROWID under their key.

-- Facts about the store itself.
CREATE TABLE store_meta (
    name  TEXT PRIMARY KEY NOT NULL, -- `write_level`, `epoch`, `created_by_demo`
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO store_meta (name, value) VALUES ('write_level', 1), ('epoch', 1), ('created_by_demo', 0);

-- One row a storage partition: its last log sequence.
CREATE TABLE tenant_log (
    tenant INTEGER PRIMARY KEY NOT NULL,
    last   INTEGER NOT NULL
) STRICT;

CREATE TABLE instance (
    tenant      INTEGER NOT NULL,
    instance    BLOB NOT NULL,
    seq         INTEGER NOT NULL,
    control     BLOB NOT NULL, -- format byte first
    continue_at INTEGER        -- tokens are left over from a big step at this time
) STRICT;

-- Serves: locking by id, pages of a tenant in id order.
CREATE UNIQUE INDEX instance_id ON instance (tenant, instance);
-- Serves: the due scan, big steps to go on with.
CREATE INDEX instance_continue ON instance (continue_at) WHERE continue_at IS NOT NULL;

CREATE TABLE history (
    tenant    INTEGER NOT NULL,
    instance  BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    log_seq   INTEGER NOT NULL, -- gapless in the tenant, in the order of commits
    command   BLOB NOT NULL,
    digest    BLOB NOT NULL,
    entry_at  INTEGER NOT NULL,
    algorithm INTEGER NOT NULL,
    previous  BLOB NOT NULL,
    hash      BLOB NOT NULL,
    bytes     BLOB NOT NULL
) STRICT;

-- Serves: the history of an instance, values by reference.
CREATE UNIQUE INDEX history_seq ON history (tenant, instance, seq);
-- Serves: was this command seen? It also refuses the second record of a command.
CREATE UNIQUE INDEX history_command ON history (tenant, instance, command);
-- Serves: followers that read a tenant's log in order.
CREATE UNIQUE INDEX history_log ON history (tenant, log_seq);

-- Personal and large values, under the salted hash that the record keeps. Erasing deletes the row.
CREATE TABLE value (
    tenant   INTEGER NOT NULL,
    instance BLOB NOT NULL,
    seq      INTEGER NOT NULL,
    n        INTEGER NOT NULL,
    salt     BLOB NOT NULL,
    bytes    BLOB NOT NULL
) STRICT;

-- Serves: values by reference.
CREATE UNIQUE INDEX value_id ON value (tenant, instance, seq, n);

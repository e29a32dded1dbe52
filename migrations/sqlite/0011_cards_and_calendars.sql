-- The life of cards, cards about other cards, and new calendars on their way to what runs.

CREATE TABLE card_with_life (
    tenant        INTEGER NOT NULL,
    instance      BLOB NOT NULL,
    key           INTEGER NOT NULL,
    rule          TEXT NOT NULL,
    level         INTEGER NOT NULL,
    subject       TEXT NOT NULL,    -- JSON: task, clock, card …
    about         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    event_at      INTEGER NOT NULL,
    seq           INTEGER NOT NULL,
    superseded    INTEGER NOT NULL,
    stage         TEXT NOT NULL,
    answer_by     TEXT,             -- last day for an answer; NULL = none is asked for
    unanswered    INTEGER NOT NULL,
    PRIMARY KEY (tenant, instance, key) -- serves: the cards of a case
) STRICT, WITHOUT ROWID;

INSERT INTO card_with_life
SELECT tenant, instance, key, rule, level,
       iif(subject_task IS NULL, json_object('clock', subject_clock), json_object('task', subject_task)),
       about, kind, event_at, seq, superseded, 'issued', NULL, 0
  FROM card;

DROP TABLE card;
ALTER TABLE card_with_life RENAME TO card;

-- Serves: cards that stand, gravest and newest first.
CREATE INDEX card_standing ON card (level DESC, event_at DESC, tenant DESC, instance DESC, key DESC)
 WHERE superseded = 0;

-- A version of a calendar is carried to the cases: how far it has come.
CREATE TABLE recount (
    filed        INTEGER PRIMARY KEY NOT NULL, -- the calendar's
    changed_from INTEGER NOT NULL,             -- nothing that lapses before this moment can move
    tenant       INTEGER,                      -- the last case that was looked at; NULL = none yet
    instance     BLOB,
    scanned      INTEGER NOT NULL,
    done_at      INTEGER                       -- NULL = under way
) STRICT;

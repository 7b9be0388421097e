-- The tables one commit is written to. Instants are unix milliseconds, UTC.
--
-- Keys here are hashes, so every unique index is hit at a random page. The layout keeps such pages few and small: rows
-- go to the end of their table or of their partition, and only short index entries land at random places. docs/adr
-- tells the figures.

-- One row a grain. The stock ADO.NET storage writes type, key, version and payload only (0002), so what the commit log
-- keeps beside them stays as it is.
CREATE TABLE grain_state
(
    id            INTEGER PRIMARY KEY,
    type          TEXT    NOT NULL,            -- the stored state's name, "participant"
    key           TEXT    NOT NULL,            -- the grain's key, "p-…"
    version       INTEGER NOT NULL,            -- counts from 1
    last_event    INTEGER NOT NULL DEFAULT 0,  -- the grain's newest row of event_log, 0 when it has none
    due_partition INTEGER,                     -- with due_at, the grain's one next deadline
    due_at        INTEGER,
    payload       BLOB                         -- UTF-8 JSON; null after the stock storage cleared the state
) STRICT;

CREATE UNIQUE INDEX grain_state_by_key ON grain_state (type, key);

-- "What is due in this partition, earliest first" without a look at any grain that has no deadline.
CREATE INDEX grain_state_by_deadline ON grain_state (due_partition, due_at) WHERE due_at IS NOT NULL;

CREATE VIEW deadline AS
SELECT type, key, due_partition AS partition, due_at FROM grain_state WHERE due_at IS NOT NULL;

-- Append only. A grain's history is a chain from grain_state.last_event through previous: an index by grain would be
-- one more random page a commit, for a question asked seldom.
CREATE TABLE event_log
(
    number     INTEGER PRIMARY KEY,            -- 1, 2, 3, … over all grains, without a gap
    partition  INTEGER NOT NULL,
    previous   INTEGER NOT NULL,               -- the same grain's event before this one, 0 when it is the first
    grain_type TEXT    NOT NULL,
    grain_key  TEXT    NOT NULL,
    type       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    payload    BLOB    NOT NULL                -- UTF-8 JSON
) STRICT;

-- The index holds the row's number too, so a partition is read in order.
CREATE INDEX event_log_by_partition ON event_log (partition);

-- Within a wave's partition rows lie in the order of application, so that a rush writes few pages and the draw reads a
-- partition in one sweep.
CREATE TABLE roll_entry
(
    wave        INTEGER NOT NULL,
    partition   INTEGER NOT NULL,
    applied_at  INTEGER NOT NULL,
    participant BLOB    NOT NULL,              -- 16 bytes
    household   BLOB    NOT NULL,              -- 16 bytes
    province    INTEGER NOT NULL,
    tier        INTEGER NOT NULL,
    set_aside   INTEGER,                       -- NotSelectedReason, null when the entry goes to the draw
    PRIMARY KEY (wave, partition, applied_at, participant)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX roll_entry_once ON roll_entry (wave, participant);

-- The value comes first: one search finds every kind of claim on it.
CREATE TABLE claim
(
    value       BLOB    NOT NULL,              -- 16 bytes
    kind        INTEGER NOT NULL,              -- ClaimKind
    slot        INTEGER NOT NULL,
    holder_type TEXT    NOT NULL,
    holder_key  TEXT    NOT NULL,
    PRIMARY KEY (value, kind, slot)
) STRICT, WITHOUT ROWID;

-- Only complaints (8) are asked for by holder; for the other kinds the index would cost every commit a page.
CREATE INDEX claim_by_holder ON claim (holder_key, value) WHERE kind = 8;

CREATE TABLE wave_gate
(
    wave      INTEGER PRIMARY KEY,
    opens_at  INTEGER NOT NULL,
    closes_at INTEGER NOT NULL,
    closed    INTEGER NOT NULL                 -- 0 or 1
) STRICT;

-- Facts about the database itself: the fingerprint of the identity key.
CREATE TABLE meta
(
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

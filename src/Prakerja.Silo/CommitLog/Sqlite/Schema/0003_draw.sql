-- Sealed rolls, results of draws, and the winners that wait for their card. Hashes are blobs of 16 bytes.

-- One row for each chunk of 256 records. An attempt is one try to seal a roll; the rows of attempts that the wave's
-- state does not name are left over from a crash. Not WITHOUT ROWID: rows of several pages do not belong into an
-- index. The short columns come first, because SQLite reads a row only as far as it must.
CREATE TABLE draw_roll
(
    wave         INTEGER NOT NULL,
    attempt      INTEGER NOT NULL,
    number       INTEGER NOT NULL,             -- the place of the chunk in the roll, from 0
    first        BLOB    NOT NULL,             -- the pseudonym of the first record
    root         BLOB    NOT NULL,             -- 32 bytes
    records      BLOB    NOT NULL,
    participants BLOB    NOT NULL,             -- never published
    PRIMARY KEY (wave, attempt, number)
) STRICT;

-- Finds the chunk of one pseudonym with one search.
CREATE INDEX draw_roll_by_first ON draw_roll (wave, attempt, first);

CREATE TABLE draw_result
(
    wave    INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    records BLOB    NOT NULL,                  -- 1,280 bytes for a full chunk
    PRIMARY KEY (wave, attempt, number)
) STRICT;

-- Winners without a card. A row is deleted when the award was made. A refused winner keeps the row for the redraw.
CREATE TABLE award
(
    wave        INTEGER NOT NULL,
    participant BLOB    NOT NULL,
    pseudonym   BLOB    NOT NULL,
    household   BLOB    NOT NULL,              -- copied from the roll, to release the slot without a search there
    slot        INTEGER,                       -- the reserved slot of the household; null when none is reserved
    refused     INTEGER,                       -- NotSelectedReason, null while the award can still be made
    redrawn_in  INTEGER,                       -- the round that drew the place of a refused winner again
    tries       INTEGER NOT NULL DEFAULT 0,    -- tries that failed
    next_try_at INTEGER,                       -- unix milliseconds, null before the first failure
    cause       TEXT,                          -- of the last failure, without personal data
    PRIMARY KEY (wave, participant)
) STRICT, WITHOUT ROWID;

-- The outcomes that redraws changed. The wave and the pseudonym come first, for the search by pseudonym.
CREATE TABLE redraw
(
    wave        INTEGER NOT NULL,
    round       INTEGER NOT NULL,
    pseudonym   BLOB    NOT NULL,
    participant BLOB    NOT NULL,
    outcome     INTEGER NOT NULL,              -- 0 selected, otherwise the NotSelectedReason of the place not taken
    PRIMARY KEY (wave, pseudonym, round)
) STRICT, WITHOUT ROWID;

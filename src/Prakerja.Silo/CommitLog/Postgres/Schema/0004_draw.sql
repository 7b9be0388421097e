-- Sealed rolls, results of draws, and the winners that wait for their card. Hashes of 16 bytes are stored as uuid.

-- One row for each chunk of 256 records. A roll of 6,000,000 has 23,438 rows, and no row is ever changed. An attempt is
-- one try to seal a roll; the rows of attempts that the wave's state does not name are left over from a crash.
CREATE TABLE draw_roll
(
    wave         integer NOT NULL,
    attempt      bigint  NOT NULL,
    number       integer NOT NULL,                 -- the place of the chunk in the roll, from 0
    first        uuid    NOT NULL,                 -- the pseudonym of the first record
    root         bytea   NOT NULL,                 -- 32 bytes
    records      bytea   NOT NULL,
    participants bytea   NOT NULL,                 -- never published
    PRIMARY KEY (wave, attempt, number)
);

-- Hashes do not compress: trying would cost time only. Without compression they are stored beside the row, so that a
-- reader of roots or records does not read the participants.
ALTER TABLE draw_roll ALTER COLUMN records SET STORAGE EXTERNAL, ALTER COLUMN participants SET STORAGE EXTERNAL;

-- Finds the chunk of one pseudonym with one search.
CREATE INDEX draw_roll_by_first ON draw_roll (wave, attempt, first);

CREATE TABLE draw_result
(
    wave    integer NOT NULL,
    attempt bigint  NOT NULL,
    number  integer NOT NULL,
    records bytea   NOT NULL,                      -- 1,280 bytes for a full chunk, which fits into the row
    PRIMARY KEY (wave, attempt, number)
);

ALTER TABLE draw_result ALTER COLUMN records SET STORAGE EXTERNAL;

-- Winners without a card. A row is deleted when the award was made. A refused winner keeps the row for the redraw. No
-- second index: the rows of a wave are read by participant, and an update of a row then changes no index.
CREATE TABLE award
(
    wave         integer  NOT NULL,
    participant  uuid     NOT NULL,
    pseudonym    uuid     NOT NULL,
    household    uuid     NOT NULL,                -- copied from the roll, to release the slot without a search there
    slot         smallint,                         -- the reserved slot of the household; null when none is reserved
    refused      smallint,                         -- NotSelectedReason, null while the award can still be made
    redrawn_in   integer,                          -- the round that drew the place of a refused winner again
    tries        integer  NOT NULL DEFAULT 0,      -- tries that failed
    next_try_at  bigint,                           -- unix milliseconds, null before the first failure
    cause        text,                             -- of the last failure, without personal data
    PRIMARY KEY (wave, participant)
) WITH (fillfactor = 90);                          -- the room left on a page is for updated rows of the same page

-- The outcomes that redraws changed. The wave and the pseudonym come first, for the search by pseudonym.
CREATE TABLE redraw
(
    wave        integer  NOT NULL,
    round       integer  NOT NULL,
    pseudonym   uuid     NOT NULL,
    participant uuid     NOT NULL,
    outcome     smallint NOT NULL,                 -- 0 selected, otherwise the NotSelectedReason of the place not taken
    PRIMARY KEY (wave, pseudonym, round)
);

-- A draw reads the taken slots of all households and all exclusions. These indexes hold only those, so it does not read
-- the whole table, which has several claims of every participant. They cost a page for each card and each line of a
-- list, and other claims nothing. An operator may build them beforehand, so that commits do not wait (operations.md).
CREATE INDEX IF NOT EXISTS claim_household_slot ON claim (value) WHERE kind = 6;

CREATE INDEX IF NOT EXISTS claim_exclusion ON claim (value, kind) WHERE kind BETWEEN 101 AND 199;

-- The commit log's tables and indexes as a limit needs them: what is written, and nothing that checks or reads it.
CREATE TABLE grain_state
(
    type    text COLLATE "C" NOT NULL,
    key     text COLLATE "C" NOT NULL,
    version bigint           NOT NULL,
    payload bytea            NOT NULL,
    PRIMARY KEY (type, key)
);
ALTER TABLE grain_state ALTER COLUMN payload SET STORAGE EXTERNAL;

CREATE TABLE event_log
(
    partition smallint         NOT NULL,
    number    bigint           NOT NULL,
    grain_key text COLLATE "C" NOT NULL,
    type      text             NOT NULL,
    at        bigint           NOT NULL,
    payload   bytea            NOT NULL,
    PRIMARY KEY (partition, number)
);
ALTER TABLE event_log ALTER COLUMN payload SET STORAGE EXTERNAL;

CREATE TABLE roll_entry
(
    wave        integer  NOT NULL,
    participant uuid     NOT NULL,
    partition   integer  NOT NULL,
    household   uuid     NOT NULL,
    province    smallint NOT NULL,
    tier        smallint NOT NULL,
    applied_at  bigint   NOT NULL,
    PRIMARY KEY (wave, participant)
);
CREATE INDEX roll_entry_by_partition ON roll_entry (wave, partition);

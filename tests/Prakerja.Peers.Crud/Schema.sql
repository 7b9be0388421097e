-- What joining and the dashboard need, as a good engineer lays it out without actors: columns, no JSON documents to be
-- parsed, and no index that nobody asks.

-- Joining changes no indexed column, and a third of each page is left free: the new version of a row lies beside the
-- old one and no index is touched (HOT).
CREATE TABLE IF NOT EXISTS participant
(
    id             uuid        PRIMARY KEY,      -- the keyed hash of the NIK
    version        integer     NOT NULL DEFAULT 1,
    nik            bigint      NOT NULL,
    family_card    bigint      NOT NULL,
    household      uuid        NOT NULL,
    name           text        NOT NULL,
    birth_date     date        NOT NULL,
    female         boolean     NOT NULL,
    mothers_name   text        NOT NULL,
    email          text        NOT NULL,
    phone          text        NOT NULL,
    province       smallint    NOT NULL,
    tier           smallint    NOT NULL,
    in_education   boolean     NOT NULL,
    phone_verified boolean     NOT NULL,
    test_right     smallint,                     -- null until the test was submitted
    test_passed    boolean     NOT NULL,
    card_status    smallint,                     -- null until a card was granted
    wave           integer,                      -- the one application that waits
    applied_at     timestamptz,
    past           jsonb,                        -- lists of the dashboard, as they are shown; null when empty
    purchases      jsonb
) WITH (fillfactor = 65);

CREATE TABLE IF NOT EXISTS wave
(
    number          integer     PRIMARY KEY,
    opens_at        timestamptz NOT NULL,
    closes_at       timestamptz NOT NULL,
    stage           smallint    NOT NULL,
    roll_partitions integer     NOT NULL
);

-- Who joins locks one of a wave's gate rows for share, who closes the wave locks all of them. One row alone would be
-- on everybody's way: each further locker has to write the list of lockers anew.
CREATE TABLE IF NOT EXISTS wave_gate
(
    wave      integer     NOT NULL,
    stripe    smallint    NOT NULL,
    opens_at  timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    closed    boolean     NOT NULL,
    PRIMARY KEY (wave, stripe)
) WITH (fillfactor = 10);

-- An application is what an Idempotency-Key made, so it remembers the key: no table of its own, no further index.
CREATE TABLE IF NOT EXISTS roll_entry
(
    wave         integer     NOT NULL,
    partition    smallint    NOT NULL,
    participant  uuid        NOT NULL,
    household    uuid        NOT NULL,
    province     smallint    NOT NULL,
    tier         smallint    NOT NULL,
    applied_at   timestamptz NOT NULL,
    request_key  text,
    request_hash uuid,
    PRIMARY KEY (wave, participant)
);

CREATE TABLE IF NOT EXISTS event_log
(
    number      bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    transaction xid8        NOT NULL DEFAULT pg_current_xact_id(),
    participant uuid        NOT NULL,
    type        text        NOT NULL,
    at          timestamptz NOT NULL,
    payload     text        NOT NULL
);

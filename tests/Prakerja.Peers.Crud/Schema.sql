-- The tables that joins and the dashboard need, designed for a service without actors: columns instead of JSON
-- documents, and no unused index.

-- A join changes no indexed column, and a third of each page stays free: the new version of a row is stored in the same
-- page and no index changes (HOT).
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
    wave           integer,                      -- of the waiting application
    applied_at     timestamptz,
    past           jsonb,                        -- lists of the dashboard as shown; null when empty
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

-- A join locks one of the gate rows of a wave for share; closing the wave locks all of them. A single row would be a
-- bottleneck: each further locker has to rewrite the list of lockers.
CREATE TABLE IF NOT EXISTS wave_gate
(
    wave      integer     NOT NULL,
    stripe    smallint    NOT NULL,
    opens_at  timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    closed    boolean     NOT NULL,
    PRIMARY KEY (wave, stripe)
) WITH (fillfactor = 10);

-- A roll entry stores the Idempotency-Key of its request: no further table and no further index.
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

-- The tables one commit is written to, and the function that writes a round of commits. Instants are unix milliseconds,
-- UTC. Hashes of 16 bytes are kept as uuid, which has no length to store and compares fast.

-- One row a grain. The stock ADO.NET storage writes type, key, version and payload only (0002), so what the commit log
-- keeps beside them stays as it is. The room left on each page is for the row's next version, which then needs no new
-- entry in the indexes.
CREATE TABLE grain_state
(
    type          text COLLATE "C" NOT NULL,       -- the stored state's name, 'participant'
    key           text COLLATE "C" NOT NULL,       -- the grain's key, 'p-…'
    version       bigint           NOT NULL,       -- counts from 1
    last_event    bigint           NOT NULL DEFAULT 0, -- the grain's newest row of event_log, 0 when it has none
    due_partition smallint,                        -- with due_at, the grain's one next deadline
    due_at        bigint,
    payload       bytea,                           -- UTF-8 JSON; null after the stock storage cleared the state
    PRIMARY KEY (type, key)
) WITH (fillfactor = 80, toast_tuple_target = 4080, autovacuum_vacuum_scale_factor = 0.02);

-- Packing costs more than it saves: states are short, and most are read soon after they were written.
ALTER TABLE grain_state ALTER COLUMN payload SET STORAGE EXTERNAL;

-- "What is due in this partition, earliest first" without a look at any grain that has no deadline.
CREATE INDEX grain_state_by_deadline ON grain_state (due_partition, due_at) WHERE due_at IS NOT NULL;

-- Append only. A number is the transaction's id and a place in it, so numbers rise with the transactions, and whatever
-- lies below the oldest running transaction is complete. A grain's history is a chain from grain_state.last_event
-- through previous: an index by grain would be one more random page a commit, for a question asked seldom.
CREATE TABLE event_log
(
    partition  smallint         NOT NULL,
    number     bigint           NOT NULL,
    previous   bigint           NOT NULL,          -- the same grain's event before this one, 0 when it is the first
    grain_type text COLLATE "C" NOT NULL,
    grain_key  text COLLATE "C" NOT NULL,
    type       text             NOT NULL,
    at         bigint           NOT NULL,
    payload    bytea            NOT NULL,          -- UTF-8 JSON
    PRIMARY KEY (partition, number)
);

ALTER TABLE event_log ALTER COLUMN payload SET STORAGE EXTERNAL;

-- Added to transaction ids before they become numbers. Zero, until the rows are restored into another server, whose own
-- transactions begin low; then numbers go on above those that are there.
CREATE TABLE event_numbering
(
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    base     bigint NOT NULL
);

INSERT INTO event_numbering (base) VALUES (0);

-- The first number of a transaction: its id, and 14 bits for places within it.
CREATE FUNCTION first_event_number(transaction_id xid8) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((SELECT base FROM event_numbering) + transaction_id::text::bigint) << 14;

CREATE TABLE roll_entry
(
    wave        integer  NOT NULL,
    participant uuid     NOT NULL,
    partition   integer  NOT NULL,
    household   uuid     NOT NULL,
    province    smallint NOT NULL,
    tier        smallint NOT NULL,
    set_aside   smallint,                          -- NotSelectedReason, null when the entry goes to the draw
    applied_at  bigint   NOT NULL,
    PRIMARY KEY (wave, participant)                -- one entry per participant and wave
);

-- The draw reads a roll by partition. Equal entries share their key, so this index stays small and its hot pages few.
CREATE INDEX roll_entry_by_partition ON roll_entry (wave, partition);

-- The value comes first: one search finds every kind of claim on it.
CREATE TABLE claim
(
    value       uuid             NOT NULL,
    kind        smallint         NOT NULL,         -- ClaimKind
    slot        smallint         NOT NULL,
    holder_type text COLLATE "C" NOT NULL,
    holder_key  text COLLATE "C" NOT NULL,
    PRIMARY KEY (value, kind, slot)
);

-- Only complaints (8) are asked for by holder; for the other kinds the index would cost every commit a page.
CREATE INDEX claim_by_holder ON claim (holder_key, value) WHERE kind = 8;

CREATE TABLE wave_gate
(
    wave      integer PRIMARY KEY,
    opens_at  bigint  NOT NULL,
    closes_at bigint  NOT NULL,
    closed    boolean NOT NULL
);

-- Facts about the database itself: the fingerprint of the identity key, the cluster it belongs to.
CREATE TABLE meta
(
    key   text PRIMARY KEY,
    value text NOT NULL
);

-- Writes one round of commits: no two of them conflict (see CommitRounds). It is one statement, so it takes one
-- transaction and one round trip. Refused commits leave nothing: what a commit wrote before it was refused is found by
-- its xmin and removed.
--
-- The first arrays have one element for each commit, sorted by grain. Every other array has one element for each event,
-- roll entry, claim or gate, with the number of its commit (from 1). It repeats the grain's key, because finding an
-- element in a long array of texts is slow. All rounds take their locks in the same order: gates, roll entries, claims
-- by value, rows by grain. The version keeps commits of one grain apart: an update waits for the transaction that
-- writes the row, and then finds another version.
--
-- statuses are CommitStatus: 0 written, 1 another version, 2 claim taken, 3 wave closed. A first write of a grain that
-- has a row, and a second entry on a roll, fail the whole call with their constraint (grain_state_pkey,
-- roll_entry_pkey): a check beforehand would cost every commit a search, and is needed only when a grain is active
-- twice. The caller then writes the commits in smaller rounds.
CREATE FUNCTION write_commits(
    grain_types text[], grain_keys text[], expected_versions bigint[], payloads bytea[], last_events integer[],
    moves_deadline boolean[], due_partitions smallint[], due_ats bigint[],
    event_commits integer[], event_begins boolean[], event_grain_types text[], event_grain_keys text[],
    event_partitions smallint[], event_types text[], event_ats bigint[], event_payloads bytea[], event_places integer[],
    roll_commits integer[], roll_waves integer[], roll_participants uuid[], roll_partitions integer[],
    roll_households uuid[], roll_provinces smallint[], roll_tiers smallint[], roll_set_asides smallint[],
    roll_ats bigint[],
    rolls integer[], roll_first_ats bigint[], roll_last_ats bigint[],
    claim_commits integer[], claim_holder_types text[], claim_holder_keys text[], claim_values uuid[],
    claim_kinds smallint[], claim_slots smallint[],
    released_commits integer[], released_holder_types text[], released_holder_keys text[], released_values uuid[],
    released_kinds smallint[], released_slots smallint[],
    gate_commits integer[], gate_waves integer[], gate_opens bigint[], gate_closes bigint[], gate_closeds boolean[],
    OUT statuses smallint[], OUT taken_claims integer[], OUT first_number bigint)
    LANGUAGE plpgsql
    -- One plan, made once: each search is one step down an index, whatever the planner believes of an array's length.
    SET plan_cache_mode = force_generic_plan
    SET enable_hashjoin = off
    SET enable_mergejoin = off
    SET enable_seqscan = off
    SET jit = off
AS
$$
#variable_conflict use_column
DECLARE
    me      xid := pg_current_xact_id()::xid;
    refused boolean := false;
    wanted  bigint;
    written bigint;
    lost    record;
BEGIN
    statuses := array_fill(0::smallint, ARRAY [cardinality(grain_keys)]);
    first_number := first_event_number(pg_current_xact_id());

    IF cardinality(roll_commits) > 0 THEN
        -- Closing changes the row, so it waits until these entries are on the roll, and these wait for a closing.
        PERFORM FROM wave_gate WHERE wave = ANY (rolls) ORDER BY wave FOR SHARE;
        IF EXISTS (SELECT
                   FROM unnest(rolls, roll_first_ats, roll_last_ats) AS r (wave, first_at, last_at)
                            LEFT JOIN wave_gate g ON g.wave = r.wave
                   WHERE g.wave IS NULL OR g.closed OR r.first_at < g.opens_at OR r.last_at >= g.closes_at) THEN
            FOR lost IN
                SELECT r.commit
                FROM unnest(roll_commits, roll_waves, roll_ats) AS r (commit, wave, at)
                         LEFT JOIN wave_gate g ON g.wave = r.wave
                WHERE g.wave IS NULL OR g.closed OR r.at < g.opens_at OR r.at >= g.closes_at
                LOOP
                    statuses[lost.commit] := 3;
                    refused := true;
                END LOOP;
        END IF;

        INSERT INTO roll_entry (wave, participant, partition, household, province, tier, set_aside, applied_at)
        SELECT r.wave, r.participant, r.partition, r.household, r.province, r.tier, r.set_aside, r.at
        FROM unnest(roll_commits, roll_waves, roll_participants, roll_partitions, roll_households, roll_provinces,
                    roll_tiers, roll_set_asides, roll_ats)
                 AS r (commit, wave, participant, partition, household, province, tier, set_aside, at)
        WHERE statuses[r.commit] = 0;
    END IF;

    IF cardinality(claim_commits) > 0 THEN
        INSERT INTO claim (value, kind, slot, holder_type, holder_key)
        SELECT c.value, c.kind, c.slot, c.holder_type, c.holder_key
        FROM unnest(claim_commits, claim_holder_types, claim_holder_keys, claim_values, claim_kinds, claim_slots)
                 AS c (commit, holder_type, holder_key, value, kind, slot)
        WHERE statuses[c.commit] = 0
        ORDER BY c.value, c.kind, c.slot
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS written = ROW_COUNT;
        IF written < cardinality(claim_commits) THEN
            -- A commit without its claim row lost the claim to another commit. If the holder released it just now, the
            -- claim still counts as taken.
            taken_claims := array_fill(0, ARRAY [cardinality(grain_keys)]);
            FOR lost IN
                SELECT c.commit, min(c.place)::integer AS place
                FROM unnest(claim_commits, claim_holder_types, claim_holder_keys, claim_values, claim_kinds,
                            claim_slots)
                         WITH ORDINALITY AS c (commit, holder_type, holder_key, value, kind, slot, place)
                         LEFT JOIN claim h ON h.value = c.value AND h.kind = c.kind AND h.slot = c.slot
                    AND h.holder_type = c.holder_type AND h.holder_key = c.holder_key
                WHERE statuses[c.commit] = 0 AND h.value IS NULL
                GROUP BY c.commit
                LOOP
                    statuses[lost.commit] := 2;
                    taken_claims[lost.commit] := lost.place;
                    refused := true;
                END LOOP;
        END IF;
    END IF;

    -- Before the states, because the row still tells which event was the grain's newest.
    INSERT INTO event_log (partition, number, previous, grain_type, grain_key, type, at, payload)
    SELECT e.partition,
           first_number + e.place,
           CASE WHEN e.begins THEN coalesce(s.last_event, 0) ELSE first_number + e.place - 1 END,
           e.grain_type, e.grain_key, e.type, e.at, e.payload
    FROM unnest(event_commits, event_begins, event_grain_types, event_grain_keys, event_partitions, event_types,
                event_ats, event_payloads, event_places)
             AS e (commit, begins, grain_type, grain_key, partition, type, at, payload, place)
             LEFT JOIN grain_state s
                       ON e.begins AND expected_versions[e.commit] > 0
                           AND s.type = e.grain_type AND s.key = e.grain_key
    WHERE statuses[e.commit] = 0;

    -- The first write of each grain, and each further one.
    INSERT INTO grain_state (type, key, version, last_event, due_partition, due_at, payload)
    SELECT c.type, c.key, 1, CASE WHEN c.last >= 0 THEN first_number + c.last ELSE 0 END,
           c.due_partition, c.due_at, c.payload
    FROM unnest(grain_types, grain_keys, expected_versions, payloads, last_events, due_partitions, due_ats, statuses)
             AS c (type, key, version, payload, last, due_partition, due_at, status)
    WHERE c.version = 0 AND c.status = 0;

    SELECT count(*) INTO wanted
    FROM unnest(expected_versions, statuses) AS c (version, status) WHERE c.version > 0 AND c.status = 0;
    IF wanted > 0 THEN
        UPDATE grain_state s
        SET version       = s.version + 1,
            last_event    = CASE WHEN c.last >= 0 THEN first_number + c.last ELSE s.last_event END,
            due_partition = CASE WHEN c.moves THEN c.due_partition ELSE s.due_partition END,
            due_at        = CASE WHEN c.moves THEN c.due_at ELSE s.due_at END,
            payload       = c.payload
        FROM unnest(grain_types, grain_keys, expected_versions, payloads, last_events, moves_deadline, due_partitions,
                    due_ats, statuses)
                 AS c (type, key, version, payload, last, moves, due_partition, due_at, status)
        WHERE s.type = c.type AND s.key = c.key AND s.version = c.version AND c.version > 0 AND c.status = 0;
        GET DIAGNOSTICS written = ROW_COUNT;
        IF written < wanted THEN
            -- Some were not written: those whose row this transaction did not make.
            FOR lost IN
                SELECT c.place::integer AS commit
                FROM unnest(grain_types, grain_keys, expected_versions) WITH ORDINALITY AS c (type, key, version, place)
                         LEFT JOIN grain_state s ON s.type = c.type AND s.key = c.key
                WHERE c.version > 0 AND s.xmin IS DISTINCT FROM me
                LOOP
                    IF statuses[lost.commit] = 0 THEN
                        statuses[lost.commit] := 1;
                        refused := true;
                    END IF;
                END LOOP;
            DELETE FROM event_log l
                USING unnest(event_commits, event_partitions, event_places) AS e (commit, partition, place)
            WHERE statuses[e.commit] = 1 AND l.partition = e.partition AND l.number = first_number + e.place;
        END IF;
    END IF;

    IF refused THEN
        -- What refused commits have written just now; what they held before stays theirs.
        DELETE FROM claim h
            USING unnest(claim_commits, claim_holder_types, claim_holder_keys, claim_values, claim_kinds, claim_slots)
                AS c (commit, holder_type, holder_key, value, kind, slot)
        WHERE statuses[c.commit] <> 0
          AND h.value = c.value AND h.kind = c.kind AND h.slot = c.slot
          AND h.holder_type = c.holder_type AND h.holder_key = c.holder_key
          AND h.xmin = me;
        DELETE FROM roll_entry e
            USING unnest(roll_commits, roll_waves, roll_participants) AS r (commit, wave, participant)
        WHERE statuses[r.commit] <> 0 AND e.wave = r.wave AND e.participant = r.participant AND e.xmin = me;
    END IF;

    IF cardinality(released_commits) > 0 THEN
        DELETE FROM claim h
            USING unnest(released_commits, released_holder_types, released_holder_keys, released_values, released_kinds,
                         released_slots) AS c (commit, holder_type, holder_key, value, kind, slot)
        WHERE statuses[c.commit] = 0
          AND h.value = c.value AND h.kind = c.kind AND h.slot = c.slot
          AND h.holder_type = c.holder_type AND h.holder_key = c.holder_key;
    END IF;

    IF cardinality(gate_commits) > 0 THEN
        INSERT INTO wave_gate (wave, opens_at, closes_at, closed)
        SELECT g.wave, g.opens_at, g.closes_at, g.closed
        FROM unnest(gate_commits, gate_waves, gate_opens, gate_closes, gate_closeds)
                 AS g (commit, wave, opens_at, closes_at, closed)
        WHERE statuses[g.commit] = 0
        ORDER BY g.wave
        ON CONFLICT (wave) DO UPDATE
            SET opens_at = excluded.opens_at, closes_at = excluded.closes_at, closed = excluded.closed;
    END IF;
END
$$;

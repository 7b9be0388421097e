-- What the stock ADO.NET providers of Orleans need: their statements, which they read from OrleansQuery, and the tables
-- of reminders and members. Names of keys, parameters and result columns are the providers' contract; the rest is ours.

CREATE TABLE OrleansQuery
(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

-- Grain storage ------------------------------------------------------------------------------------------------------
-- The provider splits keys that look like a GUID or a number into N0 and N1; '#…' keeps these apart from string keys.
CREATE FUNCTION stock_key(n0 bigint, n1 bigint, extension text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN n0 = 0 AND n1 = 0 AND extension IS NOT NULL THEN extension
                ELSE '#' || n0 || ':' || n1 || ':' || coalesce(extension, '') END;

-- A version that does not match yields no row, which the provider reports as InconsistentStateException; a first write
-- (no version) loses to any row that is there already.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', $query$
WITH wanted AS
(
    SELECT @GrainTypeString AS type, stock_key(@GrainIdN0, @GrainIdN1, @GrainIdExtensionString) AS key,
           CAST(@GrainStateVersion AS integer) AS version, @PayloadBinary AS payload
),
first AS
(
    INSERT INTO grain_state (type, key, version, payload)
    SELECT type, key, 1, payload FROM wanted WHERE version IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version
),
further AS
(
    UPDATE grain_state AS s SET version = s.version + 1, payload = wanted.payload
    FROM wanted WHERE s.type = wanted.type AND s.key = wanted.key AND s.version = wanted.version
    RETURNING s.version
)
SELECT CAST(version AS integer) AS NewGrainStateVersion FROM first
UNION ALL
SELECT CAST(version AS integer) FROM further;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', $query$
SELECT payload AS PayloadBinary, CAST(version AS integer) AS Version
FROM grain_state
WHERE type = @GrainTypeString AND key = stock_key(@GrainIdN0, @GrainIdN1, @GrainIdExtensionString);
$query$);

-- Clearing keeps the row and its version: the grain may write again with the version it has.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', $query$
UPDATE grain_state SET version = version + 1, payload = NULL
WHERE type = @GrainTypeString AND key = stock_key(@GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
  AND version = @GrainStateVersion
RETURNING CAST(version AS integer) AS NewGrainStateVersion;
$query$);

-- The provider takes an unchanged version for a conflict, so a deleted row answers with the next one.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteStorageKey', $query$
DELETE FROM grain_state
WHERE type = @GrainTypeString AND key = stock_key(@GrainIdN0, @GrainIdN1, @GrainIdExtensionString)
  AND version = @GrainStateVersion
RETURNING CAST(version + 1 AS integer) AS NewGrainStateVersion;
$query$);

-- Reminders ----------------------------------------------------------------------------------------------------------

CREATE TABLE reminder
(
    service    text        NOT NULL,
    grain_id   text        NOT NULL,
    name       text        NOT NULL,
    grain_hash integer     NOT NULL,               -- the grain's place on the ring, signed
    start_at   timestamptz NOT NULL,
    period_ms  bigint      NOT NULL,
    version    integer     NOT NULL,
    PRIMARY KEY (service, grain_id, name)
);

CREATE INDEX reminder_by_hash ON reminder (service, grain_hash);

CREATE VIEW stock_reminder AS
SELECT service, grain_hash, grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period_ms AS Period,
       version AS Version
FROM reminder;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpsertReminderRowKey', $query$
INSERT INTO reminder AS held (service, grain_id, name, grain_hash, start_at, period_ms, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 1)
ON CONFLICT (service, grain_id, name) DO UPDATE
SET grain_hash = excluded.grain_hash, start_at = excluded.start_at, period_ms = excluded.period_ms,
    version = held.version + 1
RETURNING version AS Version;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadReminderRowKey', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM stock_reminder
WHERE service = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadReminderRowsKey', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM stock_reminder
WHERE service = @ServiceId AND GrainId = @GrainId;
$query$);

-- A range of the ring that does not pass its end: BeginHash < hash ≤ EndHash.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadRangeRows1Key', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM stock_reminder
WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash;
$query$);

-- A range that passes the end of the ring, or (BeginHash = EndHash) the whole ring.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadRangeRows2Key', $query$
SELECT GrainId, ReminderName, StartTime, Period, Version FROM stock_reminder
WHERE service = @ServiceId AND grain_hash > @BeginHash
UNION ALL
SELECT GrainId, ReminderName, StartTime, Period, Version FROM stock_reminder
WHERE service = @ServiceId AND grain_hash <= @EndHash;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteReminderRowKey', $query$
WITH gone AS
(
    DELETE FROM reminder
    WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
    RETURNING 1
)
SELECT CAST(count(*) AS integer) FROM gone;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteReminderRowsKey', $query$
DELETE FROM reminder WHERE service = @ServiceId;
$query$);

-- Members ------------------------------------------------------------------------------------------------------------
-- The version row and a member row change together or not at all: who comes with an old version changes nothing.

CREATE TABLE cluster_version
(
    deployment text    PRIMARY KEY,
    version    integer NOT NULL
);

CREATE TABLE cluster_member
(
    deployment    text        NOT NULL REFERENCES cluster_version ON DELETE CASCADE,
    address       text        NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL,
    silo_name     text        NOT NULL,
    host_name     text        NOT NULL,
    status        integer     NOT NULL,            -- SiloStatus: 3 active, 6 dead
    proxy_port    integer     NOT NULL,            -- of the gateway, 0 without one
    suspect_times text,
    started_at    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipVersionKey', $query$
WITH made AS
(
    INSERT INTO cluster_version (deployment, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1
)
SELECT CAST(count(*) AS integer) FROM made;
$query$);

-- The member comes first in the chain: if it is there already, the version does not move.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipKey', $query$
WITH current AS
(
    SELECT deployment FROM cluster_version WHERE deployment = @DeploymentId AND version = @Version FOR UPDATE
),
made AS
(
    INSERT INTO cluster_member (deployment, address, port, generation, silo_name, host_name, status, proxy_port,
                                started_at, alive_at)
    SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime,
           @IAmAliveTime
    FROM current
    ON CONFLICT DO NOTHING
    RETURNING deployment
),
moved AS
(
    UPDATE cluster_version SET version = version + 1
    WHERE deployment IN (SELECT deployment FROM made)
    RETURNING 1
)
SELECT CAST(count(*) AS integer) FROM moved;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateMembershipKey', $query$
WITH current AS
(
    SELECT deployment FROM cluster_version WHERE deployment = @DeploymentId AND version = @Version FOR UPDATE
),
changed AS
(
    UPDATE cluster_member AS m
    SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    FROM current
    WHERE m.deployment = current.deployment AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    RETURNING m.deployment
),
moved AS
(
    UPDATE cluster_version SET version = version + 1
    WHERE deployment IN (SELECT deployment FROM changed)
    RETURNING 1
)
SELECT CAST(count(*) AS integer) FROM moved;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateIAmAlivetimeKey', $query$
UPDATE cluster_member SET alive_at = @IAmAliveTime
WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadRowKey', $query$
SELECT v.deployment AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation,
       m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort,
       m.suspect_times AS SuspectTimes, m.started_at AS StartTime, m.alive_at AS IAmAliveTime, v.version AS Version
FROM cluster_version v
         LEFT JOIN cluster_member m
                   ON m.deployment = v.deployment AND m.address = @Address AND m.port = @Port
                       AND m.generation = @Generation
WHERE v.deployment = @DeploymentId;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadAllKey', $query$
SELECT v.deployment AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation,
       m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort,
       m.suspect_times AS SuspectTimes, m.started_at AS StartTime, m.alive_at AS IAmAliveTime, v.version AS Version
FROM cluster_version v
         LEFT JOIN cluster_member m ON m.deployment = v.deployment
WHERE v.deployment = @DeploymentId;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('GatewaysQueryKey', $query$
SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
FROM cluster_member
WHERE deployment = @DeploymentId AND status = @Status AND proxy_port > 0;
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteMembershipTableEntriesKey', $query$
DELETE FROM cluster_version WHERE deployment = @DeploymentId;
$query$);

-- Deletes a dead member, unless its row changed since it was read.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('CleanupDefunctSiloEntryKey', $query$
DELETE FROM cluster_member
WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
  AND started_at = @StartTime AND alive_at = @IAmAliveTime
  AND suspect_times IS NOT DISTINCT FROM CAST(@SuspectTimes AS text);
$query$);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('CleanupDefunctSiloEntriesKey', $query$
DELETE FROM cluster_member WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status = 6;
$query$);

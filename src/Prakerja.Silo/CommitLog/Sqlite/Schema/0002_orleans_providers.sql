-- What the stock ADO.NET providers of Orleans need: their statements, which they read from OrleansQuery, and the table
-- of reminders. Names of keys, parameters and result columns are the providers' contract; the rest is ours.

CREATE TABLE OrleansQuery
(
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Grain storage ------------------------------------------------------------------------------------------------------
-- The provider splits keys that look like a GUID or a number into N0 and N1; '#…' keeps these apart from string keys.
-- A version that does not match yields no row, which the provider reports as InconsistentStateException; a first write
-- (no version) loses to any row that is there already.

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', '
INSERT INTO grain_state (type, key, version, payload)
SELECT @GrainTypeString, wanted.key, 1, @PayloadBinary
FROM (SELECT CASE WHEN @GrainIdN0 = 0 AND @GrainIdN1 = 0 AND @GrainIdExtensionString IS NOT NULL
                  THEN @GrainIdExtensionString
                  ELSE ''#'' || @GrainIdN0 || '':'' || @GrainIdN1 || '':'' || ifnull(@GrainIdExtensionString, '''')
             END AS key) AS wanted
WHERE @GrainStateVersion IS NULL
   OR EXISTS (SELECT 1 FROM grain_state AS held WHERE held.type = @GrainTypeString AND held.key = wanted.key)
ON CONFLICT (type, key) DO UPDATE
SET version = version + 1, payload = excluded.payload
WHERE version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion;');

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', '
SELECT payload AS PayloadBinary, version AS Version
FROM grain_state
WHERE type = @GrainTypeString
  AND key = CASE WHEN @GrainIdN0 = 0 AND @GrainIdN1 = 0 AND @GrainIdExtensionString IS NOT NULL
                 THEN @GrainIdExtensionString
                 ELSE ''#'' || @GrainIdN0 || '':'' || @GrainIdN1 || '':'' || ifnull(@GrainIdExtensionString, '''')
            END;');

-- Clearing keeps the row and its version: the grain may write again with the version it has.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', '
UPDATE grain_state
SET version = version + 1, payload = NULL
WHERE type = @GrainTypeString
  AND key = CASE WHEN @GrainIdN0 = 0 AND @GrainIdN1 = 0 AND @GrainIdExtensionString IS NOT NULL
                 THEN @GrainIdExtensionString
                 ELSE ''#'' || @GrainIdN0 || '':'' || @GrainIdN1 || '':'' || ifnull(@GrainIdExtensionString, '''')
            END
  AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion;');

-- The provider takes an unchanged version for a conflict, so a deleted row answers with the next one.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteStorageKey', '
DELETE FROM grain_state
WHERE type = @GrainTypeString
  AND key = CASE WHEN @GrainIdN0 = 0 AND @GrainIdN1 = 0 AND @GrainIdExtensionString IS NOT NULL
                 THEN @GrainIdExtensionString
                 ELSE ''#'' || @GrainIdN0 || '':'' || @GrainIdN1 || '':'' || ifnull(@GrainIdExtensionString, '''')
            END
  AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion;');

-- Reminders ----------------------------------------------------------------------------------------------------------
-- Microsoft.Data.Sqlite hands instants over, and reads them back, as text 'yyyy-MM-dd HH:mm:ss.fff'.

CREATE TABLE reminder
(
    service    TEXT    NOT NULL,
    grain_id   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    grain_hash INTEGER NOT NULL,               -- the 32 bits of the grain's place on the ring, signed
    start_at   INTEGER NOT NULL,
    period_ms  INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    PRIMARY KEY (service, grain_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX reminder_by_hash ON reminder (service, grain_hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpsertReminderRowKey', '
INSERT INTO reminder (service, grain_id, name, grain_hash, start_at, period_ms, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash,
        CAST(round(unixepoch(@StartTime, ''subsec'') * 1000) AS INTEGER), @Period, 1)
ON CONFLICT (service, grain_id, name) DO UPDATE
SET grain_hash = excluded.grain_hash, start_at = excluded.start_at, period_ms = excluded.period_ms,
    version = version + 1
RETURNING version AS Version;');

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadReminderRowKey', '
SELECT grain_id AS GrainId, name AS ReminderName,
       strftime(''%Y-%m-%d %H:%M:%f'', start_at / 1000.0, ''unixepoch'') AS StartTime,
       period_ms AS Period, version AS Version
FROM reminder
WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName;');

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadReminderRowsKey', '
SELECT grain_id AS GrainId, name AS ReminderName,
       strftime(''%Y-%m-%d %H:%M:%f'', start_at / 1000.0, ''unixepoch'') AS StartTime,
       period_ms AS Period, version AS Version
FROM reminder
WHERE service = @ServiceId AND grain_id = @GrainId;');

-- A range of the ring that does not pass its end: BeginHash < hash ≤ EndHash.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadRangeRows1Key', '
SELECT grain_id AS GrainId, name AS ReminderName,
       strftime(''%Y-%m-%d %H:%M:%f'', start_at / 1000.0, ''unixepoch'') AS StartTime,
       period_ms AS Period, version AS Version
FROM reminder
WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash;');

-- A range that passes the end of the ring, or (BeginHash = EndHash) the whole ring. Two searches, since an OR would
-- read every reminder of the service.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadRangeRows2Key', '
SELECT grain_id AS GrainId, name AS ReminderName,
       strftime(''%Y-%m-%d %H:%M:%f'', start_at / 1000.0, ''unixepoch'') AS StartTime,
       period_ms AS Period, version AS Version
FROM reminder
WHERE service = @ServiceId AND grain_hash > @BeginHash
UNION ALL
SELECT grain_id AS GrainId, name AS ReminderName,
       strftime(''%Y-%m-%d %H:%M:%f'', start_at / 1000.0, ''unixepoch'') AS StartTime,
       period_ms AS Period, version AS Version
FROM reminder
WHERE service = @ServiceId AND grain_hash <= @EndHash;');

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteReminderRowKey', '
DELETE FROM reminder
WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version;
SELECT changes() AS Deleted;');

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteReminderRowsKey', '
DELETE FROM reminder WHERE service = @ServiceId;');

using Npgsql;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Reads lists from the tables of the commit log, over the connection pool of the node.</summary>
public sealed class PostgresReaders(PostgresDatabase database)
    : IClaimReader, IEventLogReader, IDeadlineReader, IRollReader, IGrainKeyReader, IDisposable
{
    /// <summary>Timeout for a scan of a whole roll partition, which may have a million rows.</summary>
    private static readonly TimeSpan ScanTimeout = TimeSpan.FromMinutes(5);

    // A draw scans all partitions of its roll at once and must leave connections of the pool for other readers.
    private readonly SemaphoreSlim scans = new(Math.Max(1, database.Options.MaxConnections / 4));

    private static readonly string SelectHeld =
        $"SELECT value FROM claim WHERE kind = {StoredClaimKinds.Complaint} AND holder_key = $1 "
        + "ORDER BY value LIMIT $2";

    private static readonly string SelectRollPartition = $"""
        SELECT participant, household, province, tier, set_aside, applied_at,
               (SELECT count(*)::int FROM claim WHERE value = household AND kind = {StoredClaimKinds.HouseholdSlot}),
               (SELECT min(kind) FROM claim
                WHERE value = participant
                  AND kind BETWEEN {StoredClaimKinds.FirstExclusion} AND {StoredClaimKinds.LastExclusion})
        FROM roll_entry WHERE wave = $1 AND partition = $2 ORDER BY household, participant
        """;

    public async ValueTask<string?> FindHolderAsync(ClaimKind kind, KeyedHash value)
    {
        // A value without slots has one holder. Of several slots the lowest taken one is returned.
        const string sql = "SELECT holder_key FROM claim WHERE value = $1 AND kind = $2 ORDER BY slot LIMIT 1";
        var rows = await Rows(sql, row => row.GetString(0), Parameter(StoredHash.Of(value)), Parameter((short)kind));
        return rows.Count > 0 ? rows[0] : null;
    }

    public async ValueTask<IReadOnlyList<string>> FindHoldersAsync(ClaimKind kind, KeyedHash value, int limit)
    {
        const string sql = "SELECT holder_key FROM claim WHERE value = $1 AND kind = $2 ORDER BY slot LIMIT $3";
        return await Rows(
            sql,
            row => row.GetString(0),
            Parameter(StoredHash.Of(value)),
            Parameter((short)kind),
            Parameter(limit));
    }

    public async ValueTask<IReadOnlyList<KeyedHash>> FindHeldValuesAsync(ClaimKind kind, string holder, int limit)
    {
        StoredClaimKinds.ThrowIfNotIndexedByHolder(kind);
        return await Rows(SelectHeld, row => StoredHash.From(row.GetGuid(0)), Parameter(holder), Parameter(limit));
    }

    public async ValueTask<IReadOnlyList<LoggedEvent>> ReadEventsAsync(int partition, long after, int limit)
    {
        // Below the oldest running transaction the log is complete: no event will get a lower number later.
        const string sql = """
            SELECT number, partition, grain_type, grain_key, type, at, payload FROM event_log
            WHERE partition = $1 AND number > $2
              AND number < (SELECT first_event_number(pg_snapshot_xmin(pg_current_snapshot())))
            ORDER BY number LIMIT $3
            """;
        return await Rows(sql, EventOf, Parameter((short)partition), Parameter(after), Parameter(limit));
    }

    public async ValueTask<long> GetLastNumberAsync(int partition)
    {
        const string sql = "SELECT number FROM event_log WHERE partition = $1 ORDER BY number DESC LIMIT 1";
        var rows = await Rows(sql, row => row.GetInt64(0), Parameter((short)partition));
        return rows.Count > 0 ? rows[0] : 0;
    }

    public async ValueTask<int> CountEventsAsync(int partition, long after, int limit)
    {
        const string sql = """
            SELECT count(*)::int FROM (SELECT FROM event_log WHERE partition = $1 AND number > $2 LIMIT $3) AS rest
            """;
        var rows =
            await Rows(sql, row => row.GetInt32(0), Parameter((short)partition), Parameter(after), Parameter(limit));
        return rows[0];
    }

    public async ValueTask<IReadOnlyList<LoggedEvent>> ReadEventsOfGrainAsync(GrainKey grain, long after, int limit)
    {
        // Follow the grain's chain back as far as needed, then return the oldest events that were found.
        const string sql = """
            WITH RECURSIVE chain (number) AS
            (
                SELECT last_event FROM grain_state WHERE type = $1 AND key = $2 AND last_event > $3
                UNION ALL
                SELECT event_log.previous
                FROM chain JOIN event_log ON partition = $5 AND event_log.number = chain.number
                WHERE event_log.previous > $3
            ),
            page (number) AS MATERIALIZED (SELECT number FROM chain ORDER BY number LIMIT $4)
            SELECT event_log.number, partition, grain_type, grain_key, type, at, payload
            FROM page JOIN event_log ON partition = $5 AND event_log.number = page.number
            ORDER BY event_log.number
            """;
        var partition = (short)Partitions.Of(grain.Key, Partitions.Events);
        return await Rows(
            sql,
            EventOf,
            Parameter(grain.Type),
            Parameter(grain.Key),
            Parameter(Math.Max(0, after)),
            Parameter(limit),
            Parameter(partition));
    }

    public async ValueTask<IReadOnlyList<DueDeadline>> ReadDueAsync(int partition, DateTimeOffset now, int limit)
    {
        const string sql = """
            SELECT type, key, due_at FROM grain_state
            WHERE due_partition = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3
            """;
        return await Rows(
            sql,
            row => new DueDeadline(
                new GrainKey(row.GetString(0), row.GetString(1)), StoredTime.From(row.GetInt64(2))),
            Parameter((short)partition), Parameter(StoredTime.Of(now)), Parameter(limit));
    }

    public async ValueTask<long> CountDueAsync(string grainType, DateTimeOffset before)
    {
        // The index of deadlines is by partition, so each partition is one search in it.
        const string sql = """
            SELECT count(*) FROM generate_series(0, $3) AS p (partition)
            JOIN grain_state ON due_partition = p.partition AND due_at <= $1 AND type = $2
            """;
        var rows = await Rows(
            sql,
            row => row.GetInt64(0),
            Parameter(StoredTime.Of(before)),
            Parameter(grainType),
            Parameter(Partitions.AllDeadlines - 1));
        return rows[0];
    }

    public async ValueTask<DeadlineFigures> CountDeadlinesAsync(DateTimeOffset now)
    {
        // This reads only the index of deadlines.
        const string sql = """
            SELECT count(*), count(*) FILTER (WHERE due_at <= $1), min(due_at) FROM grain_state WHERE due_at IS NOT NULL
            """;
        var rows = await Rows(
            sql,
            row => new DeadlineFigures(
                row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : StoredTime.From(row.GetInt64(2))),
            Parameter(StoredTime.Of(now)));
        return rows[0];
    }

    public async ValueTask<IReadOnlyList<RollRow>> ReadRollAsync(int wave, int partition)
    {
        return await Scan(
            SelectRollPartition,
            row => new RollRow(
                new RollEntry(
                    wave,
                    partition,
                    StoredHash.From(row.GetGuid(0)),
                    StoredHash.From(row.GetGuid(1)),
                    new ProvinceCode((byte)row.GetInt16(2)),
                    (byte)row.GetInt16(3),
                    row.IsDBNull(4) ? null : (NotSelectedReason)row.GetInt16(4),
                    StoredTime.From(row.GetInt64(5))),
                row.GetInt32(6),
                row.IsDBNull(7) ? null : (ClaimKind)row.GetInt16(7)),
            Parameter(wave), Parameter(partition));
    }

    public async Task ReadAllAsync(int wave, Action<Applicant> add, CancellationToken cancelled = default)
    {
        // Only opening is repeated after a failure: rows that were passed on must not come twice.
        await using var connection = await database.ReadAsync(
            source => source.OpenConnectionAsync(cancelled).AsTask());
        try
        {
            await RollCopy.ReadAsync(connection, wave, add, cancelled);
        }
        catch (Exception failure) when (PostgresFailure.IsStoreFailure(failure))
        {
            throw new StoreUnavailableException(database.Describe(failure), failure);
        }
    }

    public async ValueTask<IReadOnlyList<RollCount>> CountApplicantsAsync(int wave)
    {
        const string sql = """
            SELECT province, tier, count(*) FROM roll_entry WHERE wave = $1
            GROUP BY province, tier ORDER BY province, tier
            """;
        return await Scan(
            sql,
            row => new RollCount(
                new ProvinceCode((byte)row.GetInt16(0)), (byte)row.GetInt16(1), row.GetInt64(2)),
            Parameter(wave));
    }

    public async ValueTask<IReadOnlyList<string>> ReadKeysAsync(string grainType, string? after, int limit)
    {
        const string sql = "SELECT key FROM grain_state WHERE type = $1 AND key > $2 ORDER BY key LIMIT $3";
        return await Rows(sql, row => row.GetString(0), Parameter(grainType), Parameter(after ?? ""), Parameter(limit));
    }

    public async ValueTask<IReadOnlyList<WaveGate>> ReadGatesAsync()
    {
        const string sql = "SELECT wave, opens_at, closes_at, closed FROM wave_gate ORDER BY wave";
        return await Rows(sql, row => new WaveGate(
            row.GetInt32(0), StoredTime.From(row.GetInt64(1)), StoredTime.From(row.GetInt64(2)), row.GetBoolean(3)));
    }

    public void Dispose() => scans.Dispose();

    private static NpgsqlParameter<T> Parameter<T>(T value) => new() { TypedValue = value };

    private Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters) =>
        Rows(sql, null, read, parameters);

    private async Task<List<T>> Scan<T>(
        string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        await scans.WaitAsync();
        try
        {
            return await Rows(sql, ScanTimeout, read, parameters);
        }
        finally
        {
            scans.Release();
        }
    }

    private Task<List<T>> Rows<T>(
        string sql, TimeSpan? timeout, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters) =>
        database.RowsAsync(sql, read, parameters, timeout);

    private static LoggedEvent EventOf(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetInt16(1),
        new GrainKey(row.GetString(2), row.GetString(3)),
        row.GetString(4),
        StoredTime.From(row.GetInt64(5)),
        row.GetFieldValue<byte[]>(6));
}

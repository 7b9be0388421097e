using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// Reads the tables of the commit log on two threads, each with its own connection. Short reads use one thread, scans
/// of a whole roll the other, so a short read never waits for a scan.
/// </summary>
public sealed class SqliteReaders
    : IClaimReader, IEventLogReader, IDeadlineReader, IRollReader, IGrainKeyReader, IDisposable
{
    private static readonly string SelectHeld =
        $"SELECT value FROM claim WHERE kind = {StoredClaimKinds.Complaint} AND holder_key = ?1 "
        + "ORDER BY value LIMIT ?2";

    private static readonly string SelectRollPartition = $"""
        SELECT participant, household, province, tier, set_aside, applied_at,
               (SELECT count(*) FROM claim
                WHERE value = roll_entry.household AND kind = {StoredClaimKinds.HouseholdSlot}),
               (SELECT min(kind) FROM claim
                WHERE value = roll_entry.participant
                  AND kind BETWEEN {StoredClaimKinds.FirstExclusion} AND {StoredClaimKinds.LastExclusion})
        FROM roll_entry WHERE wave = ?1 AND partition = ?2 ORDER BY household, participant
        """;

    private static readonly string SelectRoll = $"""
        SELECT participant, household, province, tier, set_aside,
               (SELECT count(*) FROM claim
                WHERE value = roll_entry.household AND kind = {StoredClaimKinds.HouseholdSlot}),
               (SELECT min(kind) FROM claim
                WHERE value = roll_entry.participant
                  AND kind BETWEEN {StoredClaimKinds.FirstExclusion} AND {StoredClaimKinds.LastExclusion})
        FROM roll_entry WHERE wave = ?1
        """;

    private readonly SqliteWorker<SqliteReadSession> searches;
    private readonly SqliteWorker<SqliteReadSession> scans;

    public SqliteReaders(SqliteDatabase database, SqliteOptions options)
    {
        searches = NewWorker("Prakerja searches", database, options);
        scans = NewWorker("Prakerja scans", database, options);
    }

    public async ValueTask<string?> FindHolderAsync(ClaimKind kind, KeyedHash value)
    {
        // A value without slots has one holder. Of several slots the lowest taken one is returned.
        const string sql = "SELECT holder_key FROM claim WHERE value = ?1 AND kind = ?2 ORDER BY slot LIMIT 1";
        var rows = await searches.RunAsync(session => session.Rows(
            sql, query => query.Bind(1, value.ToBytes()).Bind(2, (long)kind), row => row.Text(0)));
        return rows.Count > 0 ? rows[0] : null;
    }

    public async ValueTask<IReadOnlyList<string>> FindHoldersAsync(ClaimKind kind, KeyedHash value, int limit)
    {
        const string sql = "SELECT holder_key FROM claim WHERE value = ?1 AND kind = ?2 ORDER BY slot LIMIT ?3";
        return await searches.RunAsync(session => session.Rows(
            sql,
            query => query.Bind(1, value.ToBytes()).Bind(2, (long)kind).Bind(3, limit),
            row => row.Text(0)));
    }

    public async ValueTask<IReadOnlyList<KeyedHash>> FindHeldValuesAsync(ClaimKind kind, string holder, int limit)
    {
        StoredClaimKinds.ThrowIfNotIndexedByHolder(kind);
        return await searches.RunAsync(session => session.Rows(
            SelectHeld, query => query.Bind(1, holder).Bind(2, limit), row => KeyedHash.FromBytes(row.Blob(0))));
    }

    public async ValueTask<IReadOnlyList<LoggedEvent>> ReadEventsAsync(int partition, long after, int limit)
    {
        const string sql = """
            SELECT number, partition, grain_type, grain_key, type, at, payload FROM event_log
            WHERE partition = ?1 AND number > ?2 ORDER BY number LIMIT ?3
            """;
        return await searches.RunAsync(session => session.Rows(
            sql, query => query.Bind(1, partition).Bind(2, after).Bind(3, limit), EventOf));
    }

    public async ValueTask<long> GetLastNumberAsync(int partition)
    {
        const string sql = "SELECT number FROM event_log WHERE partition = ?1 ORDER BY number DESC LIMIT 1";
        var rows = await searches.RunAsync(session => session.Rows(
            sql, query => query.Bind(1, partition), row => row.Number(0)));
        return rows.Count > 0 ? rows[0] : 0;
    }

    public async ValueTask<int> CountEventsAsync(int partition, long after, int limit)
    {
        const string sql = """
            SELECT count(*) FROM (SELECT 1 FROM event_log WHERE partition = ?1 AND number > ?2 LIMIT ?3)
            """;
        var rows = await searches.RunAsync(session => session.Rows(
            sql, query => query.Bind(1, partition).Bind(2, after).Bind(3, limit), row => (int)row.Number(0)));
        return rows[0];
    }

    public async ValueTask<IReadOnlyList<LoggedEvent>> ReadEventsOfGrainAsync(GrainKey grain, long after, int limit)
    {
        // Follow the grain's chain back as far as needed, then return the oldest events that were found.
        const string sql = """
            WITH RECURSIVE chain (number) AS
            (
                SELECT last_event FROM grain_state WHERE type = ?1 AND key = ?2 AND last_event > ?3
                UNION ALL
                SELECT event_log.previous FROM chain JOIN event_log ON event_log.number = chain.number
                WHERE event_log.previous > ?3
            ),
            page (number) AS MATERIALIZED (SELECT number FROM chain ORDER BY number LIMIT ?4)
            SELECT event_log.number, partition, grain_type, grain_key, type, at, payload
            FROM page JOIN event_log ON event_log.number = page.number
            ORDER BY event_log.number
            """;
        return await searches.RunAsync(session => session.Rows(
            sql,
            query => query.Bind(1, grain.Type).Bind(2, grain.Key).Bind(3, Math.Max(0, after)).Bind(4, limit),
            EventOf));
    }

    public async ValueTask<IReadOnlyList<DueDeadline>> ReadDueAsync(int partition, DateTimeOffset now, int limit)
    {
        const string sql = """
            SELECT type, key, due_at FROM grain_state
            WHERE due_partition = ?1 AND due_at <= ?2 ORDER BY due_at LIMIT ?3
            """;
        return await searches.RunAsync(session => session.Rows(
            sql,
            query => query.Bind(1, partition).Bind(2, StoredTime.Of(now)).Bind(3, limit),
            row => new DueDeadline(new GrainKey(row.Text(0), row.Text(1)), StoredTime.From(row.Number(2)))));
    }

    public async ValueTask<long> CountDueAsync(string grainType, DateTimeOffset before)
    {
        const string sql = """
            SELECT count(*) FROM grain_state WHERE due_at IS NOT NULL AND due_at <= ?1 AND type = ?2
            """;
        var rows = await scans.RunAsync(session => session.Rows(
            sql, query => query.Bind(1, StoredTime.Of(before)).Bind(2, grainType), row => row.Number(0)));
        return rows[0];
    }

    public async ValueTask<DeadlineFigures> CountDeadlinesAsync(DateTimeOffset now)
    {
        // This reads only the index of deadlines.
        const string sql = """
            SELECT count(*), ifnull(sum(due_at <= ?1), 0), min(due_at) FROM grain_state WHERE due_at IS NOT NULL
            """;
        var rows = await scans.RunAsync(session => session.Rows(
            sql,
            query => query.Bind(1, StoredTime.Of(now)),
            row => new DeadlineFigures(
                row.Number(0), row.Number(1), row.IsNull(2) ? null : StoredTime.From(row.Number(2)))));
        return rows[0];
    }

    public async ValueTask<IReadOnlyList<RollRow>> ReadRollAsync(int wave, int partition)
    {
        return await scans.RunAsync(session => session.Rows(
            SelectRollPartition,
            query => query.Bind(1, wave).Bind(2, partition),
            row => new RollRow(
                new RollEntry(
                    wave,
                    partition,
                    KeyedHash.FromBytes(row.Blob(0)),
                    KeyedHash.FromBytes(row.Blob(1)),
                    new ProvinceCode((byte)row.Number(2)),
                    (byte)row.Number(3),
                    row.IsNull(4) ? null : (NotSelectedReason)row.Number(4),
                    StoredTime.From(row.Number(5))),
                (int)row.Number(6),
                row.IsNull(7) ? null : (ClaimKind)row.Number(7))));
    }

    public Task ReadAllAsync(int wave, Action<Applicant> add, CancellationToken cancelled = default) =>
        scans.RunAsync(session =>
        {
            session.Each(
                SelectRoll, query => query.Bind(1, wave), row => add(ApplicantOf(row)), cancelled);
            return true;
        });

    public async ValueTask<IReadOnlyList<RollCount>> CountApplicantsAsync(int wave)
    {
        const string sql = """
            SELECT province, tier, count(*) FROM roll_entry WHERE wave = ?1
            GROUP BY province, tier ORDER BY province, tier
            """;
        return await scans.RunAsync(session => session.Rows(
            sql,
            query => query.Bind(1, wave),
            row => new RollCount(new ProvinceCode((byte)row.Number(0)), (byte)row.Number(1), row.Number(2))));
    }

    public async ValueTask<IReadOnlyList<string>> ReadKeysAsync(string grainType, string? after, int limit)
    {
        const string sql = "SELECT key FROM grain_state WHERE type = ?1 AND key > ?2 ORDER BY key LIMIT ?3";
        return await searches.RunAsync(session => session.Rows(
            sql, query => query.Bind(1, grainType).Bind(2, after ?? "").Bind(3, limit), row => row.Text(0)));
    }

    public async ValueTask<IReadOnlyList<WaveGate>> ReadGatesAsync()
    {
        const string sql = "SELECT wave, opens_at, closes_at, closed FROM wave_gate ORDER BY wave";
        return await searches.RunAsync(session => session.Rows(
            sql,
            static _ => { },
            row => new WaveGate(
                (int)row.Number(0),
                StoredTime.From(row.Number(1)),
                StoredTime.From(row.Number(2)),
                row.Number(3) != 0)));
    }

    public void Dispose()
    {
        searches.Dispose();
        scans.Dispose();
    }

    /// <summary>Runs a short read.</summary>
    internal Task<T> SearchAsync<T>(Func<SqliteReadSession, T> read) => searches.RunAsync(read);

    /// <summary>Runs a read of many rows.</summary>
    internal Task<T> ScanAsync<T>(Func<SqliteReadSession, T> read) => scans.RunAsync(read);

    private static Applicant ApplicantOf(RawStatement row) => new(
        KeyedHash.FromBytes(row.Blob(0)),
        KeyedHash.FromBytes(row.Blob(1)),
        new ProvinceCode((byte)row.Number(2)),
        (byte)row.Number(3),
        row.IsNull(4) ? null : (NotSelectedReason)row.Number(4),
        (int)row.Number(5),
        row.IsNull(6) ? null : (ClaimKind)row.Number(6));

    private static LoggedEvent EventOf(RawStatement row) => new(
        row.Number(0),
        (int)row.Number(1),
        new GrainKey(row.Text(2), row.Text(3)),
        row.Text(4),
        StoredTime.From(row.Number(5)),
        row.Blob(6).ToArray());

    private static SqliteWorker<SqliteReadSession> NewWorker(
        string name, SqliteDatabase database, SqliteOptions options) =>
        new(name, database, () => new SqliteReadSession(database.OpenReader()), options.ListQueueCapacity);
}

using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.CommitLog.Batching;
using Prakerja.Silo.CommitLog.Postgres;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>A real store with the commit log and the readers over it, whichever engine it is.</summary>
internal abstract class CommitStore : IAsyncDisposable
{
    public static readonly KeyedHash IdentityKey = new(1, 2);

    private static readonly IMeterFactory Meters =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    /// <summary>The name under which the stock providers know the engine.</summary>
    public abstract string Invariant { get; }

    public abstract string ConnectionString { get; }

    public abstract BatchingCommitLog Log { get; }

    /// <summary>Below the log: whole groups at will.</summary>
    public abstract ICommitEngine Engine { get; }

    public abstract IClaimReader Holders { get; }

    public abstract IEventLogReader Events { get; }

    public abstract IDeadlineReader Deadlines { get; }

    public abstract IRollReader Rolls { get; }

    public abstract IGrainKeyReader Keys { get; }

    public abstract IDrawFiles DrawFiles { get; }

    public abstract IAwardStore Awards { get; }

    public static BatchingCommitLog LogOver(ICommitEngine engine, CommitLogOptions? options = null) => new(
        engine,
        Options.Create(options ?? new CommitLogOptions()),
        new CommitLogMetrics(Meters),
        TimeProvider.System,
        NullLogger<BatchingCommitLog>.Instance);

    public async Task<CommitOutcome[]> WriteTogetherAsync(params Commit[] commits)
    {
        var outcomes = new CommitOutcome[commits.Length];
        await Engine.WriteAsync(commits, outcomes);
        return outcomes;
    }

    public async Task<long> NumberAsync(string sql) => Convert.ToInt64((await RowsAsync(sql))[0][0], null);

    /// <summary>
    /// Every row of every table a commit writes to, as text; equal before and after = nothing was written.
    /// </summary>
    public async Task<string> DumpAsync()
    {
        var lines = new List<string>();
        foreach (var table in (string[])["grain_state", "event_log", "roll_entry", "claim", "wave_gate"])
        {
            lines.Add($"-- {table}");
            lines.AddRange((await RowsAsync($"SELECT * FROM {table}"))
                .Select(row =>
                    string.Join('|', row.Select(value => value is byte[] b ? Convert.ToHexString(b) : value)))
                .Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Version and newest event of each row of a type, by key.</summary>
    public async Task<Dictionary<string, (long Version, long LastEvent)>> VersionsAsync(string type) =>
        (await RowsAsync($"SELECT key, version, last_event FROM grain_state WHERE type = '{type}'"))
        .ToDictionary(row => (string)row[0], row => (Convert.ToInt64(row[1], null), Convert.ToInt64(row[2], null)));

    public async Task<HashSet<(Claim Claim, GrainKey Holder)>> ClaimsAsync() =>
        [.. (await RowsAsync("SELECT value, kind, slot, holder_type, holder_key FROM claim")).Select(row => (
            new Claim(
                (ClaimKind)Convert.ToInt16(row[1], null),
                row[0] is Guid stored ? StoredHash.From(stored) : KeyedHash.FromBytes((byte[])row[0]),
                Convert.ToByte(row[2], null)),
            new GrainKey((string)row[3], (string)row[4])))];

    /// <summary>Waits until readers of the event log see all that is committed.</summary>
    public abstract Task SettleAsync();

    /// <summary>Empties all tables.</summary>
    public abstract Task EmptyAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract Task<List<object[]>> RowsAsync(string sql);

    protected static async Task<List<object[]>> ReadAllAsync(DbCommand command)
    {
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await row.ReadAsync())
        {
            var values = new object[row.FieldCount];
            row.GetValues(values);
            rows.Add(values);
        }

        return rows;
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;
using Prakerja.Grains.Programme;

namespace Prakerja.Benchmarks.Cluster.CommitLogs;

/// <summary>
/// The upper limit for the commit log: writes the rows of joins in batches with Npgsql alone. One round trip and one
/// transaction for each batch, three prepared statements over arrays, no checks, and no caller that waits for a single
/// row.
/// </summary>
internal sealed class RawBatches : IAsyncDisposable
{
    private const int EventPartitions = 4;
    private const int RollPartitions = 64;

    private static readonly byte[] State = RandomNumberGenerator.GetBytes(700);
    private static readonly byte[] Event = RandomNumberGenerator.GetBytes(120);

    private readonly NpgsqlDataSource source;
    private readonly ConcurrentBag<NpgsqlConnection> connections = [];
    private long lastNumber;

    private RawBatches(NpgsqlDataSource source) => this.source = source;

    /// <summary>The number of joins whose batch was started; a running batch counts already.</summary>
    public long JoinCount => Interlocked.Read(ref lastNumber);

    public static async Task<RawBatches> OpenAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 1,
        });
        await using var schema = source.CreateCommand(Schema());
        await schema.ExecuteNonQueryAsync();
        return new RawBatches(source);
    }

    public async ValueTask WriteAsync(int size)
    {
        var connection = connections.TryTake(out var free) ? free : await source.OpenConnectionAsync();
        await using (var batch = BatchOf(connection, size)) await batch.ExecuteNonQueryAsync();
        connections.Add(connection);
    }

    public async Task<long> CountRowsAsync()
    {
        await using var count = source.CreateCommand("""
            SELECT count(*) FROM grain_state JOIN event_log ON grain_key = key
            """);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections) await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    private NpgsqlBatch BatchOf(NpgsqlConnection connection, int size)
    {
        var first = Interlocked.Add(ref lastNumber, size) - size;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var participants = Enumerable.Range(0, size).Select(_ => RandomNumberGenerator.GetBytes(16)).ToArray();
        // Sorted like the index, so that neighbouring entries are written together.
        Array.Sort(participants, static (left, right) => left.AsSpan().SequenceCompareTo(right));
        var hashes = participants.Select(bytes => KeyedHash.FromBytes(bytes)).ToArray();
        var keys = hashes.Select(hash => $"p-{hash}").ToArray();
        var ids = participants.Select(bytes => new Guid(bytes, bigEndian: true)).ToArray();

        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            INSERT INTO grain_state (type, key, version, payload)
            SELECT 'participant', key, 1, payload FROM unnest($1, $2) AS row (key, payload)
            """)
        {
            Parameters = { ArrayParameter(keys), ArrayParameter(hashes.Select(StateOf).ToArray()) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            INSERT INTO event_log (partition, number, grain_key, type, at, payload)
            SELECT place % $3, $4 + place, key, 'participant.joined', $5, payload
            FROM unnest($1, $2) WITH ORDINALITY AS row (key, payload, place)
            """)
        {
            Parameters =
            {
                ArrayParameter(keys),
                ArrayParameter(hashes.Select(_ => Event).ToArray()),
                new NpgsqlParameter<int> { TypedValue = EventPartitions },
                new NpgsqlParameter<long> { TypedValue = first },
                new NpgsqlParameter<long> { TypedValue = now },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            INSERT INTO roll_entry (wave, participant, partition, household, province, tier, applied_at)
            SELECT 1, participant, partition, participant, 31, 1, $3
            FROM unnest($1, $2) AS row (participant, partition)
            """)
        {
            Parameters =
            {
                ArrayParameter(ids),
                ArrayParameter(hashes.Select(hash => (int)(hash.Low % RollPartitions)).ToArray()),
                new NpgsqlParameter<long> { TypedValue = now },
            },
        });
        return batch;
    }

    private static NpgsqlParameter<T[]> ArrayParameter<T>(T[] values) => new() { TypedValue = values };

    private static byte[] StateOf(KeyedHash hash) => State[..(400 + (int)(hash.High % 301))];

    private static string Schema()
    {
        using var reader = new StreamReader(
            typeof(RawBatches).Assembly.GetManifestResourceStream("RawSchema.sql")!);
        return reader.ReadToEnd();
    }
}

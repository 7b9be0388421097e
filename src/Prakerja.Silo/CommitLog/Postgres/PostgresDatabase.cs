using System.Globalization;
using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// A schema on a PostgreSQL server, checked and brought to this version's tables, with the node's pool of connections.
/// Dispose it after all that reads or writes it.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private const string FingerprintKey = "identity_key_fingerprint";
    private const string ClusterKey = "cluster_id";

    private PostgresDatabase(PostgresOptions options, NpgsqlConnectionStringBuilder settings)
    {
        Options = options;
        Where = string.Create(
            CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database}");
        ConnectionString = settings.ToString();
        Source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>For ADO.NET on the same schema: the stock providers, invariant <c>Npgsql</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The node's pool: lists, look-ups and whatever else is no commit.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Host, port and database, for people.</summary>
    internal string Where { get; }

    internal PostgresOptions Options { get; }

    /// <summary>Connects, checks that this node may work on the schema, and migrates it if it is to.</summary>
    /// <param name="identityKey">Fingerprint of the key behind all keyed hashes; kept at first start, compared later.</param>
    /// <param name="clusterId">The cluster whose schema it is; kept at first start, compared later.</param>
    /// <exception cref="StartRefusedException">One plain line: what is wrong, where, the cure. Nothing was changed.</exception>
    public static async Task<PostgresDatabase> OpenAsync(
        PostgresOptions options,
        KeyedHash identityKey,
        string clusterId,
        TimeProvider time,
        CancellationToken cancelled = default)
    {
        var database = new PostgresDatabase(options, Settings(options));
        try
        {
            await database.Prepare(identityKey, clusterId, time, cancelled);
            return database;
        }
        catch (Exception failure)
        {
            await database.DisposeAsync();
            if (PostgresFailure.IsOne(failure))
                throw new StartRefusedException(database.Describe(failure), failure);
            throw;
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    internal string Describe(Exception failure) => PostgresFailure.Describe(failure, Where);

    /// <summary>
    /// Carries out what only reads. After the server went away and came back the pool is full of dead connections; the
    /// first one found empties it, and the reader need not know.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    internal async Task<T> ReadAsync<T>(Func<NpgsqlDataSource, Task<T>> read)
    {
        try
        {
            return await read(Source);
        }
        catch (Exception failure) when (PostgresFailure.IsBrokenConnection(failure))
        {
            Source.Clear();
        }
        catch (Exception failure) when (PostgresFailure.IsOne(failure))
        {
            throw new StoreUnavailableException(Describe(failure), failure);
        }

        try
        {
            return await read(Source);
        }
        catch (Exception failure) when (PostgresFailure.IsOne(failure))
        {
            throw new StoreUnavailableException(Describe(failure), failure);
        }
    }

    /// <summary>A connection outside the pool, for a writer that keeps it.</summary>
    internal async Task<NpgsqlConnection> OpenOwnAsync(string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        settings.ApplicationName = $"{settings.ApplicationName} {name}";
        var connection = new NpgsqlConnection(settings.ToString());
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static NpgsqlConnectionStringBuilder Settings(PostgresOptions options)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        }
        catch (Exception bad) when (bad is ArgumentException or FormatException)
        {
            // Not the text itself: it may hold a password.
            throw new StartRefusedException(
                $"{PostgresFailure.Setting} cannot be understood: write it as Host=…;Port=…;Database=…;Username=…;"
                + "Password=….",
                bad);
        }

        settings.SearchPath = PostgresMigrations.Quoted(options.Schema);
        settings.Timezone = "UTC";
        settings.MaxPoolSize = options.MaxConnections;
        settings.Timeout = options.ConnectTimeoutSeconds;
        settings.CommandTimeout = options.CommandTimeoutSeconds;
        settings.CancellationTimeout = 1_000;
        settings.KeepAlive = 10; // a server that went away without a word is noticed within seconds
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        settings.NoResetOnClose = true; // nothing here changes a session
        settings.ApplicationName ??= "prakerja";
        // Npgsql would try GSS first, with a library that the images lack. (ContainsKey is true of every key.)
        if (!settings.ShouldSerialize("GSS Encryption Mode")) settings.GssEncryptionMode = GssEncryptionMode.Disable;
        return settings;
    }

    private async Task Prepare(
        KeyedHash identityKey, string clusterId, TimeProvider time, CancellationToken cancelled)
    {
        await using var connection = await Source.OpenConnectionAsync(cancelled);
        await CheckServer(connection, time, cancelled);
        if (await FindDurabilityProblemAsync(connection, cancelled) is { } why) throw new StartRefusedException(why);

        // All that may refuse comes before all that changes.
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await PostgresMigrations.Lock(connection, cancelled);
        var current = await PostgresMigrations.Check(connection, Options.Schema, cancelled);
        if (current > 0)
        {
            await CheckFact(
                connection, FingerprintKey, identityKey.ToString(),
                $"The schema {Options.Schema} at {Where} belongs to another identity key: put back the key it was made "
                + "with. With a new key every person would be a stranger.",
                cancelled);
            await CheckFact(
                connection, ClusterKey, clusterId,
                $"The schema {Options.Schema} at {Where} belongs to another cluster than '{clusterId}': correct "
                + $"Prakerja:Cluster:Id, or give this cluster a schema of its own.",
                cancelled);
        }

        if (!Options.MigrateAtStart) PostgresMigrations.ThrowIfBehind(current, Options.Schema);
        else
        {
            await PostgresMigrations.Apply(connection, Options.Schema, current, cancelled);
            await KeepFact(connection, FingerprintKey, identityKey.ToString(), cancelled);
            await KeepFact(connection, ClusterKey, clusterId, cancelled);
        }

        await RaiseEventNumbers(connection, cancelled);
        await transaction.CommitAsync(cancelled);
    }

    /// <summary>A server that lives at another time, or is too old, is refused.</summary>
    private async Task CheckServer(NpgsqlConnection connection, TimeProvider time, CancellationToken cancelled)
    {
        var askedAt = time.GetTimestamp();
        await using var ask = new NpgsqlCommand(
            "SELECT clock_timestamp(), current_setting('server_version_num')::int", connection);
        await using var row = await ask.ExecuteReaderAsync(cancelled);
        await row.ReadAsync(cancelled);
        var now = time.GetUtcNow();
        // The answer lay somewhere between asking and now.
        var skew = (now - new DateTimeOffset(row.GetDateTime(0), TimeSpan.Zero) - (time.GetElapsedTime(askedAt) / 2))
            .Duration();
        if (skew > TimeSpan.FromSeconds(Options.MaxClockSkewSeconds))
        {
            throw new StartRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"This machine's clock and that of PostgreSQL at {Where} are {skew.TotalSeconds:F0} s apart: set both by "
                + $"the same time server ({PostgresOptions.Section}:{nameof(PostgresOptions.MaxClockSkewSeconds)} is "
                + $"{Options.MaxClockSkewSeconds})."));
        }

        if (row.GetInt32(1) < 150_000)
            throw new StartRefusedException($"PostgreSQL at {Where} is older than 15: install a newer one.");
    }

    /// <summary>Why what this server acknowledges may be lost, in one plain line; null when it may not.</summary>
    internal async Task<string?> FindDurabilityProblemAsync(NpgsqlConnection connection, CancellationToken cancelled = default)
    {
        await using var ask = new NpgsqlCommand(
            "SELECT current_setting('fsync'), current_setting('synchronous_commit')", connection);
        await using var row = await ask.ExecuteReaderAsync(cancelled);
        await row.ReadAsync(cancelled);
        var (fsync, synchronousCommit) = (row.GetString(0), row.GetString(1));
        // The lesser ones do not wait for the disk of a synchronous standby, or for none at all.
        return fsync == "on" && synchronousCommit is "on" or "remote_apply"
            ? null
            : $"PostgreSQL at {Where} acknowledges what is not on its disk (fsync={fsync}, "
                + $"synchronous_commit={synchronousCommit}): set both on.";
    }

    /// <summary>
    /// After the rows were restored into another server its transaction ids begin low, and numbers made from them would
    /// lie among old ones. Otherwise no number reaches that of the transaction which begins next, and nothing changes.
    /// </summary>
    private static async Task RaiseEventNumbers(NpgsqlConnection connection, CancellationToken cancelled)
    {
        await using var raise = new NpgsqlCommand(
            """
            UPDATE event_numbering
            SET base = base + ((newest.number - next.number) >> 14) + 1
            FROM (SELECT first_event_number(pg_snapshot_xmax(pg_current_snapshot())) AS number) AS next,
                 (SELECT max(last.number) AS number
                  FROM generate_series(0, $1) AS p (partition),
                       LATERAL (SELECT max(number) AS number FROM event_log WHERE partition = p.partition) AS last) AS newest
            WHERE newest.number >= next.number
            """,
            connection);
        raise.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Partitions.Events - 1 });
        await raise.ExecuteNonQueryAsync(cancelled);
    }

    private static async Task CheckFact(
        NpgsqlConnection connection, string key, string value, string refusal, CancellationToken cancelled)
    {
        await using var ask = new NpgsqlCommand("SELECT value FROM meta WHERE key = $1", connection);
        ask.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        if (await ask.ExecuteScalarAsync(cancelled) is string kept && kept != value)
            throw new StartRefusedException(refusal);
    }

    private static async Task KeepFact(
        NpgsqlConnection connection, string key, string value, CancellationToken cancelled)
    {
        await using var keep = new NpgsqlCommand(
            "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", connection);
        keep.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        keep.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await keep.ExecuteNonQueryAsync(cancelled);
    }
}

using System.Globalization;
using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// A schema on a PostgreSQL server, checked and migrated to this version, with the connection pool of the node. Dispose
/// it after everything that reads or writes it.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private const string FingerprintKey = "identity_key_fingerprint";
    private const string ClusterKey = "cluster_id";

    private PostgresDatabase(PostgresOptions options, NpgsqlConnectionStringBuilder settings)
    {
        Options = options;
        Location = string.Create(
            CultureInfo.InvariantCulture, $"{settings.Host}:{settings.Port}/{settings.Database}");
        ConnectionString = settings.ToString();
        Source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>
    /// Connects ADO.NET to the same schema, for the stock Orleans providers (invariant <c>Npgsql</c>).
    /// </summary>
    public string ConnectionString { get; }

    /// <summary>The connection pool of the node, for everything but commits.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Host, port and database, for messages.</summary>
    internal string Location { get; }

    internal PostgresOptions Options { get; }

    /// <summary>Connects, checks that this node may use the schema, and migrates it if the options say so.</summary>
    /// <param name="identityKey">Fingerprint of the identity key. The first start stores it, later starts compare
    /// it.</param>
    /// <param name="clusterId">The cluster of the schema. The first start stores it, later starts compare it.</param>
    /// <exception cref="StartRefusedException">The database cannot be used. Nothing was changed.</exception>
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
            if (PostgresFailure.IsStoreFailure(failure))
                throw new StartRefusedException(database.Describe(failure), failure);
            throw;
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    internal string Describe(Exception failure) => PostgresFailure.Describe(failure, Location);

    /// <summary>
    /// Executes a read. After a restart of the server the pool is full of broken connections: the first one that is
    /// found empties the pool, and the read is repeated once.
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
        catch (Exception failure) when (PostgresFailure.IsStoreFailure(failure))
        {
            throw new StoreUnavailableException(Describe(failure), failure);
        }

        try
        {
            return await read(Source);
        }
        catch (Exception failure) when (PostgresFailure.IsStoreFailure(failure))
        {
            throw new StoreUnavailableException(Describe(failure), failure);
        }
    }

    /// <summary>Executes a query and reads its rows, as in <see cref="ReadAsync"/>.</summary>
    internal Task<List<T>> RowsAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, IReadOnlyList<NpgsqlParameter> parameters,
        TimeSpan? timeout = null) => ReadAsync(async source =>
    {
        await using var command = source.CreateCommand(sql);
        if (timeout is { } longer) command.CommandTimeout = (int)longer.TotalSeconds;
        foreach (var parameter in parameters) command.Parameters.Add(parameter.Clone());
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await row.ReadAsync()) rows.Add(read(row));
        return rows;
    });

    /// <summary>Opens a connection outside the pool, for a writer that keeps it.</summary>
    /// <param name="commandTimeoutSeconds">Of each command; 0 = none; null = as in the options.</param>
    internal async Task<NpgsqlConnection> OpenUnpooledAsync(string name, int? commandTimeoutSeconds = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        settings.CommandTimeout = commandTimeoutSeconds ?? settings.CommandTimeout;
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
            // The message does not repeat the setting, which may contain a password.
            throw new StartRefusedException(
                $"{PostgresFailure.Setting} has a wrong form: write it as Host=…;Port=…;Database=…;Username=…;"
                + "Password=….",
                bad);
        }

        settings.SearchPath = PostgresMigrations.Quoted(options.Schema);
        settings.Timezone = "UTC";
        settings.MaxPoolSize = options.MaxConnections;
        settings.Timeout = options.ConnectTimeoutSeconds;
        settings.CommandTimeout = options.CommandTimeoutSeconds;
        settings.CancellationTimeout = 1_000;
        settings.KeepAlive = 10; // seconds; detects a server that is gone without closing the connection
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        settings.NoResetOnClose = true; // no command changes the state of a session
        // All searches have an index. A connection keeps the plan that it made when a table was small, and such a plan
        // reads the whole table, until the next ANALYZE. Compiling a statement takes longer than any search.
        settings.Options = $"{settings.Options} -c enable_seqscan=off -c jit=off".TrimStart();
        settings.ApplicationName ??= "prakerja";
        // Npgsql would try GSS first, with a library that the images lack. (ContainsKey is true for every key.)
        if (!settings.ShouldSerialize("GSS Encryption Mode")) settings.GssEncryptionMode = GssEncryptionMode.Disable;
        return settings;
    }

    private async Task Prepare(
        KeyedHash identityKey, string clusterId, TimeProvider time, CancellationToken cancelled)
    {
        await using var connection = await Source.OpenConnectionAsync(cancelled);
        await CheckServer(connection, time, cancelled);
        if (await FindDurabilityProblemAsync(connection, cancelled) is { } problem)
            throw new StartRefusedException(problem);

        // Every check comes before every change.
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await PostgresMigrations.Lock(connection, cancelled);
        var current = await PostgresMigrations.Check(connection, Options.Schema, cancelled);
        if (current > 0)
        {
            await CheckFact(
                connection, FingerprintKey, identityKey.ToString(),
                $"The schema {Options.Schema} at {Location} belongs to another identity key: put back the key with "
                + "which it was made. With another key no participant would be found.",
                cancelled);
            await CheckFact(
                connection, ClusterKey, clusterId,
                $"The schema {Options.Schema} at {Location} belongs to another cluster than '{clusterId}': correct "
                + "Prakerja:Cluster:Id, or give this cluster a schema of its own.",
                cancelled);
        }

        if (!Options.MigrateAtStart) PostgresMigrations.ThrowIfBehind(current, Options.Schema);
        else
        {
            await PostgresMigrations.Apply(connection, Options.Schema, current, cancelled);
            await StoreFact(connection, FingerprintKey, identityKey.ToString(), cancelled);
            await StoreFact(connection, ClusterKey, clusterId, cancelled);
        }

        await RaiseEventNumberBase(connection, cancelled);
        await transaction.CommitAsync(cancelled);
    }

    /// <summary>Refuses a server whose clock differs too much, or whose version is too old.</summary>
    private async Task CheckServer(NpgsqlConnection connection, TimeProvider time, CancellationToken cancelled)
    {
        var requestedAt = time.GetTimestamp();
        await using var query = new NpgsqlCommand(
            "SELECT clock_timestamp(), current_setting('server_version_num')::int", connection);
        await using var row = await query.ExecuteReaderAsync(cancelled);
        await row.ReadAsync(cancelled);
        var now = time.GetUtcNow();
        // The server read its clock at some time between the request and now; assume the middle.
        var skew =
            (now - new DateTimeOffset(row.GetDateTime(0), TimeSpan.Zero) - (time.GetElapsedTime(requestedAt) / 2))
            .Duration();
        if (skew > TimeSpan.FromSeconds(Options.MaxClockSkewSeconds))
        {
            throw new StartRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The clocks of this machine and of PostgreSQL at {Location} are {skew.TotalSeconds:F0} s apart: "
                + $"set both from the same time server ("
                + $"{PostgresOptions.Section}:{nameof(PostgresOptions.MaxClockSkewSeconds)} is "
                + $"{Options.MaxClockSkewSeconds})."));
        }

        if (row.GetInt32(1) < 150_000)
            throw new StartRefusedException($"PostgreSQL at {Location} is older than 15: install a newer one.");
    }

    /// <summary>
    /// Says in one line why commits that this server acknowledges could be lost; null when they are durable.
    /// </summary>
    internal async Task<string?> FindDurabilityProblemAsync(
        NpgsqlConnection connection, CancellationToken cancelled = default)
    {
        await using var query = new NpgsqlCommand(
            "SELECT current_setting('fsync'), current_setting('synchronous_commit')", connection);
        await using var row = await query.ExecuteReaderAsync(cancelled);
        await row.ReadAsync(cancelled);
        var (fsync, synchronousCommit) = (row.GetString(0), row.GetString(1));
        // The other values do not wait for the disk of the synchronous standby, or for no disk at all.
        return fsync == "on" && synchronousCommit is "on" or "remote_apply"
            ? null
            : $"PostgreSQL at {Location} acknowledges commits that are not on its disk (fsync={fsync}, "
                + $"synchronous_commit={synchronousCommit}): set both to on.";
    }

    /// <summary>
    /// Raises the base of event numbers after the rows were restored into another server. Its transaction ids begin
    /// low, and numbers made from them would be lower than those in the log. On the original server the next
    /// transaction always has a higher number than the log, and nothing changes.
    /// </summary>
    private static async Task RaiseEventNumberBase(NpgsqlConnection connection, CancellationToken cancelled)
    {
        await using var raise = new NpgsqlCommand(
            """
            UPDATE event_numbering
            SET base = base + ((newest.number - next.number) >> 14) + 1
            FROM (SELECT first_event_number(pg_snapshot_xmax(pg_current_snapshot())) AS number) AS next,
                 (SELECT max(last.number) AS number
                  FROM generate_series(0, $1) AS p (partition),
                       LATERAL (
                           SELECT max(number) AS number FROM event_log WHERE partition = p.partition
                       ) AS last) AS newest
            WHERE newest.number >= next.number
            """,
            connection);
        raise.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Partitions.Events - 1 });
        await raise.ExecuteNonQueryAsync(cancelled);
    }

    private static async Task CheckFact(
        NpgsqlConnection connection, string key, string value, string refusal, CancellationToken cancelled)
    {
        await using var query = new NpgsqlCommand("SELECT value FROM meta WHERE key = $1", connection);
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        if (await query.ExecuteScalarAsync(cancelled) is string stored && stored != value)
            throw new StartRefusedException(refusal);
    }

    private static async Task StoreFact(
        NpgsqlConnection connection, string key, string value, CancellationToken cancelled)
    {
        await using var insert = new NpgsqlCommand(
            "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", connection);
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await insert.ExecuteNonQueryAsync(cancelled);
    }
}

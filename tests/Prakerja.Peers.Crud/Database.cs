using Npgsql;

namespace Prakerja.Peers.Crud;

/// <summary>The connection pool. Each statement is prepared once on each connection.</summary>
internal sealed class Database : IAsyncDisposable
{
    public const int GateStripes = 16;

    private Database(NpgsqlDataSource source) => Source = source;

    public NpgsqlDataSource Source { get; }

    public static async Task<Database> OpenAsync(Settings settings)
    {
        var pool = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            ApplicationName = "crud",
            MinPoolSize = settings.Connections,
            MaxPoolSize = settings.Connections,
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 1,
            NoResetOnClose = true, // no session state to reset
            ConnectionIdleLifetime = 3_600,
            Timeout = 30,
        };
        var source = new NpgsqlSlimDataSourceBuilder(pool.ToString()).Build();
        await using var schema = source.CreateCommand(Schema());
        await schema.ExecuteNonQueryAsync();
        return new Database(source);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    public static string Schema()
    {
        using var reader = new StreamReader(
            typeof(Database).Assembly.GetManifestResourceStream("Schema.sql")!);
        return reader.ReadToEnd();
    }
}

using Npgsql;

namespace Prakerja.Peers.Crud;

/// <summary>
/// The pool of connections. Each statement is prepared once on each connection and never again.
/// </summary>
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
            NoResetOnClose = true, // nobody sets anything on a connection
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

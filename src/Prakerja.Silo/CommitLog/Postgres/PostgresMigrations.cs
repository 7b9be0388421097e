using Npgsql;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Migrates a schema to this version: runs the embedded scripts <c>postgres/NNNN_name.sql</c> that it has not run yet,
/// in order, all in one transaction. An advisory lock allows several nodes to start together.
/// </summary>
internal static class PostgresMigrations
{
    // An arbitrary number that no other program uses: "prakerja" in ASCII.
    private const long LockKey = 0x7072616B65726A61;

    private static readonly IReadOnlyList<SchemaScript> All = SchemaScript.Of("postgres");

    public static int Newest => All[^1].Number;

    /// <summary>Returns the number of the newest migration of a schema, 0 when it has none.</summary>
    /// <exception cref="StartRefusedException">The schema belongs to another program, or to a newer
    /// version.</exception>
    public static async Task<int> Check(NpgsqlConnection connection, string schema, CancellationToken cancelled)
    {
        var ownTables = await Number(
            connection,
            "SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename = 'schema_migration'",
            schema,
            cancelled);
        if (ownTables == 0)
        {
            var tables = await Number(
                connection, "SELECT count(*) FROM pg_tables WHERE schemaname = $1", schema, cancelled);
            if (tables == 0) return 0;
            throw new StartRefusedException(
                $"The schema {schema} holds tables of another program: set {PostgresOptions.Section}:"
                + $"{nameof(PostgresOptions.Schema)} to a schema of its own.");
        }

        await using var command =
            new NpgsqlCommand($"SELECT max(number) FROM {Quoted(schema)}.schema_migration", connection);
        var number = (int)(await command.ExecuteScalarAsync(cancelled))!;
        if (number > Newest)
        {
            throw new StartRefusedException(
                $"The schema {schema} comes from a newer version (its schema number is {number}, "
                + "that of this version is "
                + $"{Newest}): start the newer version, or restore a backup that this version made.");
        }

        return number;
    }

    /// <summary>Refuses a schema that is older than this version, for a node that does not migrate.</summary>
    public static void ThrowIfBehind(int current, string schema)
    {
        if (current < Newest)
        {
            throw new StartRefusedException(
                $"The schema {schema} is older than this version (schema number {current} instead of {Newest}): run "
                + "'Prakerja.Silo migrate'.");
        }
    }

    /// <summary>Quotes the name for SQL, because it may be a reserved word ("user").</summary>
    public static string Quoted(string schema) => $"\"{schema}\"";

    /// <summary>Takes the lock of migrations; PostgreSQL releases it at the end of the transaction.</summary>
    public static async Task Lock(NpgsqlConnection connection, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        command.CommandTimeout = 0; // no timeout: another node may be migrating
        await command.ExecuteNonQueryAsync(cancelled);
    }

    public static async Task Apply(
        NpgsqlConnection connection, string schema, int current, CancellationToken cancelled)
    {
        if (current == 0)
        {
            await Execute(connection, $"CREATE SCHEMA IF NOT EXISTS {Quoted(schema)}", cancelled);
            await Execute(
                connection,
                """
                CREATE TABLE schema_migration
                (
                    number     integer     PRIMARY KEY,
                    name       text        NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """,
                cancelled);
        }

        foreach (var script in All.Where(script => script.Number > current))
        {
            await Execute(connection, script.Text, cancelled);
            await using var record = new NpgsqlCommand(
                "INSERT INTO schema_migration (number, name) VALUES ($1, $2)", connection);
            record.Parameters.Add(new NpgsqlParameter<int> { TypedValue = script.Number });
            record.Parameters.Add(new NpgsqlParameter<string> { TypedValue = script.Name });
            await record.ExecuteNonQueryAsync(cancelled);
        }
    }

    // Scripts contain '@' and ':' that are no parameters. Without parameters Npgsql sends a script unchanged.
    private static async Task Execute(NpgsqlConnection connection, string script, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(script, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private static async Task<long> Number(
        NpgsqlConnection connection, string sql, string schema, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
        return (long)(await command.ExecuteScalarAsync(cancelled))!;
    }
}

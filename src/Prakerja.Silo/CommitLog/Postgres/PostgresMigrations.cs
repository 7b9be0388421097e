using Npgsql;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Brings a schema to this version's tables: the embedded scripts <c>Schema/postgres/NNNN_name.sql</c> that it has not seen
/// yet, in order, all in one transaction under an advisory lock, so that ten nodes may start together.
/// </summary>
internal static class PostgresMigrations
{
    // Any number will do, as long as it is this program's: "prakerja" in ASCII.
    private const long LockKey = 0x7072616B65726A61;

    private static readonly IReadOnlyList<SchemaScript> All = SchemaScript.Of("postgres");

    public static int Newest => All[^1].Number;

    /// <summary>The number of the newest migration a schema has, 0 when it has none.</summary>
    /// <exception cref="StartRefusedException">It is another program's, or comes from a newer version.</exception>
    public static async Task<int> Check(NpgsqlConnection connection, string schema, CancellationToken cancelled)
    {
        var known = await Number(
            connection, "SELECT count(*) FROM pg_tables WHERE schemaname = $1 AND tablename = 'schema_migration'", schema,
            cancelled);
        if (known == 0)
        {
            var others = await Number(
                connection, "SELECT count(*) FROM pg_tables WHERE schemaname = $1", schema, cancelled);
            if (others == 0) return 0;
            throw new StartRefusedException(
                $"The schema {schema} holds tables of another program: set {PostgresOptions.Section}:"
                + $"{nameof(PostgresOptions.Schema)} to a schema of its own.");
        }

        await using var command = new NpgsqlCommand($"SELECT max(number) FROM {Quoted(schema)}.schema_migration", connection);
        var number = (int)(await command.ExecuteScalarAsync(cancelled))!;
        if (number > Newest)
        {
            throw new StartRefusedException(
                $"The schema {schema} comes from a newer version (its tables have number {number}, this version knows "
                + $"{Newest}): start that version, or restore a backup of this one.");
        }

        return number;
    }

    /// <summary>What a node that must not migrate says to a schema that is behind.</summary>
    public static void ThrowIfBehind(int current, string schema)
    {
        if (current < Newest)
        {
            throw new StartRefusedException(
                $"The schema {schema} has tables of number {current}, and this version needs {Newest}: run "
                + "'Prakerja.Silo migrate'.");
        }
    }

    /// <summary>The name as SQL has it, also when it is a word of SQL ("user").</summary>
    public static string Quoted(string schema) => $"\"{schema}\"";

    /// <summary>Held until the transaction ends.</summary>
    public static async Task Lock(NpgsqlConnection connection, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = LockKey });
        command.CommandTimeout = 0; // another node's migration takes as long as it takes
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

    // Scripts hold '@' and ':' that are no parameters; the simple protocol takes a script as it is.
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

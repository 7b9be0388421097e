using Prakerja.Silo.Startup;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// Migrates a database to this version: runs the embedded scripts <c>sqlite/NNNN_name.sql</c> that it has not run yet,
/// in order, each with its record in one transaction.
/// </summary>
internal static class SqliteMigrations
{
    private static readonly IReadOnlyList<SchemaScript> All = SchemaScript.Of("sqlite");

    public static int Newest => All[^1].Number;

    /// <summary>Returns the number of the newest migration of a database, 0 when it is empty.</summary>
    /// <exception cref="StartRefusedException">The database belongs to another program, or to a newer
    /// version.</exception>
    public static int Check(RawConnection connection, string path)
    {
        var tables = connection.Number("SELECT count(*) FROM sqlite_master");
        if (tables == 0) return 0;
        if (connection.Number("SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'") == 0)
        {
            throw new StartRefusedException(
                $"The file {path} is a database of another program: use a directory of its own " +
                "(--Prakerja:Data=DIR).");
        }

        var number = (int)connection.Number("SELECT max(number) FROM schema_migration");
        if (number > Newest)
        {
            throw new StartRefusedException(
                $"The database {path} comes from a newer version (its schema number is {number}, "
                + "that of this version is " +
                $"{Newest}): start the newer version, or restore a backup that this version made.");
        }

        return number;
    }

    public static void Apply(RawConnection connection, int current, DateTimeOffset now)
    {
        foreach (var migration in All.Where(migration => migration.Number > current))
            Apply(connection, migration, now);
    }

    private static void Apply(RawConnection connection, SchemaScript migration, DateTimeOffset now)
    {
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            connection.Execute("""
                CREATE TABLE IF NOT EXISTS schema_migration
                (
                    number     INTEGER PRIMARY KEY,
                    name       TEXT    NOT NULL,
                    applied_at INTEGER NOT NULL
                ) STRICT
                """);
            connection.Execute(migration.Text);
            using var record = connection.Prepare(
                "INSERT INTO schema_migration (number, name, applied_at) VALUES (?1, ?2, ?3)");
            record.Bind(1, migration.Number).Bind(2, migration.Name).Bind(3, now.ToUnixTimeMilliseconds()).Run();
            connection.Execute("COMMIT");
        }
        finally
        {
            if (connection.InTransaction) connection.Execute("ROLLBACK");
        }
    }
}

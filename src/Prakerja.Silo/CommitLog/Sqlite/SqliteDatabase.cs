using Microsoft.Data.Sqlite;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Startup;
using SQLitePCL;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// The database file: checked, migrated to this version, and locked for this process until it is disposed. Dispose it
/// after everything that reads or writes it.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    // Measured (docs/adr): keys are random, so larger pages write more bytes for each commit; smaller ones make deeper
    // trees.
    private const int PageSizeBytes = 4096;

    private const string FingerprintKey = "identity_key_fingerprint";

    private readonly FileStream processLock;
    private readonly SqliteOptions options;

    private SqliteDatabase(string path, SqliteOptions options, FileStream processLock)
    {
        (Path, this.options, this.processLock) = (path, options, processLock);
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite, // a missing file is not created again
            DefaultTimeout = (options.BusyTimeoutMilliseconds + 999) / 1000,
        }.ToString();
    }

    public string Path { get; }

    /// <summary>
    /// Connects ADO.NET to the same file, for the stock Orleans providers (invariant <c>System.Data.SQLite</c>).
    /// </summary>
    public string ConnectionString { get; }

    /// <summary>Opens the database, or creates it.</summary>
    /// <param name="identityKey">Fingerprint of the identity key. The first start stores it, later starts compare
    /// it.</param>
    /// <param name="expectExisting">
    /// True when the data directory was used before (its keys exist): then a missing database is lost, and this is not
    /// the first start.
    /// </param>
    /// <exception cref="StartRefusedException">The database cannot be used. Nothing was changed.</exception>
    public static SqliteDatabase Open(
        SqliteOptions options, KeyedHash identityKey, bool expectExisting, TimeProvider time)
    {
        var directory = System.IO.Path.GetFullPath(options.DataDirectory);
        var path = System.IO.Path.Combine(directory, DataDirectory.DatabaseFileName);
        var processLock = LockDirectory(directory);
        try
        {
            var exists = SqliteFileCheck.Check(path, expectExisting);
            var database = new SqliteDatabase(path, options, processLock);
            database.Prepare(exists, identityKey, time.GetUtcNow());
            return database;
        }
        catch (SqliteException failure)
        {
            processLock.Dispose();
            throw new StartRefusedException(SqliteFailure.Describe(failure, path), failure);
        }
        catch
        {
            processLock.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        // The pooled connections of the stock providers keep the file and its write-ahead log open.
        using (var pooled = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(pooled);
        processLock.Dispose();
    }

    internal RawConnection OpenWriter()
    {
        var connection = Open(raw.SQLITE_OPEN_READWRITE);
        try
        {
            ConfigureWriter(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal RawConnection OpenReader()
    {
        // Not SQLITE_OPEN_READONLY: such a connection cannot create the index of the write-ahead log after a crash.
        var connection = Open(raw.SQLITE_OPEN_READWRITE);
        try
        {
            connection.Execute($"""
                PRAGMA query_only = ON;
                PRAGMA cache_size = {-1024 * options.ReaderCacheMiB};
                PRAGMA temp_store = MEMORY;
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal string Describe(SqliteException failure) => SqliteFailure.Describe(failure, Path);

    private static FileStream LockDirectory(string directory)
    {
        var path = System.IO.Path.Combine(directory, SqliteOptions.LockFileName);
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StartRefusedException(
                $"The data directory {directory} may not be written: give this user write access to it.", failure);
        }
        catch (IOException failure)
        {
            throw new StartRefusedException(
                File.Exists(path)
                    ? $"The data directory {directory} is in use by another process, which has locked {path}: "
                        + "stop that process."
                    : $"The data directory {directory} cannot be used ({failure.Message}): name another with " +
                        "--Prakerja:Data=DIR.",
                failure);
        }
    }

    private void Prepare(bool exists, KeyedHash identityKey, DateTimeOffset now)
    {
        using var connection = Open(raw.SQLITE_OPEN_READWRITE | (exists ? 0 : raw.SQLITE_OPEN_CREATE));

        // Every check comes before every change.
        var migration = SqliteMigrations.Check(connection, Path);
        if (migration > 0) CheckIdentityKey(connection, identityKey);
        if (migration == 0) connection.Execute($"PRAGMA page_size = {PageSizeBytes}");
        connection.Execute("PRAGMA journal_mode = WAL");
        ConfigureWriter(connection);
        SqliteMigrations.Apply(connection, migration, now);

        // A write finds out now whether the disk is full or read-only. The write-ahead log is written into the file, so
        // that the length of the file can be checked.
        using (var insert = connection.Prepare("""
            INSERT INTO meta (key, value) VALUES (?1, ?2)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """))
            insert.Bind(1, FingerprintKey).Bind(2, identityKey.ToString()).Run();
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteFileCheck.CheckLength(Path);
    }

    private void CheckIdentityKey(RawConnection connection, KeyedHash identityKey)
    {
        if (connection.Number("SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0) return;
        var stored = connection.Text($"SELECT value FROM meta WHERE key = '{FingerprintKey}'");
        if (stored is null || stored == identityKey.ToString()) return;
        throw new StartRefusedException(
            $"The database {Path} belongs to another identity key: put back the key with which it was made. With " +
            "another key no participant would be found.");
    }

    private RawConnection Open(int flags) => RawConnection.Open(Path, flags, options.BusyTimeoutMilliseconds);

    private void ConfigureWriter(RawConnection connection)
    {
        connection.Execute($"""
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = {-1024 * options.WriterCacheMiB};
            PRAGMA temp_store = MEMORY;
            """);
        connection.AutoCheckpoint((int)(options.WriteAheadLogMiB * 1024L * 1024 / PageSizeBytes));
        if (options.MaxDatabaseMiB > 0)
        {
            var pageSize = connection.Number("PRAGMA page_size");
            connection.Execute($"PRAGMA max_page_count = {options.MaxDatabaseMiB * 1024L * 1024 / pageSize}");
        }
    }
}

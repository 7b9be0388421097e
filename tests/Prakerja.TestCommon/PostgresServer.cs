using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Prakerja.TestCommon;

/// <summary>
/// A private PostgreSQL from the installed binaries, in a directory of its own, with fsync on: what is acknowledged is
/// on the disk. It refuses to run as root, so root starts it as the user <c>postgres</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "prakerja";
    private const int LogMegabytes = 4096; // kept as well as allowed
    private const int LogFileMegabytes = 16; // initdb's own

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly string directory;
    private readonly int port;
    private readonly int maxConnections;
    private int databases;

    private PostgresServer(string directory, int port, int maxConnections) =>
        (this.directory, this.port, this.maxConnections) = (directory, port, maxConnections);

    public static async Task<PostgresServer> StartAsync(string? parent = null, int maxConnections = 500)
    {
        var directory = Path.Combine(parent ?? Path.GetTempPath(), "prakerja-postgres-" + Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(directory);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", directory);
        var server = new PostgresServer(directory, FreePort(), maxConnections);
        await RunAsync(Tool("initdb"), "-D", server.Data, "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A connection string for a new, empty database on this server.</summary>
    /// <param name="location">An empty directory for its tables; null keeps them with all others.</param>
    public async Task<string> NewDatabaseAsync(string? location = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref databases)}");
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        if (location is not null)
        {
            if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", location);
            await using var make = source.CreateCommand($"CREATE TABLESPACE {name} LOCATION '{location}'");
            await make.ExecuteNonQueryAsync();
        }

        await using var create = source.CreateCommand(
            $"CREATE DATABASE {name} TABLESPACE {(location is null ? "pg_default" : name)}");
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = User,
        Database = database,
    }.ToString();

    /// <summary>
    /// Makes files of its write-ahead log, as a server has that has been up for a while. It writes to them again later;
    /// but a new one it fills with zeros, and all commits wait until it has. Half of what it keeps, because a
    /// checkpoint comes in between and has the first ones used again.
    /// </summary>
    public async Task MakeLogFilesAsync()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var next = source.CreateCommand("SELECT pg_logical_emit_message(false, '', ''), pg_switch_wal()");
        for (var file = 0; file < LogMegabytes / LogFileMegabytes; file++) await next.ExecuteNonQueryAsync();
        await using var checkpoint = source.CreateCommand("CHECKPOINT");
        await checkpoint.ExecuteNonQueryAsync();
    }

    public Task StartAgainAsync() => RunAsync(
        Tool("pg_ctl"), "-D", Data, "-l", Path.Combine(directory, "log"), "-w", "-s",
        "-t", StartPatience.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        "-o", FormattableString.Invariant($"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' ")
            + FormattableString.Invariant($"-c fsync=on -c max_connections={maxConnections} -c shared_buffers=512MB ")
            + FormattableString.Invariant($"-c min_wal_size={LogMegabytes}MB -c max_wal_size={LogMegabytes}MB"),
        "start");

    /// <summary>Dumps a database and restores it into another one, as an operator would.</summary>
    public static async Task CopyAsync(string from, string to)
    {
        var dump = Path.Combine(Path.GetTempPath(), $"prakerja-{Guid.NewGuid():n}.dump");
        await RunAsync(Tool("pg_dump"), "--format=custom", $"--file={dump}", UriOf(from));
        await RunAsync(Tool("pg_restore"), "--no-owner", "--exit-on-error", $"--dbname={UriOf(to)}", dump);
        await RunAsync("rm", dump);
    }

    /// <summary>Ends it as a power cut would, as far as its processes can tell.</summary>
    public Task CrashAsync() => RunAsync(Tool("pg_ctl"), "-D", Data, "-m", "immediate", "-w", "-s", "stop");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CrashAsync();
        }
        catch (InvalidOperationException)
        {
            // It is down already, because a test that crashed it failed: that failure is the one to be told.
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string UriOf(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return FormattableString.Invariant($"postgresql://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}");
    }

    private string Data => Path.Combine(directory, "data");

    private static string Tool(string name)
    {
        using var ask = Process.Start(new ProcessStartInfo("pg_config", "--bindir") { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("pg_config did not start.");
        var path = Path.Combine(ask.StandardOutput.ReadToEnd().Trim(), name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing: apt-get install postgresql.");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var asOther = Environment.IsPrivilegedProcess && program is not ("chown" or "rm");
        var start = new ProcessStartInfo(asOther ? "runuser" : program)
        {
            WorkingDirectory = "/",
        };
        if (asOther)
        {
            foreach (var word in (string[])["-u", "postgres", "--", program]) start.ArgumentList.Add(word);
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // pg_ctl's server inherits what it is given: standard output goes nowhere, or reading it would never end.
        start.RedirectStandardOutput = !program.EndsWith("pg_ctl", StringComparison.Ordinal);
        start.RedirectStandardError = start.RedirectStandardOutput;
        try
        {
            using var process = Process.Start(start)
                ?? throw new InvalidOperationException($"{program} did not start.");
            var said = start.RedirectStandardError
                ? await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync())
                : [];
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{program} failed: {string.Join(' ', said)}");
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"{program} cannot be run: apt-get install postgresql.", failure);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Prakerja.SystemTests;

/// <summary>
/// deploy/local-cluster as a process: PostgreSQL, three silos, two API nodes and a proxy, each started again
/// a second after it died.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const int Silos = 3;
    public const int Apis = 2;
    public const string Postgres = "postgres";

    private const int PortsNeeded = 50;
    private const int ActiveStatus = 3; // Orleans' SiloStatus

    // Below the ports that the system gives to connections, so that no connection sits on one of ours.
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;

    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(175); // four kinds of processes, 40 s each
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly RunningProgram program;
    private readonly string data;
    private readonly int port = FreePorts();

    private Cluster(Scratch scratch)
    {
        data = scratch.Data;
        // PostgreSQL runs as another user when this one is root, and must reach its directory.
        File.SetUnixFileMode(scratch.Path, File.GetUnixFileMode(scratch.Path) | UnixFileMode.OtherExecute);
        program = new RunningProgram(
            [
                Path.Combine(Programs.RepositoryRoot, "deploy/local-cluster"),
                "--no-build", "--restart",
                "--configuration", Programs.Configuration,
                "--data", data,
                "--port", port.ToString(CultureInfo.InvariantCulture),
                "--silos", Silos.ToString(CultureInfo.InvariantCulture),
                "--apis", Apis.ToString(CultureInfo.InvariantCulture),
            ],
            scratch.Path);
    }

    public string Url => UrlOf(0);

    public string ManagementKeyFile => Path.Combine(data, "keys", "management.key");

    public static IReadOnlyList<string> SiloNames =>
        [.. Enumerable.Range(1, Silos).Select(number => Named("silo", number))];

    public static IReadOnlyList<string> ApiNames =>
        [.. Enumerable.Range(1, Apis).Select(number => Named("api", number))];

    /// <summary>What the cluster said: its problems, for the message of a failed test.</summary>
    public string Said => program.Said;

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={port + 40};Database=prakerja;Username=prakerja;Application Name=fault;"
        + $"Pooling=false;Timeout=5;Password={File.ReadAllText(Path.Combine(data, "postgres", "password"))}");

    /// <summary>Starts it and waits until every node of it is ready.</summary>
    public static async Task<Cluster> StartAsync(Scratch scratch)
    {
        var cluster = new Cluster(scratch);
        try
        {
            await cluster.UntilAsync(
                () => Task.FromResult(cluster.program.HasSaidItStarted),
                StartBound,
                "The cluster did not start");
            return cluster;
        }
        catch
        {
            // Nobody else has it, and what has started of it would stay.
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The process that now plays this part; null between its death and its next start.</summary>
    public int? PidOf(string name)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(data, "run", name + ".pid"));
            return int.Parse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Waits until another process plays the part and says itself that it is ready.</summary>
    public Task UntilReplacedAsync(string name, int formerPid)
    {
        var (kind, number) = (name[..name.IndexOf('-', StringComparison.Ordinal)], name[^1] - '0');
        var health = new Uri(UrlOf(kind == "silo" ? 10 + number : number) + "/health/ready");
        return UntilAsync(
            async () => PidOf(name) is { } pid && pid != formerPid && await IsReadyAsync(health),
            StartBound,
            $"{name} did not come back");
    }

    /// <summary>Waits until every silo says itself that it is ready; so PostgreSQL is as well.</summary>
    public async Task UntilWholeAsync()
    {
        foreach (var name in SiloNames) await UntilReplacedAsync(name, formerPid: 0);
    }

    /// <summary>Waits until the others have declared a silo dead.</summary>
    public Task UntilGivenUpAsync(string silo) => UntilAsync(
        async () =>
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(
                "SELECT NOT EXISTS (SELECT FROM prakerja.cluster_member WHERE port = $1 AND status = $2)",
                connection)
            {
                Parameters = { new() { Value = port + 20 + silo[^1] - '0' }, new() { Value = ActiveStatus } },
            };
            return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        },
        StartBound,
        $"{silo} was not declared dead");

    /// <summary>Ctrl-C; says how it ended, and which of its processes are left.</summary>
    public async Task<(int ExitCode, string Left)> StopAsync()
    {
        await program.SignalAsync("TERM");
        var exitCode = await program.ExitCodeAsync(StopBound);
        return (exitCode, string.Join(Environment.NewLine, Processes.ThatName(data).Values));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (program.HasExited) return;
            Processes.Signal(program.Id, "TERM");
            await program.ExitCodeAsync(StopBound);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Killed, then; that a cluster does not stop is for StopAsync to tell.
        }
        finally
        {
            await program.DisposeAsync();
            // What a killed script could not stop: the kernel ends its processes, but not as another user's.
            foreach (var pid in Processes.ThatName(data).Keys) Processes.Signal(pid, "KILL");
            http.Dispose();
        }
    }

    private static string Named(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");

    private string UrlOf(int offset) =>
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port + offset}");

    private async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan bound, string otherwise)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.False(program.HasExited, $"{otherwise}: {Said}");
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < bound, $"{otherwise} in {bound}: {Said}");
            await Task.Delay(LookPause, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync(Uri health)
    {
        try
        {
            using var answer = await http.GetAsync(health, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            // Nobody listens yet, or nobody answers in time.
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    // In a random order, so that clusters that are started at the same moment do not choose the same.
    private static int FreePorts()
    {
        var firsts = Enumerable.Range(0, (LastPort - FirstPort) / PortsNeeded)
            .Select(place => FirstPort + (place * PortsNeeded)).ToArray();
        RandomNumberGenerator.Shuffle(firsts.AsSpan());
        foreach (var first in firsts)
        {
            if (Enumerable.Range(first, PortsNeeded).All(IsFree)) return first;
        }

        throw new InvalidOperationException($"No {PortsNeeded} free ports from {FirstPort} to {LastPort}.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(System.Net.IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

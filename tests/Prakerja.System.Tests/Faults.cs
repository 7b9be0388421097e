using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Prakerja.SystemTests;

/// <summary>One fault, as the seed chose it.</summary>
/// <param name="Phase">It happens once so many phases of the driver are over …</param>
/// <param name="Delay">… and so much later.</param>
/// <param name="Pause">How long its processes stand still; zero when it is no pause.</param>
internal sealed record Fault(int Phase, TimeSpan Delay, FaultKind Kind, string Target, TimeSpan Pause);

internal enum FaultKind
{
    /// <summary>SIGKILL; of PostgreSQL, to all its processes at once, as a power cut.</summary>
    Kill,

    /// <summary>SIGKILL to one backend: PostgreSQL then throws all others out and recovers.</summary>
    KillBackend,

    /// <summary>SIGSTOP, then SIGCONT: a machine that hangs and believes that no time has passed.</summary>
    Pause,

    /// <summary>PostgreSQL ends all connections of one silo.</summary>
    Cut,
}

/// <summary>Faults at random moments of all phases of a year, all from one seed.</summary>
internal sealed class Faults(Cluster cluster, RunningProgram driver)
{
    private const int LongestDelayMilliseconds = 1_500;

    // As often as each comes.
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill,
        FaultKind.Pause, FaultKind.Pause, FaultKind.Pause, FaultKind.Cut, FaultKind.KillBackend,
    ];

    private readonly List<string> rows = [];
    private readonly List<Task> pauses = [];
    private readonly long startedAt = Stopwatch.GetTimestamp();

    /// <summary>The faults of a seed, in the order in which they happen.</summary>
    public static IReadOnlyList<Fault> From(int seed, int count, int phases, TimeSpan longestPause)
    {
        // Published with the test's output: the same seed gives the same faults again.
#pragma warning disable CA5394 // Not a secret.
        var chance = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => One())
                .OrderBy(fault => fault.Phase).ThenBy(fault => fault.Delay),
        ];

        Fault One()
        {
            var kind = Kinds[chance.Next(Kinds.Length)];
            var target = kind switch
            {
                FaultKind.KillBackend => Cluster.Postgres,
                FaultKind.Cut => Any(Cluster.SiloNames),
                _ => Any([.. Cluster.SiloNames, .. Cluster.ApiNames, Cluster.Postgres, Cluster.Postgres]),
            };
            var pause = kind is FaultKind.Pause
                ? TimeSpan.FromSeconds(1 + chance.NextDouble() * (longestPause.TotalSeconds - 1))
                : TimeSpan.Zero;
            return new Fault(
                chance.Next(1, phases),
                TimeSpan.FromMilliseconds(chance.Next(LongestDelayMilliseconds)),
                kind,
                target,
                pause);
        }

        string Any(IReadOnlyList<string> names) => names[chance.Next(names.Count)];
#pragma warning restore CA5394
    }

    /// <summary>Does each when the driver has come so far; returns when the last pause is over.</summary>
    public async Task InjectAsync(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            await Driver.UntilPhaseAsync(driver, fault.Phase, fault.Delay);
            await InjectAsync(fault);
        }

        await Task.WhenAll(pauses);
    }

    /// <summary>What was done, a line for each.</summary>
    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine(" # |  second | phase | fault        | target   | what came of it");
        table.AppendJoin(Environment.NewLine, rows);
        return table.ToString();
    }

    private async Task InjectAsync(Fault fault)
    {
        var number = rows.Count + 1;
        var at = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        var result = fault.Kind switch
        {
            FaultKind.Kill => Kill(fault.Target),
            FaultKind.KillBackend => KillBackend(),
            FaultKind.Cut => await CutAsync(fault.Target),
            _ => Pause(fault.Target, fault.Pause),
        };
        rows.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{number,3}| {at,7:N1} | {fault.Phase,5} | {fault.Kind,-12} | {fault.Target,-8} | {result}"));
    }

    private string Kill(string target)
    {
        var pids = ProcessesOf(target);
        foreach (var pid in pids) Signal(pid, "KILL");
        return pids.Count == 0 ? "was down" : $"{pids.Count} killed";
    }

    private string KillBackend()
    {
        // The first is the postmaster, which is to see it happen.
        var pids = ProcessesOf(Cluster.Postgres);
        if (pids.Count < 2) return "was down";
        Signal(pids[^1], "KILL");
        return $"process {pids[^1]} killed";
    }

    // Others go on while these stand still, and more faults come meanwhile.
    private string Pause(string target, TimeSpan pause)
    {
        var pids = ProcessesOf(target);
        foreach (var pid in pids) Signal(pid, "STOP");
        pauses.Add(ContinueAsync());
        return pids.Count == 0
            ? "was down"
            : string.Create(
                CultureInfo.InvariantCulture, $"{pids.Count} stopped for {pause.TotalSeconds:N1} s");

        async Task ContinueAsync()
        {
            await Task.Delay(pause, TestContext.Current.CancellationToken);
            foreach (var pid in pids) Signal(pid, "CONT");
        }
    }

    private async Task<string> CutAsync(string silo)
    {
        try
        {
            await using var connection = new NpgsqlConnection(cluster.ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(
                """
                SELECT count(*) FROM (
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name = $1) AS ended
                """,
                connection)
            {
                Parameters = { new() { Value = silo } },
                CommandTimeout = 5,
            };
            var ended = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
            return $"{ended} connections ended";
        }
        catch (NpgsqlException exception)
        {
            // PostgreSQL is down or stands still because of another fault.
            return $"not reached: {exception.Message}";
        }
    }

    private List<int> ProcessesOf(string target) => cluster.PidOf(target) switch
    {
        null => [],
        { } pid when target == Cluster.Postgres => [pid, .. Processes.ChildrenOf(pid)],
        { } pid => [pid],
    };

    // One that has ended meanwhile needs no signal.
    private static void Signal(int pid, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo(
            "kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)])
        { RedirectStandardError = true });
        kill!.WaitForExit();
    }
}

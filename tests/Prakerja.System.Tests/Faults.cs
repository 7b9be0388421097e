using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Prakerja.SystemTests;

/// <summary>One fault, as the seed chose it.</summary>
/// <param name="Phase">It happens once so many phases of the driver are over …</param>
/// <param name="Delay">… and so much later.</param>
/// <param name="Pause">How long its processes stand still; zero when it is no pause.</param>
/// <param name="After">The phase after which it happens instead, by its name; null for the number.</param>
internal sealed record Fault(
    int Phase, TimeSpan Delay, FaultKind Kind, string Target, TimeSpan Pause, string? After = null);

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

    /// <summary>A pause of PostgreSQL, alone, for longer than a command may take.</summary>
    LongPause,

    /// <summary>
    /// A pause of a silo, alone, until the others have declared it dead: it goes on, hears of it, and ends.
    /// </summary>
    DeclareDead,
}

/// <summary>What came of a fault.</summary>
/// <param name="Hit">There was something to break, and it was broken.</param>
internal sealed record Outcome(bool Hit, string Text);

/// <summary>Faults at random moments of all phases of a year, all from one seed.</summary>
internal sealed class Faults(Cluster cluster, RunningProgram driver) : IDisposable
{
    /// <summary>Kills of a silo at the steps of the two draws, beside the others.</summary>
    public const int AtDraws = 8;

    private const int LongestDelayMilliseconds = 1_500;

    // Sealing begins two seconds after closing.
    private const int LongestDelayAtDrawsMilliseconds = 3_000;
    private const int OftenEnoughToHit = 3;

    // Above Prakerja:Postgres:CommandTimeoutSeconds.
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(12);

    private static readonly Outcome WasDown = new(false, "was down");
    private static readonly Outcome WasGone = new(false, "gone before the signal");
    private static readonly Outcome YearWasOver = new(false, "the year was over");

    // As often as each comes.
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill, FaultKind.Kill,
        FaultKind.Pause, FaultKind.Pause, FaultKind.Pause, FaultKind.Cut, FaultKind.KillBackend,
    ];

    // What the driver does next: commit, reveal, draw, award. The waves of a new system are 21 and 22.
    private static readonly string[] BeforeStepsOfDraws =
    [
        "Close wave 21", "Commit wave 21", "Reveal wave 21", "Draw wave 21",
        "Close wave 22", "Commit wave 22", "Reveal wave 22", "Draw wave 22",
    ];

    private readonly List<(Fault Fault, double Second, Outcome Outcome)> done = [];
    private readonly SemaphoreSlim turn = new(1);
    private readonly List<Task> pauses = [];
    private readonly long startedAt = Stopwatch.GetTimestamp();

    /// <summary>
    /// The faults of a seed in the order in which they happen, and among them one of each that is alone.
    /// </summary>
    public static IReadOnlyList<Fault> From(int seed, int count, int phases, TimeSpan longestPause)
    {
        // Published with the test's output: the same seed gives the same faults again.
#pragma warning disable CA5394 // Not a secret.
        var chance = new Random(seed);
        Fault[] drawn =
        [
            .. Enumerable.Range(0, count).Select(_ => One()),
            Alone(FaultKind.DeclareDead, Any(Cluster.SiloNames), TimeSpan.Zero),
            Alone(FaultKind.LongPause, Cluster.Postgres, LongPause),
        ];
        Fault[] atDraws =
        [
            .. BeforeStepsOfDraws.Select(phase => new Fault(
                0,
                TimeSpan.FromMilliseconds(chance.Next(LongestDelayAtDrawsMilliseconds)),
                FaultKind.Kill,
                Any(Cluster.SiloNames),
                TimeSpan.Zero,
                phase)),
        ];
        return [.. drawn.OrderBy(fault => fault.Phase).ThenBy(fault => fault.Delay), .. atDraws];

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
            return At(chance.Next(1, phases), kind, target, pause);
        }

        // The year must not be over before these, so none is in its last quarter.
        Fault Alone(FaultKind kind, string target, TimeSpan pause) =>
            At(chance.Next(1, phases * 3 / 4), kind, target, pause);

        Fault At(int phase, FaultKind kind, string target, TimeSpan pause) => new(
            phase, TimeSpan.FromMilliseconds(chance.Next(LongestDelayMilliseconds)), kind, target, pause);

        string Any(IReadOnlyList<string> names) => names[chance.Next(names.Count)];
#pragma warning restore CA5394
    }

    public void Dispose() => turn.Dispose();

    /// <summary>Does each when the driver has come so far; returns when the last pause is over.</summary>
    public async Task InjectAsync(IReadOnlyList<Fault> faults)
    {
        await Task.WhenAll(
            InjectInOrderAsync(faults.Where(fault => fault.After is null)),
            InjectInOrderAsync(faults.Where(fault => fault.After is not null)));
        await Task.WhenAll(pauses);
    }

    /// <summary>
    /// Most faults found something to break, and so did each kind, unless it came too seldom to say: one may
    /// meet what is down because of another, or a year that is over.
    /// </summary>
    public void AssertHit()
    {
        Assert.True(done.Count(one => one.Outcome.Hit) * 2 >= done.Count, "Most faults broke nothing.");
        foreach (var kind in done.GroupBy(one => one.Fault.Kind))
        {
            if (IsAlone(kind.Key))
                Assert.All(kind, one => Assert.True(one.Outcome.Hit, one.ToString()));
            else if (kind.Count() >= OftenEnoughToHit)
                Assert.Contains(kind, one => one.Outcome.Hit);
        }
    }

    /// <summary>What was done, a line for each.</summary>
    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine(" # |  second | after phase    | fault        | target   | what came of it");
        table.AppendJoin(Environment.NewLine, done.Select((one, place) => string.Create(
            CultureInfo.InvariantCulture,
            $"{place + 1,3}| {one.Second,7:N1} | {one.Fault.After ?? $"{one.Fault.Phase}",-14} | "
            + $"{one.Fault.Kind,-12} | "
            + $"{one.Fault.Target,-8} | {one.Outcome.Text}")));
        table.AppendLine();
        var (hit, phases) = (done.Count(one => one.Outcome.Hit), Driver.PhasesOver(driver));
        table.Append(CultureInfo.InvariantCulture, $"{hit} of {done.Count} hit, in {phases} phases.");
        return table.ToString();
    }

    private async Task InjectInOrderAsync(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            var isInTime = fault.After is { } phase
                ? await Driver.ReachesEndOfAsync(driver, phase, fault.Delay)
                : await Driver.ReachesPhaseAsync(driver, fault.Phase, fault.Delay);
            await turn.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                if (isInTime && IsAlone(fault.Kind)) await UntilAloneAsync();
                var second = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
                done.Add((fault, second, isInTime ? await InjectAsync(fault) : YearWasOver));
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private async Task<Outcome> InjectAsync(Fault fault) => fault.Kind switch
    {
        FaultKind.Kill => Kill(fault.Target),
        FaultKind.KillBackend => KillBackend(),
        FaultKind.Cut => await CutAsync(fault.Target),
        FaultKind.LongPause => await PauseAloneAsync(fault.Target, fault.Pause),
        FaultKind.DeclareDead => await DeclareDeadAsync(fault.Target),
        _ => Pause(fault.Target, fault.Pause),
    };

    private Outcome Kill(string target)
    {
        var pids = ProcessesOf(target);
        var killed = pids.Count(pid => Processes.Signal(pid, "KILL"));
        return Of(pids, killed, $"{killed} killed");
    }

    private Outcome KillBackend()
    {
        // The first is the postmaster, which is to see it happen.
        var pids = ProcessesOf(Cluster.Postgres);
        if (pids.Count < 2) return WasDown;
        return Of(pids, Processes.Signal(pids[^1], "KILL") ? 1 : 0, $"process {pids[^1]} killed");
    }

    // Others go on while these stand still, and more faults come meanwhile.
    private Outcome Pause(string target, TimeSpan pause)
    {
        var pids = ProcessesOf(target);
        var stopped = pids.Count(pid => Processes.Signal(pid, "STOP"));
        if (stopped > 0) pauses.Add(ContinueAsync());
        return Of(
            pids,
            stopped,
            string.Create(CultureInfo.InvariantCulture, $"{stopped} stopped for {pause.TotalSeconds:N1} s"));

        async Task ContinueAsync()
        {
            await Task.Delay(pause, TestContext.Current.CancellationToken);
            foreach (var pid in pids) Processes.Signal(pid, "CONT");
        }
    }

    private static bool IsAlone(FaultKind kind) => kind is FaultKind.LongPause or FaultKind.DeclareDead;

    // Nothing else is broken then, and nothing breaks until it is over: another fault would end it early.
    private async Task UntilAloneAsync()
    {
        await Task.WhenAll(pauses);
        await cluster.UntilWholeAsync();
    }

    private async Task<Outcome> PauseAloneAsync(string target, TimeSpan pause)
    {
        var outcome = Pause(target, pause);
        await Task.WhenAll(pauses);
        return outcome;
    }

    private async Task<Outcome> DeclareDeadAsync(string silo)
    {
        if (cluster.PidOf(silo) is not { } pid || !Processes.Signal(pid, "STOP")) return WasDown;
        var stoppedAt = Stopwatch.GetTimestamp();
        await cluster.UntilGivenUpAsync(silo);
        var seconds = Stopwatch.GetElapsedTime(stoppedAt).TotalSeconds;
        Processes.Signal(pid, "CONT");
        await cluster.UntilReplacedAsync(silo, pid);
        return new Outcome(
            true,
            string.Create(CultureInfo.InvariantCulture, $"declared dead after {seconds:N1} s, then ended"));
    }

    private async Task<Outcome> CutAsync(string silo)
    {
        try
        {
            await using var connection = new NpgsqlConnection(cluster.ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            // The connections that write commits have a name of their own behind the silo's.
            await using var command = new NpgsqlCommand(
                """
                SELECT count(*) FILTER (WHERE ended) FROM (
                    SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
                    WHERE application_name = $1 OR starts_with(application_name, $1 || ' ')) AS connections
                """,
                connection)
            {
                Parameters = { new() { Value = silo } },
                CommandTimeout = 5,
            };
            var ended = (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
            return new Outcome(ended > 0, $"{ended} connections ended");
        }
        catch (NpgsqlException exception)
        {
            // PostgreSQL is down or stands still because of another fault.
            return new Outcome(false, $"not reached: {exception.Message}");
        }
    }

    private static Outcome Of(List<int> pids, int reached, string text) =>
        pids.Count == 0 ? WasDown : reached == 0 ? WasGone : new Outcome(true, text);

    private List<int> ProcessesOf(string target) => cluster.PidOf(target) switch
    {
        null => [],
        { } pid when target == Cluster.Postgres => [pid, .. Processes.ChildrenOf(pid)],
        { } pid => [pid],
    };
}

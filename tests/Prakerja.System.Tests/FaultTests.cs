using System.Text.Json;

namespace Prakerja.SystemTests;

/// <summary>
/// A year of the driver against a whole cluster on PostgreSQL, in which everything breaks that can, and one
/// in which every node is replaced: what was acknowledged is there, once, and every invariant holds.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    // None in 12,000 answers is usual.
    private const int RetriesPerHundredMax = 5;

    private static int Count => Driver.Setting("PRAKERJA_SYSTEM_FAULTS", 14);

    private static int Seed => Driver.Setting("PRAKERJA_SYSTEM_SEED", Environment.ProcessId);

    private static TimeSpan LongestPause =>
        TimeSpan.FromSeconds(Driver.Setting("PRAKERJA_SYSTEM_PAUSE_SECONDS", 8));

    // A fault can cost the cluster half a minute until it has found itself again.
    private static TimeSpan Bound => Driver.Bound + ((Count + Faults.AtDraws) * TimeSpan.FromSeconds(30));

    private static string AgainWith(int seed) =>
        $"Again: PRAKERJA_SYSTEM_SEED={seed} PRAKERJA_SYSTEM_FAULTS={Count} "
        + $"PRAKERJA_SYSTEM_PAUSE_SECONDS={LongestPause.TotalSeconds} PRAKERJA_SYSTEM_PARTICIPANTS="
        + $"{Driver.Participants} dotnet run -c Release --project tests/Prakerja.System.Tests -- "
        + "--filter-method \"*No_fault_loses*\"";

    [Fact]
    public async Task No_fault_loses_or_repeats_an_acknowledged_action()
    {
        var seed = Seed;
        using var scratch = new Scratch();
        await using var cluster = await Cluster.StartAsync(scratch);
        await using var driver = Driver.Start(cluster, scratch, Driver.Participants);
        using var faults = new Faults(cluster, driver);
        var held = false;
        try
        {
            await faults.InjectAsync(Faults.From(seed, Count, Driver.Phases, LongestPause));
            var exitCode = await driver.ExitCodeAsync(Bound);
            Driver.AssertHeld(driver, scratch, exitCode);
            faults.AssertHit();
            held = true;
        }
        finally
        {
            Tell($"Faults of seed {seed}. {AgainWith(seed)}");
            Tell(faults.Table());
            if (!held) Tell(cluster.Said);
        }

        await AssertStopsAsync(cluster);
    }

    [Fact]
    public async Task Every_node_can_be_replaced_under_traffic_and_no_request_fails()
    {
        using var scratch = new Scratch();
        await using var cluster = await Cluster.StartAsync(scratch);
        await using var driver = Driver.Start(cluster, scratch, Driver.Participants);
        await Driver.UntilPhaseAsync(driver, 5, TimeSpan.Zero);

        var phases = Driver.PhasesOver(driver);
        string[] names = [.. Cluster.SiloNames, .. Cluster.ApiNames];
        foreach (var name in names)
        {
            var pid = cluster.PidOf(name);
            Assert.NotNull(pid);
            await RunningProgram.SignalAsync(pid.Value, "TERM");
            await cluster.UntilReplacedAsync(name, pid.Value);
        }

        phases = Driver.PhasesOver(driver) - phases;

        Assert.False(driver.HasExited, $"Over before every node was replaced: {driver.Said}");
        var exitCode = await driver.ExitCodeAsync(Bound);
        Driver.AssertHeld(driver, scratch, exitCode);
        // "Come again" is an answer; a connection that broke, or no answer at all, is a request that failed.
        var (answers, retries) = TrafficOf(scratch);
        Tell($"{phases} phases meanwhile, {answers} answers. Sent again: {string.Join(", ", retries)}");
        Assert.All(retries, retry => Assert.StartsWith("503 ", retry.Key, StringComparison.Ordinal));
        // But when all say "come again", or the year stands still, it is an outage.
        Assert.InRange(retries.Values.Sum(), 0, answers * RetriesPerHundredMax / 100);
        Assert.True(phases >= names.Length, $"{phases} phases while {names.Length} nodes were replaced.");
        await AssertStopsAsync(cluster);
    }

    private static async Task AssertStopsAsync(Cluster cluster)
    {
        var (exitCode, left) = await cluster.StopAsync();
        Assert.True(exitCode == 0, $"Exit code {exitCode}: {cluster.Said}");
        Assert.Equal("", left);
    }

    private static (long Answers, Dictionary<string, long> Retries) TrafficOf(Scratch scratch)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(scratch.Report));
        var answers = report.RootElement.GetProperty("operations").EnumerateObject()
            .Sum(operation => operation.Value.GetProperty("answered").GetInt64());
        var retries = report.RootElement.GetProperty("retries").EnumerateObject()
            .ToDictionary(retry => retry.Name, retry => retry.Value.GetInt64());
        return (answers, retries);
    }

    // The runner hides the output of a passed test, so the table goes to the console.
    private void Tell(string text)
    {
        output.WriteLine(text);
        Console.WriteLine(text);
    }
}

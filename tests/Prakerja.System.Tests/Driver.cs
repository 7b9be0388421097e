using System.Globalization;
using System.Text.Json;

namespace Prakerja.SystemTests;

/// <summary>The load driver as a process, and its report.</summary>
internal static class Driver
{
    /// <summary>How many people a test sends; the full size of the project's promise is 10,000.</summary>
    public static int Participants => Setting("PRAKERJA_SYSTEM_PARTICIPANTS", 300);

    /// <summary>How often the server is killed while they live through the year.</summary>
    public static int Kills => Setting("PRAKERJA_SYSTEM_KILLS", 10);

    /// <summary>What to type for the full size.</summary>
    public const string FullSize =
        "Full size: PRAKERJA_SYSTEM_PARTICIPANTS=10000 PRAKERJA_SYSTEM_KILLS=10 "
        + "dotnet run --project tests/Prakerja.System.Tests";

    /// <summary>Generous: the figures are elsewhere, here only the end counts.</summary>
    public static TimeSpan Bound => TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(200 * Participants);

    /// <summary>
    /// Phases of a year, each a line of the driver when it is over. A few more or fewer: one in which the
    /// draw left nobody has no line, and a video that was lost in a fault takes another round.
    /// </summary>
    public const int Phases = 88;

    public static int PhasesOver(RunningProgram driver) =>
        driver.Lines.Count(line => line.EndsWith(" s", StringComparison.Ordinal));

    /// <summary>
    /// Waits until so many phases are over, and then into the midst of the next: the year is disturbed in
    /// every part of it, however fast it passes here.
    /// </summary>
    public static Task UntilPhaseAsync(RunningProgram driver, int phases) =>
        UntilPhaseAsync(driver, phases, TimeSpan.FromMilliseconds(phases * 37 % 400));

    /// <summary>Waits until so many phases are over, and then so much longer.</summary>
    public static async Task UntilPhaseAsync(RunningProgram driver, int phases, TimeSpan intoTheNext) =>
        Assert.True(
            await ReachesPhaseAsync(driver, phases, intoTheNext),
            $"Over after {PhasesOver(driver)} phases, before the midst of phase {phases + 1}: {driver.Said}");

    /// <summary>The same, but a year that is over before that is no failure; it says false.</summary>
    public static async Task<bool> ReachesPhaseAsync(RunningProgram driver, int phases, TimeSpan intoTheNext)
    {
        while (!driver.HasExited && PhasesOver(driver) < phases)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        if (!driver.HasExited) await Task.Delay(intoTheNext, TestContext.Current.CancellationToken);
        return !driver.HasExited;
    }

    /// <summary>As <see cref="ReachesPhaseAsync"/>, for a phase by its name.</summary>
    public static async Task<bool> ReachesEndOfAsync(RunningProgram driver, string phase, TimeSpan intoTheNext)
    {
        bool IsOver() => driver.Lines.Any(line =>
            line.StartsWith(phase, StringComparison.Ordinal) && line.EndsWith(" s", StringComparison.Ordinal));
        while (!driver.HasExited && !IsOver())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        if (!driver.HasExited) await Task.Delay(intoTheNext, TestContext.Current.CancellationToken);
        return !driver.HasExited;
    }

    public static RunningProgram Start(
        Server server, Scratch scratch, int participants, bool resume = false) =>
        Start(server.Url, server.ManagementKeyFile, scratch, participants, resume ? ["--resume"] : []);

    /// <summary>
    /// Against a cluster, whose nodes follow the clock within a second, and which is away for longer.
    /// </summary>
    public static RunningProgram Start(Cluster cluster, Scratch scratch, int participants) => Start(
        cluster.Url,
        cluster.ManagementKeyFile,
        scratch,
        participants,
        ["--follow", "1200", "--patience", "300"]);

    private static RunningProgram Start(
        string url, string managementKeyFile, Scratch scratch, int participants, string[] more) => new(
        Programs.Driver,
        [
            "wave",
            "--participants", participants.ToString(CultureInfo.InvariantCulture),
            "--seed", "7",
            "--url", url,
            "--management-key-file", managementKeyFile,
            "--report", scratch.Report,
            .. more,
        ],
        scratch.Path);

    /// <summary>Everything ended well, and every invariant was really looked at and held.</summary>
    public static void AssertHeld(RunningProgram driver, Scratch scratch, int exitCode)
    {
        Assert.True(exitCode == 0, $"Exit code {exitCode}. {FullSize}{Environment.NewLine}{driver.Said}");
        using var report = JsonDocument.Parse(File.ReadAllBytes(scratch.Report));
        var invariants = report.RootElement.GetProperty("invariants").EnumerateObject().ToList();
        Assert.Equal(Invariants, invariants.Select(invariant => invariant.Name));
        Assert.All(invariants, invariant =>
        {
            Assert.True(invariant.Value.GetProperty("held").GetBoolean(), invariant.ToString());
            Assert.True(invariant.Value.GetProperty("checked").GetInt64() > 0, invariant.Name);
        });
    }

    private static readonly string[] Invariants =
    [
        "acknowledged_equals_roll",
        "winners_within_quota",
        "at_most_two_per_household",
        "nobody_twice",
        "balance_equals_grant_minus_purchases_plus_refunds_minus_returned",
        "ledger_sums_to_zero",
        "no_purchase_after_deadline",
        "lapsed_slots_free",
        "higher_tier_first",
        "excluded_never_selected",
        "draws_verified",
        "acknowledged_operations_done_once",
        "forbidden_was_refused",
    ];

    public static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : otherwise;
}

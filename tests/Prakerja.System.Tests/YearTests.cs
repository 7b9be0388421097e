namespace Prakerja.SystemTests;

/// <summary>
/// A whole year through the built programs, undisturbed and with everything killed that can be.
/// </summary>
public sealed class YearTests
{
    [Fact]
    public async Task A_year_passes_and_every_invariant_holds()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        await using var driver = Driver.Start(server, scratch, Driver.Participants);

        var exitCode = await driver.ExitCodeAsync(Driver.Bound);

        Driver.AssertHeld(driver, scratch, exitCode);
    }

    [Fact]
    public async Task A_server_killed_again_and_again_loses_and_doubles_nothing()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        await using var driver = Driver.Start(server, scratch, Driver.Participants);

        for (var kill = 1; kill <= Driver.Kills; kill++)
        {
            await Task.Delay(Chaos.Pause(kill), TestContext.Current.CancellationToken);
            Assert.False(driver.HasExited, $"Over before kill {kill}: {driver.Said}");
            await server.Program.KillAsync();
            await server.StartAsync();
        }

        var exitCode = await driver.ExitCodeAsync(Driver.Bound);
        Driver.AssertHeld(driver, scratch, exitCode);
    }

    [Fact]
    public async Task A_killed_driver_resumes_where_it_was()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        for (var kill = 1; kill <= 4; kill++)
        {
            await using var killed = Driver.Start(server, scratch, Driver.Participants, resume: kill > 1);
            await Task.Delay(Chaos.Pause(kill) * 2, TestContext.Current.CancellationToken);
            Assert.False(killed.HasExited, $"Over before kill {kill}: {killed.Said}");
            await killed.KillAsync();
        }

        await using var driver = Driver.Start(server, scratch, Driver.Participants, resume: true);
        var exitCode = await driver.ExitCodeAsync(Driver.Bound);
        Driver.AssertHeld(driver, scratch, exitCode);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_driver_with_a_report_of_what_there_was()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        await using var driver = Driver.Start(server, scratch, Driver.Participants);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        await driver.SignalAsync("INT");

        Assert.Equal(130, await driver.ExitCodeAsync(TimeSpan.FromSeconds(15)));
        Assert.Contains(
            "\"stopped\": \"interrupted\"", await ReadAsync(scratch.Report), StringComparison.Ordinal);
    }

    private static Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}

/// <summary>When to kill: spread over the year, and never twice at the same distance.</summary>
internal static class Chaos
{
    private const double SecondsPerThousand = 1.5;

    /// <summary>Grows with the number of people, as the year does.</summary>
    public static TimeSpan Pause(int kill)
    {
        var usual = 1 + (SecondsPerThousand * Driver.Participants / 1_000);
        return TimeSpan.FromSeconds(usual * (0.5 + (kill * 0.618 % 1)));
    }
}

namespace Prakerja.SystemTests;

/// <summary>
/// A whole year through the built programs, undisturbed and with everything killed that can be.
/// </summary>
public sealed class YearTests
{
    private const int DriverKills = 4;

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
    public async Task A_server_that_is_killed_repeatedly_loses_and_repeats_nothing()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        await using var driver = Driver.Start(server, scratch, Driver.Participants);

        for (var kill = 1; kill <= Driver.Kills; kill++)
        {
            await Driver.UntilPhaseAsync(driver, Driver.Phases * kill / (Driver.Kills + 1));
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
        for (var kill = 1; kill <= DriverKills; kill++)
        {
            await using var killed = Driver.Start(server, scratch, Driver.Participants, resume: kill > 1);
            await Driver.UntilPhaseAsync(killed, Driver.Phases / (DriverKills + 1));
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
        await Driver.UntilPhaseAsync(driver, 1);

        await driver.SignalAsync("INT");

        Assert.Equal(130, await driver.ExitCodeAsync(TimeSpan.FromSeconds(15)));
        Assert.Contains(
            "\"stopped\": \"interrupted\"", await ReadAsync(scratch.Report), StringComparison.Ordinal);
    }

    private static Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}

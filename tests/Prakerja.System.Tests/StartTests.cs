using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Prakerja.TestCommon;

namespace Prakerja.SystemTests;

/// <summary>
/// Starting and stopping the built server: what it prints, what it leaves, and what it refuses.
/// </summary>
public sealed class StartTests(ITestOutputHelper output)
{
    // Below the 30 s after which the host waits no longer: such a stop is none that ended by itself.
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan RefusalBound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_first_start_says_where_to_look_and_shows_the_management_key_once()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        var took = await server.StartAsync();
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Start to ready: {took.TotalSeconds:N2} s"));

        var stop = TestContext.Current.CancellationToken;
        var key = (await File.ReadAllTextAsync(server.ManagementKeyFile, stop)).Trim();
        Assert.NotEmpty(key);
        await server.UntilWelcomeAsync();
        Assert.Contains(key, server.Program.Said, StringComparison.Ordinal);
        Assert.Contains(server.Url, server.Program.Said, StringComparison.Ordinal);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.ManagementKeyFile));

        await server.Program.SignalAsync("TERM");
        await server.Program.ExitCodeAsync(StopBound);
        took = await server.StartAsync();
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Second start: {took.TotalSeconds:N2} s"));
        await server.UntilWelcomeAsync();
        Assert.DoesNotContain(key, server.Program.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGTERM_ends_the_server_cleanly()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        var startedAt = Stopwatch.GetTimestamp();

        await server.Program.SignalAsync("TERM");

        Assert.Equal(0, await server.Program.ExitCodeAsync(StopBound));
        output.WriteLine($"Stopped in {Stopwatch.GetElapsedTime(startedAt)}");
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        await using var other = scratch.Server();

        await AssertRefusedAsync(other, scratch.Data);

        Assert.True(await server.IsReadyAsync());
    }

    [Fact]
    public async Task A_truncated_database_is_refused()
    {
        using var scratch = await UsedAsync();
        await using var server = scratch.Server();
        using (var file = File.OpenWrite(scratch.Database)) file.SetLength(file.Length / 2);

        await AssertRefusedAsync(server, scratch.Database);
    }

    [Fact]
    public async Task A_missing_database_is_refused_when_the_directory_was_used()
    {
        using var scratch = await UsedAsync();
        await using var server = scratch.Server();
        File.Delete(scratch.Database);

        await AssertRefusedAsync(server, scratch.Database);

        Assert.False(File.Exists(scratch.Database), "A missing database was made anew.");
    }

    [Fact]
    public async Task A_missing_identity_key_is_refused_and_no_new_one_is_made()
    {
        using var scratch = await UsedAsync();
        await using var server = scratch.Server();
        var identityKey = Path.Combine(Path.GetDirectoryName(scratch.Database)!, "identity.key");
        File.Delete(identityKey);

        await AssertRefusedAsync(server, identityKey);

        Assert.False(File.Exists(identityKey), "A missing identity key was made anew.");
    }

    [Fact]
    public async Task A_read_only_database_is_refused()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.SkipUnless(NobodyUser.CanRead(Programs.Server), "The user nobody cannot read the program or .NET.");
        using var scratch = await UsedAsync();
        await using var server = scratch.Server();
        // Root may write whatever the mode says, so the server runs as somebody else here.
        var all = Directory.EnumerateFileSystemEntries(scratch.Path, "*", SearchOption.AllDirectories);
        foreach (var path in all)
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Everybody);
        File.SetUnixFileMode(scratch.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(scratch.Database, (UnixFileMode)0b100_100_100);

        await AssertRefusedAsync(server, scratch.Database, asNobody: true);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        using var scratch = await UsedAsync();
        await using var server = scratch.Server();
        await using (var connection = new SqliteConnection($"Data Source={scratch.Database};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText =
                "INSERT INTO schema_migration (number, name, applied_at) VALUES (9999, 'of_tomorrow', 0)";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await AssertRefusedAsync(server, scratch.Database);
    }

    [Fact]
    public async Task A_database_of_a_rehearsal_is_refused_where_time_stands_still()
    {
        using var scratch = await UsedAsync();
        await using var server = scratch.Server();

        await AssertRefusedAsync(
            server,
            "rehearsal",
            settings: ["--Prakerja:Clock:Adjustable=false", "--Prakerja:Demo:Enabled=false"]);
    }

    [Fact]
    public async Task An_address_that_somebody_else_listens_on_is_refused()
    {
        using var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        using var otherScratch = new Scratch();
        await using var other = otherScratch.Server();

        await AssertRefusedAsync(other, server.Url, settings: ["--urls", server.Url]);
    }

    private static UnixFileMode Everybody => (UnixFileMode)0b111_111_111;

    /// <summary>A directory in which a server has run and stopped.</summary>
    private static async Task<Scratch> UsedAsync()
    {
        var scratch = new Scratch();
        await using var server = scratch.Server();
        await server.StartAsync();
        await server.Program.SignalAsync("TERM");
        Assert.Equal(0, await server.Program.ExitCodeAsync(StopBound));
        return scratch;
    }

    /// <summary>
    /// One plain line that names the file, an exit code that is not 0, and nobody listening.
    /// </summary>
    private static async Task AssertRefusedAsync(
        Server server, string named, bool asNobody = false, params IEnumerable<string> settings)
    {
        await using var refused = server.Begin(asNobody, settings);
        Assert.NotEqual(0, await refused.ExitCodeAsync(RefusalBound));
        var line = Assert.Single(refused.Lines);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Said, StringComparison.Ordinal);
        Assert.False(await server.IsReadyAsync());
    }
}

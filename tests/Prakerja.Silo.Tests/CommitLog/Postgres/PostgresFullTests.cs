using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.Health;
using Prakerja.TestCommon;

namespace Prakerja.Silo.Tests.CommitLog;

public sealed class PostgresFullTests
{
    private const int AtOnce = 8;
    private const int MaxPeople = 4_000; // 160 MB, more than the disk holds

    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_answers_unavailable_keeps_what_was_acknowledged_and_goes_on_when_there_is_space()
    {
        await using var disk = await SmallDisk.MountAsync();
        // Its tables alone lie there: the write-ahead log would take the whole server down.
        await using var server = await PostgresServer.StartAsync();
        var options = PostgresOfTests.NewSchema();
        options.ConnectionString = await server.NewDatabaseAsync(disk.NewDirectory());
        await using var store = await PostgresTestStore.OpenAsync(options);
        var probe = new WriteProbe(store.Log, time);
        Assert.Null(await probe.GetFailureAsync(Cancelled));
        var acknowledged = new List<int>();
        var unavailable = new List<int>();

        for (var person = 0; unavailable.Count < 3 * AtOnce && person < MaxPeople; person += AtOnce)
            await CommitAsync(store, Enumerable.Range(person, AtOnce), acknowledged, unavailable);

        Assert.NotEmpty(acknowledged);
        Assert.NotEmpty(unavailable);
        AssertTellsWhy(store.Log.Fault);
        time.Advance(WriteProbe.Period);
        AssertTellsWhy(await probe.GetFailureAsync(Cancelled));
        await AssertHoldsAsync(store, acknowledged);

        disk.MakeSpace();

        var tried = unavailable.ToList();
        unavailable.Clear();
        await CommitAsync(store, tried, acknowledged, unavailable);
        Assert.Empty(unavailable);
        Assert.Null(store.Log.Fault);
        time.Advance(WriteProbe.Period);
        Assert.Null(await probe.GetFailureAsync(Cancelled));
        await AssertHoldsAsync(store, acknowledged);
    }

    private static async Task CommitAsync(
        PostgresTestStore store, IEnumerable<int> people, List<int> acknowledged, List<int> unavailable)
    {
        var outcomes = await Task.WhenAll(people.Select(async person => (
            person,
            (await store.Log.CommitAsync(Given.Commit(person) with
            {
                State = new byte[40_000],
                Claims = [Given.Email(person)],
            })).Status)));
        foreach (var (person, status) in outcomes)
        {
            if (status == CommitStatus.Committed) acknowledged.Add(person);
            else
            {
                Assert.Equal(CommitStatus.Unavailable, status);
                unavailable.Add(person);
            }
        }
    }

    private static void AssertTellsWhy(string? why)
    {
        Assert.NotNull(why);
        Assert.Contains("No space left on device", why, StringComparison.Ordinal);
        Assert.Contains("free some on its machine", why, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', why);
    }

    private static async Task AssertHoldsAsync(PostgresTestStore store, List<int> people)
    {
        var rows = await store.VersionsAsync("participant");
        Assert.Equal(people.Select(person => Given.Person(person).Key).Order(), rows.Keys.Order());
        Assert.All(rows.Values, row => Assert.Equal(1, row.Version));
        Assert.Equal(people.Count, await store.NumberAsync("SELECT count(*) FROM event_log"));
        Assert.Equal(people.Count, await store.NumberAsync("SELECT count(*) FROM claim"));
    }

    /// <summary>A file system of its own, in memory, that fills soon and harms nobody else.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private const int BallastBytes = 8 << 20;

        private readonly string mounted = Directory.CreateTempSubdirectory("prakerja-disk-").FullName;

        private string Ballast => Path.Combine(mounted, "ballast");

        public static async Task<SmallDisk> MountAsync()
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may mount a disk.");
            var disk = new SmallDisk();
            var refusal = await RunAsync(
                "mount", "-t", "tmpfs", "-o", "size=32m,mode=0755", "tmpfs", disk.mounted);
            if (refusal is not null)
            {
                Directory.Delete(disk.mounted);
                Assert.Skip($"Nothing can be mounted here: {refusal}");
            }

            await File.WriteAllBytesAsync(disk.Ballast, new byte[BallastBytes]);
            return disk;
        }

        public string NewDirectory() => Directory.CreateDirectory(Path.Combine(mounted, "tables")).FullName;

        public void MakeSpace() => File.Delete(Ballast);

        public async ValueTask DisposeAsync()
        {
            // Lazily: it goes away even when something still has a file of it open.
            if (await RunAsync("umount", "--lazy", mounted) is null) Directory.Delete(mounted);
        }

        /// <summary>Null when it went well, otherwise what it said.</summary>
        private static async Task<string?> RunAsync(string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : said.Trim();
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using Prakerja.Silo.CommitLog.Sqlite;

namespace Prakerja.Silo.Tests.CommitLog;

public sealed class CrashTests
{
    private const int Kills = 5;

    [Fact]
    public async Task After_a_kill_every_acknowledged_commit_is_stored_once_and_completely()
    {
        var directory = SqliteTestStore.NewDirectory();
        var acknowledged = new Dictionary<int, long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = acknowledged.Count;
            await WriteUntilKilledAsync(directory, TimeSpan.FromMilliseconds(100 + (kill * 170)), acknowledged);
            Assert.True(acknowledged.Count > before, "The writer was killed before it had done anything.");
            var store = SqliteTestStore.Reopen(new SqliteOptions { DataDirectory = directory });
            try
            {
                await CheckAsync(store, acknowledged);
            }
            finally
            {
                await store.CloseAsync(); // the next writer goes on with these files
            }
        }

        Directory.Delete(directory, recursive: true);
    }

    private static async Task CheckAsync(SqliteTestStore store, Dictionary<int, long> acknowledged)
    {
        Assert.Equal(
            1, await store.NumberAsync("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"));
        var rows = await store.VersionsAsync("participant");
        foreach (var (person, lastEvent) in acknowledged)
            Assert.Equal((1, lastEvent), rows[Given.Person(person).Key]);

        // Unacknowledged ones may be there too, but whole: each has its row, its events, its deadline, claim and entry.
        var people = await store.NumberAsync("SELECT count(*) FROM grain_state WHERE type = 'participant'");
        Assert.True(people >= acknowledged.Count);
        Assert.Equal(people * CrashWriter.EventsOfCommit, await store.NumberAsync("SELECT count(*) FROM event_log"));
        Assert.Equal(people * CrashWriter.EventsOfCommit, await store.NumberAsync("SELECT max(number) FROM event_log"));
        Assert.Equal(people, await store.NumberAsync("SELECT count(*) FROM roll_entry"));
        Assert.Equal(people, await store.NumberAsync("SELECT count(*) FROM claim"));
        Assert.Equal(people, await store.NumberAsync("SELECT count(*) FROM deadline"));
        Assert.Equal(people, await store.NumberAsync("""
            SELECT count(*) FROM grain_state
            JOIN event_log AS last ON last.number = grain_state.last_event AND last.grain_key = grain_state.key
            JOIN event_log AS first ON first.number = last.previous AND first.grain_key = grain_state.key
            WHERE first.previous = 0
            """));
    }

    private static async Task WriteUntilKilledAsync(
        string directory, TimeSpan life, Dictionary<int, long> acknowledged)
    {
        var command = OwnProgram.Command(CrashWriter.Argument, directory);
        using var writer = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        var reading = ReadAsync(writer.StandardOutput, acknowledged);
        await reading.FirstLine.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await Task.Delay(life, TestContext.Current.CancellationToken);
        writer.Kill(); // SIGKILL
        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        await reading.All;
    }

    private static (Task FirstLine, Task All) ReadAsync(StreamReader output, Dictionary<int, long> acknowledged)
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (first.Task, Task.Run(async () =>
        {
            var text = await ReadAllAsync();
            // A last line cut short by the kill was not read as an acknowledgement.
            var complete = text[..(text.LastIndexOf('\n') + 1)];
            foreach (var line in complete.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = line.Split(' ');
                acknowledged.Add(
                    int.Parse(parts[0], CultureInfo.InvariantCulture),
                    long.Parse(parts[1], CultureInfo.InvariantCulture));
            }
        }));

        async Task<string> ReadAllAsync()
        {
            var text = new System.Text.StringBuilder();
            var buffer = new char[4096];
            int read;
            while ((read = await output.ReadAsync(buffer)) > 0)
            {
                text.Append(buffer, 0, read);
                first.TrySetResult();
            }

            first.TrySetException(new InvalidOperationException("The writer ended without an acknowledgement."));
            return text.ToString();
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.CommitLog.Sqlite;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>
/// The victim of the crash test, run as a process of its own: writes commits from many callers until it is killed and
/// prints a line for each that was acknowledged.
/// </summary>
internal static class CrashWriter
{
    public const string Argument = "crash-writer";
    public const int EventsOfCommit = 2;

    public static async Task<int> RunAsync(string directory)
    {
        var options = new SqliteOptions { DataDirectory = directory, WriteAheadLogMiB = 1 };
        using var database = SqliteDatabase.Open(options, CommitStore.IdentityKey, false, TimeProvider.System);
        await using var engine = new SqliteCommitEngine(database);
        await using var log = CommitStore.LogOver(engine);
        await log.CommitAsync(Given.OpenWave(1));
        var acknowledgements = Console.OpenStandardOutput();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var person = RandomNumberGenerator.GetInt32(int.MaxValue);
                var hash = Given.Hash(person);
                var commit = Given.Commit(person, events: EventsOfCommit) with
                {
                    RollEntry = Given.Entry(1, person),
                    Claims = [Given.Email(person)],
                    Deadline = DeadlineChange.To(Given.Closes),
                };
                var outcome = await log.CommitAsync(commit);
                if (outcome.Status != CommitStatus.Committed) continue;
                var line = string.Create(CultureInfo.InvariantCulture, $"{person} {outcome.LastEvent}\n");
                lock (acknowledgements) acknowledgements.Write(System.Text.Encoding.ASCII.GetBytes(line));
            }
        })));
        return 0;
    }
}

using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Sqlite;
using Prakerja.Benchmarks.Stores;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Cluster.CommitLogs;

/// <summary>Compares the due table with one stock Orleans reminder for each card on PostgreSQL, as on SQLite.</summary>
internal static class RemindersOnPostgresBenchmark
{
    private const int DefaultCards = 20_000;

    public static async Task<string> MeasureAsync(PostgresServer postgres, ClusterArguments arguments)
    {
        var (section, complete) = await DeadlinesBenchmark.MeasureAsync(
            arguments.Cards ?? DefaultCards,
            async configure => await BenchmarkSilo.StartOnPostgresAsync(
                await postgres.NewDatabaseAsync(),
                (builder, database) =>
                {
                    builder.UseAdoNetReminderService(options =>
                    {
                        options.Invariant = "Npgsql";
                        options.ConnectionString = database.ConnectionString;
                    });
                    configure(builder);
                }));
        return complete
            ? section
            : throw new InvalidOperationException("Not every row of the due table was dealt with.");
    }
}

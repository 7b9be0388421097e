using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Benchmarks.Stores;
using Prakerja.Grains.Persistence;
using Prakerja.Peers.Akka;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.TestCommon;

namespace Prakerja.Benchmarks.Cluster.CommitLogs;

/// <summary>
/// One durable command of an actor in memory, answered when it is on the disk: a grain on the commit log, a grain on
/// the storage of Orleans, and a sharded persistent actor of Akka.NET.
/// </summary>
internal static class CommandBenchmark
{
    private const int Participants = 20_000;
    private const int WarmUpSeconds = 3;

    private static readonly int[] Callers = [256, 1_024];

    public static async Task<string> MeasureAsync(PostgresServer postgres, ClusterArguments arguments)
    {
        var eventBytes = RandomNumberGenerator.GetBytes(ParticipantBytes.Event);
        await using var actors = await AkkaParticipants.StartAsync(await postgres.NewDatabaseAsync());
        await using var silo = await BenchmarkSilo.StartOnPostgresAsync(
            await postgres.NewDatabaseAsync(),
            (builder, database) => builder.AddAdoNetGrainStorage(StockParticipantGrain.Storage, options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = StockStates.WithConnections(database.ConnectionString);
                options.GrainStorageSerializer = new PlainJsonStorageSerializer(JsonSerializerOptions.Web);
            }));
        var logged = new Commands(key => GrainOf(silo, LogParticipantGrain.TypeName, key).Join());
        var stocked = new Commands(key => GrainOf(silo, StockParticipantGrain.TypeName, key).Join());
        var acted = new Commands(key => actors.JoinAsync(key, eventBytes));
        (string Name, Commands Commands)[] all =
        [
            ("Orleans grain, commit log", logged),
            ("Orleans grain, stock storage", stocked),
            ("Akka.NET, persistent actor", acted),
        ];
        foreach (var (_, commands) in all) await commands.ActivateAsync();

        Contestant[] contestants =
        [
            .. Callers.SelectMany(callers => all.Select(one => new Contestant(
                $"{one.Name}, {callers:N0} callers", callers, one.Commands.NextAsync))),
        ];
        await Contestant.RunAsync(contestants, 1, TimeSpan.FromSeconds(WarmUpSeconds));
        foreach (var contestant in contestants) contestant.Rounds.Clear();
        var loads = await Contestant.RunAsync(
            contestants, arguments.Rounds, TimeSpan.FromSeconds(arguments.Seconds));

        Report.RequireEqual("Akka.NET", acted.Count, await actors.CountEventsAsync());
        var (inLog, inStock) = (
            await CountAsync(silo, LogParticipantGrain.TypeName),
            await CountAsync(silo, StockParticipantGrain.TypeName));
        Report.RequireEqual("commit log", logged.Count, inLog);
        Report.RequireEqual("stock storage", stocked.Count, inStock);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Report.Table(contestants.Select(c => (c.Name, c.Rounds)))}
            {Report.Machine()}; {Participants:N0} actors in memory, each contestant on a
            database of its own on one server; {arguments.Rounds} rounds of {arguments.Seconds} s in turns;
            every acknowledged command was counted in the database; load of the machine before each round
            {string.Join(" ", loads)}.
            """);
    }

    private static IBenchmarkParticipant GrainOf(BenchmarkSilo silo, string type, string key) =>
        silo.Grains.GetGrainById<IBenchmarkParticipant>(GrainId.Create(type, key));

    /// <summary>Each write increments the version of its row.</summary>
    private static async Task<long> CountAsync(BenchmarkSilo silo, string type)
    {
        var source = silo.Services.GetRequiredService<PostgresDatabase>().Source;
        await using var count = source.CreateCommand(
            "SELECT sum(version)::bigint FROM grain_state WHERE type = $1");
        count.Parameters.AddWithValue(type);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>Calls the participants in turn, so that two callers rarely use the same one.</summary>
    private sealed class Commands(Func<string, Task> call)
    {
        private const int ActivatingCallers = 256;

        private readonly string[] keys =
            [.. Enumerable.Range(0, Participants).Select(number => $"p-{number}")];
        private long next;
        private long count;

        public long Count => Interlocked.Read(ref count);

        public Task ActivateAsync() => Parallel.ForEachAsync(
            keys,
            new ParallelOptions { MaxDegreeOfParallelism = ActivatingCallers },
            async (_, _) => await NextAsync());

        public async ValueTask NextAsync()
        {
            await call(keys[(Interlocked.Increment(ref next) - 1) % Participants]);
            Interlocked.Increment(ref count);
        }
    }
}

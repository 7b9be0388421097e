using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Benchmarks.Stores;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.Streams;

namespace Prakerja.Benchmarks.Sqlite;

/// <summary>Measures how fast events get from the log to a counting subscriber: in bulk, and one by one.</summary>
internal static class EventStreamBenchmark
{
    private const int SingleEvents = 200;
    private const int IdleSeconds = 15;

    public static async Task<int> RunAsync(SqliteBenchmarkArguments arguments)
    {
        Report.RequireSection(arguments.Write, "event-streams");
        string? directory;
        double bare;
        await using (var writing = await BenchmarkSilo.StartAsync(arguments.Directory, (_, _) => { }, keep: true))
        {
            var callers = new ParallelOptions { MaxDegreeOfParallelism = 2_048 };
            await Parallel.ForEachAsync(Enumerable.Range(0, arguments.Events), callers, async (i, _) =>
                await Append(writing, $"p-{i}"));
            directory = writing.Directory;
            bare = await BenchmarkSilo.IdleProcessorPercentAsync(IdleSeconds);
        }

        var arrivals = new Arrivals();
        var begun = Stopwatch.GetTimestamp();
        await using var silo = await BenchmarkSilo.StartAsync(
            arguments.Directory,
            (builder, _) =>
            {
                builder.Services.AddSingleton(arrivals);
                builder.AddEventStreams();
            },
            existing: directory);
        while (arrivals.Count < arguments.Events) await Task.Delay(1);
        var bulk = arguments.Events / (arrivals.LastAt - arrivals.FirstAt).TotalSeconds;
        var waits = await OneByOne(silo, arrivals);
        var idle = await BenchmarkSilo.IdleProcessorPercentAsync(IdleSeconds);

        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"{arguments.Events:#,0} events in the log, one subscriber that counts and commits;");
        Line($"then {SingleEvents} events, one by one.");
        Line($"{Report.Machine()}; load {Report.Load()}.");
        Line($"");
        Line($"| | |");
        Line($"|---|--:|");
        Line($"| from the log to the subscriber, events/s | {bulk:#,0} |");
        var (median, p99) = (waits[waits.Count / 2], waits[waits.Count * 99 / 100]);
        Line($"| commit to handled when idle, ms: median, 99 % | {median:0}, {p99:0} |");
        Line($"| idle, % of one processor (a silo without streams) | {idle:0.0} ({bare:0.0}) |");
        Console.WriteLine(text);
        if (arguments.Write is { } file) await Report.WriteAsync(file, "event-streams", text.ToString());
        return 0;
    }

    private static async Task<List<double>> OneByOne(BenchmarkSilo silo, Arrivals arrivals)
    {
        var waits = new List<double>();
        for (var i = 0; i < SingleEvents; i++)
        {
            var expected = arrivals.Count + 1;
            await Append(silo, $"q-{i}");
            var begun = Stopwatch.GetTimestamp();
            while (arrivals.Count < expected) await Task.Delay(1);
            waits.Add((arrivals.LastAt - Stopwatch.GetElapsedTime(0, begun)).TotalMilliseconds);
            // Avoids the same phase as the period of the stream.
            await Task.Delay(37 + (i % 53));
        }

        return [.. waits.Order()];
    }

    private static async ValueTask Append(BenchmarkSilo silo, string key)
    {
        var outcome = await silo.Commits.CommitAsync(new Commit
        {
            Grain = new GrainKey("thing", key),
            ExpectedVersion = null,
            State = "{}"u8.ToArray(),
            Events = [new NewEvent("thing.happened", silo.Clock.GetUtcNow(), new byte[120])],
        });
        if (outcome.Status != CommitStatus.Committed) throw new InvalidOperationException(outcome.ToString());
    }
}

/// <summary>The events received by the counting subscribers of all partitions.</summary>
public sealed class Arrivals
{
    private readonly Lock gate = new();

    public int Count { get; private set; }

    public TimeSpan FirstAt { get; private set; }

    public TimeSpan LastAt { get; private set; }

    public void Add(int events)
    {
        var now = Stopwatch.GetElapsedTime(0);
        lock (gate)
        {
            if (Count == 0) FirstAt = now;
            (Count, LastAt) = (Count + events, now);
        }
    }
}

public sealed record Counted(long Events)
{
    public Counted() : this(0)
    {
    }
}

[JsonSerializable(typeof(SubscriberRow<Counted>))]
internal sealed partial class CountedJson : JsonSerializerContext;

[GrainType("benchmark-counter")]
public sealed class CounterGrain(ICommitLog commits, IEventLogReader log, Arrivals arrivals)
    : EventSubscriberGrain<Counted>(commits, log, CountedJson.Default.SubscriberRowCounted)
{
    protected override ValueTask<Counted> Handle(Counted state, IReadOnlyList<LoggedEvent> events)
    {
        arrivals.Add(events.Count);
        return ValueTask.FromResult(new Counted(state.Events + events.Count));
    }
}

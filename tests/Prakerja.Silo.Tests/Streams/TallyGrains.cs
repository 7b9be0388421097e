using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Tests.Streams;

/// <summary>What a tally has counted: each event once, in the order of their numbers.</summary>
public sealed record Tally
{
    public int Count { get; init; }

    public long SumOfNumbers { get; init; }
}

[JsonSerializable(typeof(SubscriberRow<Tally>))]
internal sealed partial class TallyJson : JsonSerializerContext;

/// <summary>What the tests make of the subscribers, and see of them. Outlives a silo.</summary>
public sealed class TallyScript
{
    /// <summary>Called before a subscriber handles events; throws to make it fail.</summary>
    public Action<string, IReadOnlyList<LoggedEvent>> Before { get; set; } = (_, _) => { };

    /// <summary>Numbers as they were handled, each time, by "subscriber/partition".</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<long>> Handled { get; } = new();
}

public abstract class TallyGrain(ICommitLog commits, IEventLogReader log, TallyScript script)
    : EventSubscriberGrain<Tally>(commits, log, TallyJson.Default.SubscriberRowTally)
{
    protected override ValueTask<Tally> Handle(Tally state, IReadOnlyList<LoggedEvent> events)
    {
        var self = $"{this.GetGrainId().Type}/{this.GetPrimaryKeyString()}";
        script.Before(self, events);
        foreach (var logged in events) script.Handled.GetOrAdd(self, _ => new()).Enqueue(logged.Number);
        return ValueTask.FromResult(new Tally
        {
            Count = state.Count + events.Count,
            SumOfNumbers = state.SumOfNumbers + events.Sum(logged => logged.Number),
        });
    }
}

[GrainType("tally-one")]
public sealed class TallyOneGrain(ICommitLog commits, IEventLogReader log, TallyScript script)
    : TallyGrain(commits, log, script);

[GrainType("tally-two")]
public sealed class TallyTwoGrain(ICommitLog commits, IEventLogReader log, TallyScript script)
    : TallyGrain(commits, log, script);

using System.Collections.Concurrent;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Tests.Deadlines;

/// <summary>What the tests make of the cards, and see of them. Outlives a silo.</summary>
public sealed class CardScript
{
    private int underWay;
    private int mostAtOnce;

    /// <summary>Runs within each call, before the card commits; throws to make it fail.</summary>
    public Func<string, Task> Within { get; set; } = _ => Task.CompletedTask;

    /// <summary>The deadline a card sets when it is called; null, the usual, means none.</summary>
    public Func<string, DateTimeOffset?> Next { get; set; } = _ => null;

    /// <summary>Calls by key, those that failed too.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new();

    /// <summary>When each of the calls was made, by the programme's clock.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<DateTimeOffset>> Times { get; } = new();

    public int MostAtOnce => mostAtOnce;

    public async Task Called(string key, DateTimeOffset at)
    {
        Times.GetOrAdd(key, _ => new()).Enqueue(at);
        Calls.AddOrUpdate(key, 1, (_, times) => times + 1);
        var now = Interlocked.Increment(ref underWay);
        int most;
        while ((most = mostAtOnce) < now) Interlocked.CompareExchange(ref mostAtOnce, now, most);
        try
        {
            await Within(key);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }
}

[GrainType("card")]
public sealed class CardGrain(ICommitLog commits, ProgrammeClock clock, CardScript script)
    : Grain, IDeadlineTarget
{
    public async Task OnDeadline()
    {
        var key = new GrainKey("card", this.GetPrimaryKeyString());
        await script.Called(key.Key, clock.GetUtcNow());
        var row = await commits.ReadAsync(key);
        var outcome = await commits.CommitAsync(new Commit
        {
            Grain = key,
            ExpectedVersion = row?.Version,
            State = "{}"u8.ToArray(),
            Deadline = DeadlineChange.To(script.Next(key.Key)),
        });
        if (outcome.Status != CommitStatus.Committed) throw new StoreUnavailableException(outcome.Status.ToString());
    }
}

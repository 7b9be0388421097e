using System.Diagnostics;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;

namespace Prakerja.Benchmarks.Sqlite;

/// <summary>A card of the benchmark: armed once and completed once at its deadline.</summary>
[Alias("IBenchmarkCard"), GrainInterfaceType("IBenchmarkCard")]
public interface IBenchmarkCard : IGrainWithStringKey
{
    [Alias("Arm")]
    Task Arm(DateTimeOffset at);
}

/// <summary>Counts the completed cards.</summary>
public sealed class Completions
{
    private int count;

    public int Count => Volatile.Read(ref count);

    /// <summary>Time of the last completion; a timestamp of <see cref="Stopwatch"/>.</summary>
    public long LastAt { get; private set; }

    public void Add()
    {
        Interlocked.Increment(ref count);
        LastAt = Stopwatch.GetTimestamp();
    }
}

/// <summary>The shared part of both kinds of card: each step is one durable write of a state of usual size.</summary>
public abstract class BenchmarkCardGrain(string type, ICommitLog commits) : Grain
{
    private static readonly byte[] Payload = [.. "{\"card\":\""u8, .. Enumerable.Repeat((byte)'x', 540), .. "\"}"u8];

    private long? version;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        version = (await commits.ReadAsync(Key))?.Version;

    protected GrainKey Key => new(type, this.GetPrimaryKeyString());

    protected async Task Commit(DeadlineChange deadline)
    {
        var commit = new Commit { Grain = Key, ExpectedVersion = version, State = Payload, Deadline = deadline };
        var outcome = await commits.CommitAsync(commit);
        if (outcome.Status != CommitStatus.Committed) throw new StoreUnavailableException(outcome.Status.ToString());
        version = outcome.Version;
    }
}

/// <summary>A card whose deadline is a row, written with the state.</summary>
[GrainType("row-card")]
public sealed class RowCardGrain(ICommitLog commits, Completions completions)
    : BenchmarkCardGrain("row-card", commits), IBenchmarkCard, IDeadlineTarget
{
    public Task Arm(DateTimeOffset at) => Commit(DeadlineChange.To(at));

    public async Task OnDeadline()
    {
        await Commit(DeadlineChange.To(null));
        completions.Add();
    }
}

/// <summary>A card whose deadline is a reminder, registered after the state is written.</summary>
[GrainType("reminder-card")]
public sealed class ReminderCardGrain(ICommitLog commits, Completions completions)
    : BenchmarkCardGrain("reminder-card", commits), IBenchmarkCard, IRemindable
{
    private const string Name = "deadline";

    public async Task Arm(DateTimeOffset at)
    {
        await Commit(DeadlineChange.Keep);
        await this.RegisterOrUpdateReminder(Name, at - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Commit(DeadlineChange.Keep);
        if (await this.GetReminder(Name) is { } reminder) await this.UnregisterReminder(reminder);
        completions.Add();
    }
}

using Prakerja.Grains.Commits;

namespace Prakerja.Silo.Tests.Cluster;

/// <summary>The contract of the commit log, in memory: what a test can do without a file.</summary>
internal sealed class MemoryStore : ICommitLog, IEventLogReader, IDeadlineReader
{
    private readonly Lock gate = new();
    private readonly Dictionary<GrainKey, StoredState> rows = [];
    private readonly SortedDictionary<(DateTimeOffset, string, string), DueDeadline>[] due =
        [.. Enumerable.Range(0, Partitions.Deadlines).Select(_ => new SortedDictionary<(DateTimeOffset, string, string), DueDeadline>())];
    private readonly Dictionary<GrainKey, DateTimeOffset> deadlines = [];
    private readonly List<LoggedEvent>[] events = [.. Enumerable.Range(0, Partitions.Events).Select(_ => new List<LoggedEvent>())];
    private Func<GrainKey, bool> fails = _ => false;
    private int failuresLeft;
    private long last;

    /// <summary>The next commits of some grains come to nothing.</summary>
    public void FailCommits(Func<GrainKey, bool> of, int times)
    {
        lock (gate) (fails, failuresLeft) = (of, times);
    }

    public ValueTask<CommitOutcome> CommitAsync(Commit commit)
    {
        lock (gate)
        {
            if (failuresLeft > 0 && fails(commit.Grain))
            {
                failuresLeft--;
                return ValueTask.FromResult(CommitOutcome.Refused(CommitStatus.Unavailable));
            }

            var version = rows.GetValueOrDefault(commit.Grain)?.Version;
            if (version != commit.ExpectedVersion)
                return ValueTask.FromResult(CommitOutcome.Refused(CommitStatus.VersionConflict));
            rows[commit.Grain] = new StoredState((version ?? 0) + 1, commit.State);
            foreach (var e in commit.Events)
            {
                var partition = Partitions.Of(commit.Grain.Key, Partitions.Events);
                events[partition].Add(new LoggedEvent(++last, partition, commit.Grain, e.Type, e.At, e.Payload.ToArray()));
            }

            if (commit.Deadline.Changes) Arm(commit.Grain, commit.Deadline.At);
            return ValueTask.FromResult(CommitOutcome.Committed((version ?? 0) + 1, commit.Events.IsEmpty ? 0 : last));
        }
    }

    public ValueTask<StoredState?> ReadAsync(GrainKey grain)
    {
        lock (gate) return ValueTask.FromResult(rows.GetValueOrDefault(grain));
    }

    public ValueTask<IReadOnlyList<LoggedEvent>> ReadAsync(int partition, long after, int limit)
    {
        lock (gate)
        {
            var list = events[partition];
            var (low, high) = (0, list.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (list[middle].Number <= after) low = middle + 1;
                else high = middle;
            }

            return ValueTask.FromResult<IReadOnlyList<LoggedEvent>>(list.GetRange(low, Math.Min(limit, list.Count - low)));
        }
    }

    public ValueTask<long> LastAsync(int partition)
    {
        lock (gate) return ValueTask.FromResult(events[partition] is [.., var newest] ? newest.Number : 0);
    }

    public ValueTask<IReadOnlyList<LoggedEvent>> ReadOfGrainAsync(GrainKey grain, long after, int limit) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DueDeadline>> DueAsync(int partition, DateTimeOffset now, int limit)
    {
        lock (gate)
            return ValueTask.FromResult<IReadOnlyList<DueDeadline>>(
                [.. due[partition].Values.TakeWhile(row => row.At <= now).Take(limit)]);
    }

    public ValueTask<DeadlineFigures> FiguresAsync(DateTimeOffset now)
    {
        lock (gate)
            return ValueTask.FromResult(new DeadlineFigures(
                deadlines.Count,
                deadlines.Values.Count(at => at <= now),
                deadlines.Count == 0 ? null : deadlines.Values.Min()));
    }

    private void Arm(GrainKey grain, DateTimeOffset? at)
    {
        var partition = due[Partitions.Of(grain.Key, Partitions.Deadlines)];
        if (deadlines.Remove(grain, out var old)) partition.Remove((old, grain.Type, grain.Key));
        if (at is not { } instant) return;
        deadlines[grain] = instant;
        partition[(instant, grain.Type, grain.Key)] = new DueDeadline(grain, instant);
    }
}

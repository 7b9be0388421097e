using System.Diagnostics.Metrics;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>Metrics of the commit log: counts and times only, no personal data.</summary>
public sealed class CommitLogMetrics
{
    public const string MeterName = "Prakerja.CommitLog";

    private static readonly CommitStatus[] Statuses = Enum.GetValues<CommitStatus>();

    private readonly Meter meter;
    private readonly Counter<long> commits;
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> latency;
    private readonly Histogram<int> readBatchSize;
    private readonly Histogram<double> readLatency;

    public CommitLogMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        commits = meter.CreateCounter<long>("prakerja.commits", "{commit}", "Commits, by their outcome.");
        batchSize = meter.CreateHistogram<int>(
            "prakerja.commit.batch_size", "{commit}", "Commits written in one transaction.");
        latency = meter.CreateHistogram<double>(
            "prakerja.commit.latency",
            "ms",
            "Time from the request to the durable write, of the oldest commit of each transaction.");
        readBatchSize = meter.CreateHistogram<int>(
            "prakerja.state_read.batch_size", "{read}", "States read together.");
        readLatency = meter.CreateHistogram<double>(
            "prakerja.state_read.latency",
            "ms",
            "Time from the request to the result, of the oldest read of each batch.");
    }

    internal void ObserveQueues(Func<int> waitingCommits, Func<int> waitingReads)
    {
        meter.CreateObservableGauge(
            "prakerja.commit.queue", waitingCommits, "{commit}", "Commits that wait to be written.");
        meter.CreateObservableGauge(
            "prakerja.state_read.queue", waitingReads, "{read}", "State reads that wait.");
    }

    internal void Written(ReadOnlySpan<CommitOutcome> outcomes, TimeSpan longest)
    {
        batchSize.Record(outcomes.Length);
        latency.Record(longest.TotalMilliseconds);
        if (!commits.Enabled) return;
        Span<int> counts = stackalloc int[Statuses.Length];
        foreach (var outcome in outcomes)
            counts[(int)outcome.Status]++;
        foreach (var status in Statuses)
        {
            if (counts[(int)status] > 0) Count(status, counts[(int)status]);
        }
    }

    internal void Failed(int count) => Count(CommitStatus.Unavailable, count);

    internal void Busy() => Count(CommitStatus.Busy, 1);

    internal void Read(int count, TimeSpan longest)
    {
        readBatchSize.Record(count);
        readLatency.Record(longest.TotalMilliseconds);
    }

    private void Count(CommitStatus status, int count) =>
        commits.Add(count, new KeyValuePair<string, object?>("status", status.ToString()));
}

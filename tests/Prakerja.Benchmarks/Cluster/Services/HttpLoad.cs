using System.Diagnostics;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Load.Http;
using Prakerja.Load.Measuring;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>What a load over HTTP gave.</summary>
/// <param name="Accepted">Answers as they were asked for.</param>
/// <param name="Others">Answers with another status, by status.</param>
/// <param name="RefusalP99Milliseconds">Of the answers with another status.</param>
/// <param name="GeneratorPercent">The load generator's share of all processors.</param>
internal sealed record LoadResult(
    Measurement Measured,
    long Accepted,
    IReadOnlyDictionary<int, long> Others,
    double RefusalP99Milliseconds,
    double GeneratorPercent)
{
    public long Refused => Others.Values.Sum();

    public LoadResult Required(string what) => Refused == 0
        ? this
        : throw new InvalidOperationException(
            $"{what}: {Refused} answers were not the ones asked for: {string.Join(", ", Others)}.");
}

/// <summary>
/// Sends requests from one thread of this process, the same way to every contestant, until they are used up.
/// </summary>
internal sealed class HttpLoad(Uri url, int connections)
{
    public RawPump.AnswerReader? OnAnswer { get; init; }

    /// <summary>Begins again with the first request when the last one was sent.</summary>
    public bool Repeat { get; init; }

    /// <summary>
    /// Sends a request again that was refused, after those that wait already, as people do.
    /// </summary>
    public bool RetryRefused { get; init; }

    /// <summary>Ends it before the requests are used up.</summary>
    public CancellationToken Until { get; init; }

    /// <summary>As fast as the connections allow.</summary>
    public Task<LoadResult> PeakAsync(IReadOnlyList<byte[]> requests, TimeSpan? length, int expected) =>
        RunAsync(requests, length, expected, (pump, next) => pump.Run(next, CancellationToken.None));

    /// <summary>At a given rate, whatever the server does.</summary>
    public Task<LoadResult> AtRateAsync(
        IReadOnlyList<byte[]> requests, TimeSpan? length, int expected, double perSecond) =>
        RunAsync(
            requests, length, expected, (pump, next) => pump.RunAt(perSecond, next, CancellationToken.None));

    private Task<LoadResult> RunAsync(
        IReadOnlyList<byte[]> requests, TimeSpan? length, int expected, Action<RawPump, Func<byte[]?>> run) =>
        Task.Factory.StartNew(
            () =>
            {
                var (accepted, refused) = (new Operation("accepted"), new Operation("refused"));
                var (waiting, order) = (new Queue<int>(Enumerable.Range(0, requests.Count)), new List<int>());
                using var pump = new RawPump(url, connections, accepted, expected)
                {
                    Refused = refused,
                    OnAnswer = OnAnswer,
                    OnOther = sent => { if (RetryRefused) waiting.Enqueue(order[sent]); },
                };
                using var self = Process.GetCurrentProcess();
                var (begun, used) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
                run(pump, () =>
                {
                    if (Until.IsCancellationRequested) return null;
                    if (length is { } end && Stopwatch.GetElapsedTime(begun) >= end) return null;
                    if (!waiting.TryDequeue(out var request)) return null;
                    if (Repeat) waiting.Enqueue(request);
                    if (RetryRefused) order.Add(request);
                    return requests[request];
                });
                self.Refresh();
                var share = ProcessorUsage.Percent(self.TotalProcessorTime - used, begun)
                    / Environment.ProcessorCount;
                var measured = new Measurement(
                    accepted.Answered / pump.Took.TotalSeconds,
                    accepted.Milliseconds(0.5),
                    accepted.Milliseconds(0.99),
                    accepted.Milliseconds(1));
                return new LoadResult(
                    measured, accepted.Answered, pump.Others, refused.Milliseconds(0.99), share);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}

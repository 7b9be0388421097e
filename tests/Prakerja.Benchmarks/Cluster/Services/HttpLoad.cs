using System.Diagnostics;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Load.Http;
using Prakerja.Load.Measuring;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>The result of a load over HTTP.</summary>
/// <param name="Accepted">Answers with the expected status.</param>
/// <param name="Others">Answers with another status, by status.</param>
/// <param name="RefusalP99Milliseconds">p99 of the answers with another status.</param>
/// <param name="GeneratorPercent">Share of all processors that the load generator used. Percent.</param>
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
/// Sends requests from one thread of this process until they are used up, in the same way to every service.
/// </summary>
internal sealed class HttpLoad(Uri url, int connections)
{
    public RawPump.AnswerReader? OnAnswer { get; init; }

    /// <summary>Starts again with the first request after the last one.</summary>
    public bool Repeat { get; init; }

    /// <summary>Sends a refused request again, after those that already wait.</summary>
    public bool RetryRefused { get; init; }

    /// <summary>Ends the load before the requests are used up.</summary>
    public CancellationToken Until { get; init; }

    /// <summary>As fast as the connections allow.</summary>
    public Task<LoadResult> PeakAsync(IReadOnlyList<byte[]> requests, TimeSpan? length, int expected) =>
        RunAsync(requests, length, expected, (pump, next) => pump.Run(next, CancellationToken.None));

    /// <summary>At a constant rate, independent of the server.</summary>
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

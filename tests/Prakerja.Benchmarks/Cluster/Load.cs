using System.Diagnostics;
using Prakerja.Load.Http;
using Prakerja.Load.Measuring;

namespace Prakerja.Benchmarks.Cluster;

/// <summary>What a load over HTTP gave.</summary>
/// <param name="Accepted">Answers as they were asked for.</param>
/// <param name="Others">Answers with another status, by status.</param>
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

/// <summary>Sends requests from one thread of this process; the same for every contestant.</summary>
internal sealed class Load(Uri url, int connections)
{
    public RawPump.AnswerReader? OnAnswer { get; init; }

    /// <summary>As fast as the connections allow, for a time or until the requests are used up.</summary>
    public Task<LoadResult> PeakAsync(IReadOnlyList<byte[]> requests, TimeSpan? length, int expected, bool again = false) =>
        RunAsync(requests, length, expected, again, (pump, next) => pump.Run(next, CancellationToken.None));

    /// <summary>At a given rate, whatever the server does.</summary>
    public Task<LoadResult> PacedAsync(
        IReadOnlyList<byte[]> requests, TimeSpan length, int expected, double perSecond, bool again = false) =>
        RunAsync(
            requests, length, expected, again, (pump, next) => pump.RunAt(perSecond, next, CancellationToken.None));

    private Task<LoadResult> RunAsync(
        IReadOnlyList<byte[]> requests,
        TimeSpan? length,
        int expected,
        bool again,
        Action<RawPump, Func<byte[]?>> run) => Task.Factory.StartNew(
            () =>
            {
                var (accepted, refused) = (new Operation("accepted"), new Operation("refused"));
                using var pump = new RawPump(url, connections, accepted, expected)
                {
                    Refused = refused,
                    OnAnswer = OnAnswer,
                };
                using var self = Process.GetCurrentProcess();
                var (begun, used, at) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime, 0);
                run(pump, () =>
                {
                    if (length is { } end && Stopwatch.GetElapsedTime(begun) >= end) return null;
                    if (at >= requests.Count && !again) return null;
                    return requests[at++ % requests.Count];
                });
                self.Refresh();
                var share = Processors.Percent(self.TotalProcessorTime - used, begun) / Environment.ProcessorCount;
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

using System.Diagnostics;

namespace Prakerja.Benchmarks.Measuring;

/// <summary>The result of one round of one contestant.</summary>
internal sealed record Measurement(
    double PerSecond, double P50Milliseconds, double P99Milliseconds, double MaxMilliseconds)
{
    /// <summary>Runs a number of callers for a time; each calls again as soon as it has an answer.</summary>
    public static async Task<Measurement> RunAsync(int callers, TimeSpan length, Func<ValueTask> call)
    {
        var begin = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var mine = new List<double>(4096);
            while (Stopwatch.GetElapsedTime(begin) < length)
            {
                var asked = Stopwatch.GetTimestamp();
                await call();
                mine.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            return mine;
        })));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var all = latencies.SelectMany(l => l).ToArray();
        Array.Sort(all);
        return new Measurement(all.Length / seconds, all[all.Length / 2], all[(int)(all.Length * 0.99)], all[^1]);
    }
}

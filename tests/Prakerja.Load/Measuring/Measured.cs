using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Invariants;
using Prakerja.Load.Progress;

namespace Prakerja.Load.Measuring;

/// <summary>The result of a measurement.</summary>
internal static class Measured
{
    /// <summary>A rate is valid only when every answer had the expected status.</summary>
    public static Invariant AllAsExpected(string name, RawPump pump)
    {
        var invariant = new Invariant(name);
        for (var answer = 0L; answer < pump.Answered; answer++) invariant.Check(isSo: true, () => "");
        foreach (var (status, count) in pump.Others)
        {
            for (var answer = 0L; answer < count; answer++) invariant.Breach($"status {status}");
        }

        return invariant;
    }

    public static void Print(PhaseProgress progress, string what, RawPump pump, Operation operation)
    {
        var (seconds, rate) = (pump.Took.TotalSeconds, pump.Answered / pump.Took.TotalSeconds);
        var (p50, p99) = (operation.Milliseconds(0.5), operation.Milliseconds(0.99));
        progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pump.Answered:N0} {what} in {seconds:N2} s: {rate:N0}/s, p50 {p50:N2} ms, p99 {p99:N2} ms"));
    }
}

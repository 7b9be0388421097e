using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Invariants;
using Prakerja.Load.Reports;

namespace Prakerja.Load.Measuring;

/// <summary>What a measurement says in the end.</summary>
internal static class Measured
{
    /// <summary>A rate counts only when every answer was the one that was asked for.</summary>
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

    public static void Say(Board board, string what, RawPump pump, Operation operation)
    {
        var (seconds, rate) = (pump.Took.TotalSeconds, pump.Answered / pump.Took.TotalSeconds);
        var (p50, p99) = (operation.Milliseconds(0.5), operation.Milliseconds(0.99));
        board.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{pump.Answered:N0} {what} in {seconds:N2} s: {rate:N0}/s, p50 {p50:N2} ms, p99 {p99:N2} ms"));
    }
}

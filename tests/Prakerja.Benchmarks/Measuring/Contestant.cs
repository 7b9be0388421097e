namespace Prakerja.Benchmarks.Measuring;

/// <summary>One contestant of a benchmark, with the results of its rounds.</summary>
/// <param name="Callers">Concurrent callers; each calls again as soon as it has an answer.</param>
/// <param name="Call">One call; it throws when the answer is not the expected one.</param>
/// <param name="PerCall">Number of operations in one call.</param>
internal sealed record Contestant(string Name, int Callers, Func<ValueTask> Call, int PerCall = 1)
{
    public List<Measurement> Rounds { get; } = [];

    /// <summary>
    /// Runs all contestants in turns, round after round, so that quiet minutes of the machine are shared. Returns the
    /// load of the machine before each measurement.
    /// </summary>
    public static async Task<IReadOnlyList<string>> RunAsync(
        IReadOnlyList<Contestant> contestants, int rounds, TimeSpan length)
    {
        var loads = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contestant in contestants)
            {
                loads.Add(Report.Load());
                var measured = await Measurement.RunAsync(contestant.Callers, length, contestant.Call);
                measured = measured with { PerSecond = measured.PerSecond * contestant.PerCall };
                contestant.Rounds.Add(measured);
                Console.Error.WriteLine(
                    $"{round + 1}: {contestant.Name} {measured.PerSecond:N0}/s, "
                    + $"p99 {measured.P99Milliseconds:0.0} ms");
            }
        }

        return loads;
    }
}

namespace Prakerja.Benchmarks.Measuring;

/// <summary>One that takes part, with what each of its rounds gave.</summary>
/// <param name="Callers">Concurrent callers, each asking again as soon as it is answered.</param>
/// <param name="Call">One call; it throws when the answer is not the one asked for.</param>
/// <param name="PerCall">How much one call does, where it does more than one.</param>
internal sealed record Contestant(string Name, int Callers, Func<ValueTask> Call, int PerCall = 1)
{
    public List<Measurement> Rounds { get; } = [];

    /// <summary>
    /// All contestants in turns, round after round, so that none has the quiet minute for itself. Returns the
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

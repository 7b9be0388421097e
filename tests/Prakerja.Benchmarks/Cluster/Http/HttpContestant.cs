using Prakerja.Benchmarks.Cluster.Services;
using Prakerja.Benchmarks.Measuring;

namespace Prakerja.Benchmarks.Cluster.Http;

/// <summary>The measurements of one service over HTTP.</summary>
internal sealed class HttpContestant(IJoinService service, int connections)
{
    private const int Joined = 202;
    private const int Shown = 200;
    private const int WarmUpPeople = 60_000;
    private const double Spare = 1.5; // a round may be faster than the one before

    private readonly List<byte[]> dashboards = [];
    private double fastest;
    private long accepted;

    public IJoinService Service => service;

    public List<Measurement> Joins { get; } = [];

    public List<Measurement> Dashboards { get; } = [];

    /// <summary>Joins at the same rate for all.</summary>
    public List<Measurement> JoinsAtRate { get; } = [];

    /// <summary>Joins of people who are not in memory and whose tokens are not cached.</summary>
    public List<Measurement> JoinsFromStore { get; } = [];

    public List<double> GeneratorPercents { get; } = [];

    private HttpLoad Once => new(service.Program.Url, connections);

    private HttpLoad Repeating => new(service.Program.Url, connections) { Repeat = true };

    /// <summary>
    /// Warms up code and pools, and measures a first rate; the dashboards of these people are read later.
    /// </summary>
    public async Task WarmUpAsync(TimeSpan length)
    {
        var people = await service.NewcomersAsync(WarmUpPeople);
        var joined = await JoinAsync(people, requests => Once.PeakAsync(requests, null, Joined));
        fastest = joined.Measured.PerSecond;
        dashboards.AddRange(people.Select(person => person.Dashboard));
        (await Repeating.PeakAsync(dashboards, length, Shown)).Required("warm-up");
    }

    public async Task MeasureJoinsAsync(TimeSpan length)
    {
        var people = await service.NewcomersAsync((int)(fastest * length.TotalSeconds * Spare));
        var result = await JoinAsync(people, requests => Once.PeakAsync(requests, length, Joined));
        fastest = Math.Max(fastest, result.Measured.PerSecond);
        Take(Joins, result, "joins");
    }

    public async Task MeasureJoinsAtAsync(double perSecond, TimeSpan length)
    {
        var people = await service.NewcomersAsync((int)(perSecond * length.TotalSeconds) + 1);
        var result = await JoinAsync(
            people, requests => Once.AtRateAsync(requests, length, Joined, perSecond));
        Take(JoinsAtRate, result, "joins at the same rate");
    }

    /// <summary>
    /// People sign up, the service restarts and warms up with other people, and then these people join.
    /// </summary>
    public async Task MeasureJoinsFromStoreAsync(Func<Task> startAgain, TimeSpan length)
    {
        var people = await service.NewcomersAsync((int)(fastest * length.TotalSeconds * Spare));
        await startAgain();
        await JoinAsync(
            await service.NewcomersAsync(WarmUpPeople), requests => Once.PeakAsync(requests, null, Joined));
        var result = await JoinAsync(people, requests => Once.PeakAsync(requests, length, Joined));
        Take(JoinsFromStore, result, "joins, nobody in memory");
    }

    public async Task MeasureDashboardsAsync(TimeSpan length) => Take(
        Dashboards,
        (await Repeating.PeakAsync(dashboards, length, Shown)).Required(service.Name),
        "dashboards");

    /// <summary>Checks that every acknowledged join is durable and that there are no other joins.</summary>
    public async Task CheckAsync()
    {
        var durable = await service.CountJoinedAsync();
        if (durable != accepted)
            throw new InvalidOperationException(
                $"{service.Name}: {accepted} joins acknowledged, {durable} durable.");
    }

    private async Task<LoadResult> JoinAsync(
        IReadOnlyList<Newcomer> people, Func<IReadOnlyList<byte[]>, Task<LoadResult>> send)
    {
        var requests = people.Select(person => person.Join).ToList();
        var result = (await send(requests)).Required(service.Name);
        accepted += result.Accepted;
        return result;
    }

    private void Take(List<Measurement> rounds, LoadResult result, string what)
    {
        rounds.Add(result.Measured);
        GeneratorPercents.Add(result.GeneratorPercent);
        var (rate, p99) = (result.Measured.PerSecond, result.Measured.P99Milliseconds);
        Console.Error.WriteLine($"{service.Name}, {what}: {rate:N0}/s, p99 {p99:0.0} ms");
    }
}

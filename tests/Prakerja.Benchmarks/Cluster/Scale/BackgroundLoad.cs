using Prakerja.Benchmarks.Cluster.Services;

namespace Prakerja.Benchmarks.Cluster.Scale;

/// <summary>Joins and dashboard reads at a constant moderate rate during another measurement.</summary>
internal sealed class BackgroundLoad(ProgrammeService service)
{
    public const int JoinsPerSecond = 200;
    public const int DashboardsPerSecond = 500;

    private const int Connections = 32;

    /// <summary>Each join needs a new person; prepared people last for this time.</summary>
    private static readonly TimeSpan LongestStretch = TimeSpan.FromMinutes(3);

    private readonly Queue<Newcomer> newcomers = [];
    private readonly List<byte[]> dashboards = [];

    public long Joined { get; private set; }

    /// <summary>Creates the people of one run in advance, because creating them is load.</summary>
    public async Task PrepareAsync()
    {
        var made = await service.NewcomersAsync((int)(JoinsPerSecond * LongestStretch.TotalSeconds));
        newcomers.Clear();
        foreach (var newcomer in made) newcomers.Enqueue(newcomer);
        dashboards.Clear();
        dashboards.AddRange(made.Select(newcomer => newcomer.Dashboard));
    }

    /// <summary>Sends until the token is cancelled or the people are used up.</summary>
    public async Task<(LoadResult Joins, LoadResult Dashboards)> RunAsync(CancellationToken until)
    {
        var waiting = newcomers.Select(newcomer => newcomer.Join).ToList();
        var joins = new HttpLoad(service.Program.Url, Connections) { Until = until }
            .AtRateAsync(waiting, null, expected: 202, JoinsPerSecond);
        var reads = new HttpLoad(service.Program.Url, Connections) { Until = until, Repeat = true }
            .AtRateAsync(dashboards, null, expected: 200, DashboardsPerSecond);
        var joined = await joins;
        for (var sent = 0; sent < joined.Accepted + joined.Refused; sent++) newcomers.Dequeue();
        Joined += joined.Accepted;
        return (joined, await reads);
    }
}

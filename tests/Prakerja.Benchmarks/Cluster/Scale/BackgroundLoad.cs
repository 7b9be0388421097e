using Prakerja.Benchmarks.Cluster.Services;

namespace Prakerja.Benchmarks.Cluster.Scale;

/// <summary>
/// Joins and dashboard reads at a steady rate that the machine bears easily, while something else goes on.
/// </summary>
internal sealed class BackgroundLoad(ProgrammeService service)
{
    public const int JoinsPerSecond = 200;
    public const int DashboardsPerSecond = 500;

    private const int Connections = 32;

    /// <summary>Who joins must be new each time; so long do they last.</summary>
    private static readonly TimeSpan LongestStretch = TimeSpan.FromMinutes(3);

    private readonly Queue<Newcomer> newcomers = [];
    private readonly List<byte[]> dashboards = [];

    public long Joined { get; private set; }

    /// <summary>
    /// Makes people for one stretch; they have to be there before it, because making them is load.
    /// </summary>
    public async Task PrepareAsync()
    {
        var made = await service.NewcomersAsync((int)(JoinsPerSecond * LongestStretch.TotalSeconds));
        newcomers.Clear();
        foreach (var newcomer in made) newcomers.Enqueue(newcomer);
        dashboards.Clear();
        dashboards.AddRange(made.Select(newcomer => newcomer.Dashboard));
    }

    /// <summary>Sends until it is told to stop, or the newcomers are used up.</summary>
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

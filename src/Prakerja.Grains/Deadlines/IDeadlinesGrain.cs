namespace Prakerja.Grains.Deadlines;

/// <summary>
/// Reads one partition of the due table and calls the grains whose deadline has come. Key:
/// <see cref="DeadlinePartition"/>.
/// </summary>
[Alias("IDeadlinesGrain")]
[GrainInterfaceType("IDeadlinesGrain")]
public interface IDeadlinesGrain : IGrainWithStringKey
{
    /// <summary>Activates the grain and registers the reminder that activates it again after an outage.</summary>
    [Alias("Watch")]
    Task EnsureStarted();
}

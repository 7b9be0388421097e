namespace Prakerja.Grains.Deadlines;

/// <summary>Watches one partition of the due table and calls the grains whose deadline has come.</summary>
[Alias("IDeadlinesGrain")]
[GrainInterfaceType("IDeadlinesGrain")]
public interface IDeadlinesGrain : IGrainWithStringKey
{
    /// <summary>Makes sure that the partition is watched, now and after any outage.</summary>
    [Alias("Watch")]
    Task Watch();
}

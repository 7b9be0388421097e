using Orleans.Runtime.Placement;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Deadlines;

/// <summary>
/// Activates the grains of all deadline partitions when a silo starts; they register their reminders if they have none.
/// In a running cluster all of them are active already.
/// </summary>
internal sealed class DeadlinesStartup(IGrainFactory grains, ILocalSiloDetails silo) : IStartupTask
{
    public async Task Execute(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, Partitions.Deadlines).Select(Watch)).WaitAsync(cancellationToken);

        // During an upgrade other silos may run a version without this partition, so the grain is placed here.
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo.SiloAddress);
        await Watch(Partitions.WaveDeadlines).WaitAsync(cancellationToken);
    }

    private Task Watch(int partition) =>
        grains.GetGrain<IDeadlinesGrain>(DeadlinePartition.KeyOf(partition)).EnsureStarted();
}

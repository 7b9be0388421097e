using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Deadlines;

/// <summary>
/// Has every partition of the due table watched as soon as a silo is up: wakes the grains, which register their
/// reminders if they have none. Each further silo finds all of them awake.
/// </summary>
internal sealed class DeadlinesStartup(IGrainFactory grains) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Partitions.Deadlines).Select(Watch)).WaitAsync(cancellationToken);

    private Task Watch(int partition) =>
        grains.GetGrain<IDeadlinesGrain>(DeadlinePartition.KeyOf(partition)).EnsureStarted();
}

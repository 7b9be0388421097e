using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Deadlines;

/// <summary>
/// Activates the grains of all deadline partitions when a silo starts; they register their reminders if they have none.
/// In a running cluster all of them are active already.
/// </summary>
internal sealed class DeadlinesStartup(IGrainFactory grains) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Partitions.Deadlines).Select(Watch)).WaitAsync(cancellationToken);

    private Task Watch(int partition) =>
        grains.GetGrain<IDeadlinesGrain>(DeadlinePartition.KeyOf(partition)).EnsureStarted();
}

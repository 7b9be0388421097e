using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// What writes and reads groups for the <see cref="BatchingCommitLog"/>. It is asked for as many at once as it says, and no grain
/// is in two groups of writes at the same time. An engine keeps no reference to the memory it was given once its answer is complete.
/// </summary>
public interface ICommitEngine : IAsyncDisposable
{
    /// <summary>Groups of commits worth writing at the same time.</summary>
    int WritesAtOnce { get; }

    /// <summary>Groups of reads worth asking for at the same time.</summary>
    int ReadsAtOnce { get; }

    /// <summary>
    /// Writes all commits in one transaction, in their order, and fills in one outcome each. A conflict refuses its
    /// commit alone. Complete only when everything accepted is durable.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The transaction failed: nothing of the group is acknowledged.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<Commit> commits, Memory<CommitOutcome> outcomes);

    /// <summary>Reads the rows of all grains, null where there is none; sees every commit acknowledged before.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    ValueTask ReadAsync(ReadOnlyMemory<GrainKey> grains, Memory<StoredState?> states);
}

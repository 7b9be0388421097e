using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// Writes and reads batches for the <see cref="BatchingCommitLog"/>. The commit log runs at most
/// <see cref="WritesAtOnce"/> writes and <see cref="ReadsAtOnce"/> reads at the same time, and no grain is in two
/// batches of writes at once. An engine keeps no reference to the memory of a call that has completed.
/// </summary>
public interface ICommitEngine : IAsyncDisposable
{
    /// <summary>Batches of commits that the engine writes at the same time.</summary>
    int WritesAtOnce { get; }

    /// <summary>Batches of reads that the engine executes at the same time.</summary>
    int ReadsAtOnce { get; }

    /// <summary>
    /// Writes a batch of commits and fills in one outcome each. Each commit is atomic, and commits that touch the same
    /// grain, claim, roll entry or gate have the outcomes they would have one after another, in their order. The batch
    /// may take several transactions: SQLite uses one, PostgreSQL one for each round (<c>CommitRounds</c>), and it
    /// halves a round that holds a commit which cannot be written. A conflict refuses only its own commit. Completes
    /// when every accepted commit is durable.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// A transaction failed. No commit of the batch is acknowledged, although some of them may be durable.
    /// </exception>
    ValueTask WriteAsync(ReadOnlyMemory<Commit> commits, Memory<CommitOutcome> outcomes);

    /// <summary>
    /// Reads the rows of all grains, null where there is none. It sees every commit that was acknowledged before.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    ValueTask ReadAsync(ReadOnlyMemory<GrainKey> grains, Memory<StoredState?> states);
}

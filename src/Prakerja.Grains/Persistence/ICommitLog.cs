namespace Prakerja.Grains.Persistence;

/// <summary>
/// The one way a grain changes anything. Commits that wait at the same moment are written in one transaction, and each
/// gets its own outcome: a conflict refuses that commit alone. Nothing is acknowledged before it is durable.
/// </summary>
public interface ICommitLog
{
    /// <summary>
    /// Writes one commit. Refusals, a full queue and a store that is away are outcomes, not exceptions. After
    /// <see cref="CommitStatus.Unavailable"/> the commit may or may not be durable: read the state again.
    /// </summary>
    ValueTask<CommitOutcome> CommitAsync(Commit commit);

    /// <summary>The grain's row, null when it has none. Reads that wait at the same moment are answered together.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    ValueTask<StoredState?> ReadAsync(GrainKey grain);

    /// <summary>Why the last group of commits could not be written; null when it was.</summary>
    string? Fault => null;
}

/// <summary>A grain's stored row: its version, counted from 1, and its UTF-8 JSON.</summary>
public sealed record StoredState(long Version, ReadOnlyMemory<byte> Payload);

/// <summary>What became of a commit.</summary>
/// <param name="Status">Committed, or why not.</param>
/// <param name="Version">The row's new version (1 for the first write) when committed.</param>
/// <param name="LastEvent">The number of the commit's last event, 0 when it had none.</param>
/// <param name="Taken">The claim somebody else holds, with <see cref="CommitStatus.ClaimTaken"/>.</param>
public readonly record struct CommitOutcome(CommitStatus Status, long Version, long LastEvent, Claim Taken)
{
    public static CommitOutcome Committed(long version, long lastEvent) =>
        new(CommitStatus.Committed, version, lastEvent, default);

    public static CommitOutcome Refused(CommitStatus status) => new(status, 0, 0, default);

    public static CommitOutcome ClaimTaken(Claim claim) => new(CommitStatus.ClaimTaken, 0, 0, claim);
}

public enum CommitStatus
{
    Committed,

    /// <summary>The row has another version than expected: somebody else wrote it. Nothing of the commit stays.</summary>
    VersionConflict,

    /// <summary>Another grain holds a claim of this commit. Nothing of the commit stays.</summary>
    ClaimTaken,

    /// <summary>The wave's gate let the roll entry not through: unknown, not yet open, or closed.</summary>
    WaveClosed,

    /// <summary>The participant already stands on this wave's roll.</summary>
    AlreadyOnRoll,

    /// <summary>The queue is full. Nothing was tried; ask again later.</summary>
    Busy,

    /// <summary>The store failed (disk full, connection lost). Not acknowledged; read the state again.</summary>
    Unavailable,
}

/// <summary>The store is away or full; the message names what and the cure, and holds no personal data.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message) : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>
/// How <see cref="StoreUnavailableException"/> goes from a silo to its caller: what it says, and not the driver's own
/// exception in it, which need not be known there.
/// </summary>
[GenerateSerializer, Alias("store-unavailable")]
public readonly record struct StoreUnavailable([property: Id(0)] string Message);

[RegisterConverter]
internal sealed class StoreUnavailableConverter : IConverter<StoreUnavailableException, StoreUnavailable>
{
    public StoreUnavailableException ConvertFromSurrogate(in StoreUnavailable surrogate) => new(surrogate.Message);

    public StoreUnavailable ConvertToSurrogate(in StoreUnavailableException value) => new(value.Message);
}

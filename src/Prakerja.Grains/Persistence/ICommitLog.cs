namespace Prakerja.Grains.Persistence;

/// <summary>
/// Writes the commits of grains: the only way in which a grain changes anything durable. Commits that wait at the same
/// moment are written together, and each gets its own outcome: a conflict refuses that commit alone. No commit is
/// acknowledged before it is durable.
/// </summary>
public interface ICommitLog
{
    /// <summary>
    /// Writes one commit. Refusals, a full queue and an unavailable store are outcomes, not exceptions. After
    /// <see cref="CommitStatus.Unavailable"/> the commit may or may not be durable: read the state again.
    /// </summary>
    ValueTask<CommitOutcome> CommitAsync(Commit commit);

    /// <summary>
    /// Reads the grain's row; null when it has none. Reads that wait at the same moment run as one query.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    ValueTask<StoredState?> ReadAsync(GrainKey grain);

    /// <summary>Why the last batch of commits was not written; null when it was.</summary>
    string? Fault => null;
}

/// <summary>A grain's stored row: its version, counted from 1, and its UTF-8 JSON.</summary>
public sealed record StoredState(long Version, ReadOnlyMemory<byte> Payload);

/// <summary>The outcome of a commit.</summary>
/// <param name="Status">Committed, or why not.</param>
/// <param name="Version">The row's new version (1 for the first write) when committed.</param>
/// <param name="LastEvent">The number of the commit's last event, 0 when it had none.</param>
/// <param name="Taken">The claim that another grain holds, with <see cref="CommitStatus.ClaimTaken"/>.</param>
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

    /// <summary>The row has another version than expected: another activation wrote it. Nothing was written.</summary>
    VersionConflict,

    /// <summary>Another grain holds a claim of this commit. Nothing was written.</summary>
    ClaimTaken,

    /// <summary>The wave's gate refused the roll entry: the wave is unknown, not open yet, or closed.</summary>
    WaveClosed,

    /// <summary>The participant has an entry on this wave's roll already.</summary>
    AlreadyOnRoll,

    /// <summary>The queue is full. Nothing was tried; try again later.</summary>
    Busy,

    /// <summary>
    /// The store failed (disk full, connection lost), so the result is unknown; read the state again.
    /// </summary>
    Unavailable,
}

/// <summary>The store is unreachable or full. The message says what to do, and holds no personal data.</summary>
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
/// The wire form of <see cref="StoreUnavailableException"/>: its message without the driver's exception, whose type the
/// caller may not know.
/// </summary>
[GenerateSerializer, Alias("store-unavailable")]
public readonly record struct StoreUnavailable([property: Id(0)] string Message);

[RegisterConverter]
internal sealed class StoreUnavailableConverter : IConverter<StoreUnavailableException, StoreUnavailable>
{
    public StoreUnavailableException ConvertFromSurrogate(in StoreUnavailable surrogate) => new(surrogate.Message);

    public StoreUnavailable ConvertToSurrogate(in StoreUnavailableException value) => new(value.Message);
}

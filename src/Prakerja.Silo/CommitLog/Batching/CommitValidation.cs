using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// Refuses commits that no engine could write, before they share a transaction with others: a malformed commit is a bug
/// of its caller and must not make the other commits fail.
/// </summary>
internal static class CommitValidation
{
    /// <summary>
    /// Largest size of one commit, state and events together. Bytes. Nearly all commits have a few KB; the largest
    /// state, that of a roll partition with 700,000 people set aside, fits.
    /// </summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The most events of one commit.</summary>
    public const int MaxEvents = 4_096;

    /// <summary>The most characters of a type or key.</summary>
    public const int MaxNameLength = 200;

    public static void ThrowIfMalformed(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ThrowIfMalformed(commit.Grain);
        long bytes = commit.State.Length;
        if (!commit.Events.IsDefault)
        {
            if (commit.Events.Length > MaxEvents)
            {
                throw new ArgumentException(
                    $"A commit may hold {MaxEvents} events; this one holds {commit.Events.Length}.", nameof(commit));
            }

            foreach (var @event in commit.Events)
            {
                ThrowIfNoName(@event.Type, "an event's type");
                bytes += @event.Payload.Length;
            }
        }

        if (bytes > MaxBytes)
            throw new ArgumentException($"A commit may hold {MaxBytes} bytes; this one holds {bytes}.", nameof(commit));
    }

    public static void ThrowIfMalformed(GrainKey grain)
    {
        ThrowIfNoName(grain.Type, "a grain's type");
        ThrowIfNoName(grain.Key, "a grain's key");
    }

    private static void ThrowIfNoName(string? name, string what)
    {
        if (name is not { Length: > 0 and <= MaxNameLength })
            throw new ArgumentException($"A commit needs {what} of 1 to {MaxNameLength} characters.");
    }
}

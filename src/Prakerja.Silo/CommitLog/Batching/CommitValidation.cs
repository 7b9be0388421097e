using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// Stops what no engine could write before it shares a transaction with others: a malformed commit is its sender's bug,
/// and must not fail its neighbours.
/// </summary>
internal static class CommitValidation
{
    /// <summary>
    /// State and events of one commit together, bytes. All but one are a few KB; the state of a roll partition with
    /// 700,000 people who were set aside fits.
    /// </summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Events of one commit.</summary>
    public const int MaxEvents = 4_096;

    /// <summary>Characters of a type or key.</summary>
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

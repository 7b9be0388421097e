using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Batching;

/// <summary>
/// Throws for a commit that no engine could write, before it shares a transaction with others. Such a commit is a bug
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
                    $"A commit may hold at most {MaxEvents} events; this one holds {commit.Events.Length}.",
                    nameof(commit));
            }

            foreach (var @event in commit.Events)
            {
                ThrowIfNameInvalid(@event.Type, "The type of an event");
                bytes += @event.Payload.Length;
            }
        }

        if (bytes > MaxBytes)
        {
            throw new ArgumentException(
                $"A commit may hold at most {MaxBytes} bytes; this one holds {bytes}.", nameof(commit));
        }
    }

    public static void ThrowIfMalformed(GrainKey grain)
    {
        ThrowIfNameInvalid(grain.Type, "The type of a grain");
        ThrowIfNameInvalid(grain.Key, "The key of a grain");
    }

    private static void ThrowIfNameInvalid(string? name, string what)
    {
        if (name is not { Length: > 0 and <= MaxNameLength })
            throw new ArgumentException($"{what} must have 1 to {MaxNameLength} characters.");
    }
}

using System.Collections.Concurrent;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// Logs credentials that were refused: for each code at most one line in ten seconds, with the number of refusals since
/// the line before, so that guessing is seen and cannot fill the disk. It logs no part of a credential. Thread-safe.
/// </summary>
internal sealed partial class RefusedCredentialLog(ILogger<RefusedCredentialLog> logger, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // One entry for each refusal of authentication; there are about ten.
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public void Note(Refusal refusal)
    {
        var entry = entries.GetOrAdd(refusal.Code, _ => new Entry());
        long count;
        lock (entry)
        {
            entry.Count++;
            var now = time.GetUtcNow();
            if (now - entry.LoggedAt < Pause) return;
            (count, entry.Count, entry.LoggedAt) = (entry.Count, 0, now);
        }

        LogRefused(logger, refusal.Code, count);
    }

    [LoggerMessage(2102, LogLevel.Warning, "Credentials were refused: {Code}, {Count} since the last such line.")]
    private static partial void LogRefused(ILogger logger, string code, long count);

    private sealed class Entry
    {
        public long Count { get; set; }

        public DateTimeOffset LoggedAt { get; set; }
    }
}

using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Waits for the cards that lapse before a wave closes. Millions can lapse at one midnight; the backlog may take as
/// long as it needs while it shrinks. Rows that are left when it stops shrinking belong to participants that fail.
/// </summary>
public sealed class LapseBacklog(TimeProvider time)
{
    /// <summary>Without a smaller backlog for so long, the rest are rows that fail.</summary>
    public static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(30);

    private long lowest = long.MaxValue;
    private long shrankAt;

    /// <summary>True while lapses that were due before an instant are still being recorded.</summary>
    public async Task<bool> IsShrinkingAsync(IDeadlineReader deadlines, DateTimeOffset before)
    {
        var count = await deadlines.CountDueAsync(ParticipantKey.GrainTypeName, before);
        if (count == 0) return false;
        if (count < lowest) (lowest, shrankAt) = (count, time.GetTimestamp());
        return time.GetElapsedTime(shrankAt) < StalledAfter;
    }
}

using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <summary>
/// How much of each video was watched without a gap, and which video played at the last heartbeat (V1).
/// </summary>
public sealed record VideoProgress(
    ImmutableArray<int> WatchedMilliseconds, int Playing, DateTimeOffset HeartbeatAt, bool Finished);

using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.SessionKeysEvent;

namespace Prakerja.Grains.Participants;

/// <summary>When a key for tokens is made, signs, and is retired.</summary>
public static class SessionKeysRules
{
    /// <summary>After this many days a new key is made.</summary>
    public const int KeyDays = 30;

    /// <summary>A new key does not sign before every node has read it.</summary>
    public static readonly TimeSpan DelayOfSigning = TimeSpan.FromDays(1);

    /// <summary>
    /// Makes a key when the newest is <see cref="KeyDays"/> days old, and retires the keys whose last device proof has
    /// expired.
    /// </summary>
    public static Decision<SessionKeysEvent> Renew(
        SessionKeysState? state, SessionKey candidate, ProgrammeOptions options)
    {
        var keys = state?.Keys ?? [];
        var now = candidate.MadeAt;
        if (!keys.IsEmpty && now < keys[^1].MadeAt.AddDays(KeyDays)) return ImmutableArray<SessionKeysEvent>.Empty;
        // A key signs until its successor does; what it signed last is good for the days of a device.
        var kept = DelayOfSigning + TimeSpan.FromDays(KeyDays + options.DeviceDays + 1);
        return new Decision<SessionKeysEvent>(
            [
                .. keys.Where(key => now - key.MadeAt > kept).Select(key => new KeyRetired(key.Id, now)),
                new KeyMade(candidate.Id, candidate.Salt, now),
            ],
            null);
    }

    public static SessionKeysState Fold(SessionKeysState? state, SessionKeysEvent @event)
    {
        var keys = state?.Keys ?? [];
        return @event switch
        {
            KeyMade e => new SessionKeysState { Keys = keys.Add(new SessionKey(e.Id, e.Salt!, e.At)) },
            KeyRetired e => new SessionKeysState { Keys = keys.RemoveAll(key => key.Id == e.Id) },
            _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
        };
    }

    /// <summary>The keys as nodes see them, the oldest first. The first key of all signs at once.</summary>
    public static ImmutableArray<SessionKeyView> ViewsOf(SessionKeysState state, DateTimeOffset now) =>
    [
        .. state.Keys.Select((key, index) => new SessionKeyView(
            key.Id, key.Salt, index == 0 || now - key.MadeAt >= DelayOfSigning)),
    ];
}

using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <summary>The stored state of the session keys: the keys in force, the oldest first.</summary>
public sealed record SessionKeysState
{
    public ImmutableArray<SessionKey> Keys { get => field.IsDefault ? [] : field; init; }
}

/// <summary>One key for tokens. The key itself is derived from the identity key, the id and the salt.</summary>
/// <param name="MadeAt">By the real clock: the time of a rehearsal ages no key.</param>
public sealed record SessionKey(string Id, string Salt, DateTimeOffset MadeAt)
{
    public override string ToString() => Id;
}

using System.Collections.Immutable;

namespace Prakerja.Grains.Management;

/// <summary>The stored state of the management keys: all keys, with the revoked ones, ordered by name.</summary>
public sealed record ManagementKeysState
{
    public ImmutableArray<ManagementKey> Keys { get => field.IsDefault ? [] : field; init; }
}

/// <summary>The key of one person. Only its hash is stored.</summary>
/// <param name="Hash">SHA-256 of the key, lower-case hex.</param>
/// <param name="CreatedBy">The name of the key that created it; null for the first key.</param>
/// <param name="Person">The person to whom it belongs; null for the first key and for keys of an earlier
/// version.</param>
public sealed record ManagementKey(
    string Name,
    ImmutableArray<ManagementRole> Roles,
    string Hash,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? RevokedAt,
    string? RevokedBy,
    string? Person = null)
{
    public override string ToString() => Name;
}

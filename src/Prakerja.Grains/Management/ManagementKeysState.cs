using System.Collections.Immutable;

namespace Prakerja.Grains.Management;

/// <summary>All keys that ever were, by name. Of a key only its hash is kept.</summary>
public sealed record ManagementKeysState
{
    public ImmutableArray<ManagementKey> Keys { get => field.IsDefault ? [] : field; init; }
}

/// <summary>One person's key.</summary>
/// <param name="Hash">SHA-256 of the key, lower-case hex.</param>
/// <param name="CreatedBy">Name of the key that made it; null for the first.</param>
public sealed record ManagementKey(
    string Name,
    ImmutableArray<ManagementRole> Roles,
    string Hash,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? RevokedAt,
    string? RevokedBy)
{
    public override string ToString() => Name;
}

using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>Looks values up in the claims: who holds this card number, this code, this phone?</summary>
public interface IClaimReader
{
    /// <summary>The key of the grain that holds the value, null when nobody does.</summary>
    ValueTask<string?> FindHolderAsync(ClaimKind kind, KeyedHash value);

    /// <summary>The values of one kind that a grain holds, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<KeyedHash>> HeldByAsync(ClaimKind kind, string holder, int limit);
}

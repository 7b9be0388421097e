using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>Finds the holder of a unique value: of a card number, a redeem code, a phone.</summary>
public interface IClaimReader
{
    /// <summary>The key of the grain that holds the value, null when no grain does.</summary>
    ValueTask<string?> FindHolderAsync(ClaimKind kind, KeyedHash value);

    /// <summary>
    /// The keys of the grains that hold the slots of a value, in the order of the slots; a value without slots has one
    /// holder.
    /// </summary>
    ValueTask<IReadOnlyList<string>> FindHoldersAsync(ClaimKind kind, KeyedHash value, int limit);

    /// <summary>The values of one kind that a grain holds, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<KeyedHash>> FindHeldValuesAsync(ClaimKind kind, string holder, int limit);
}

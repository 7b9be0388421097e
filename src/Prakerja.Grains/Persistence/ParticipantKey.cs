using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>The key of the participant grain.</summary>
public static class ParticipantKey
{
    public const string Prefix = "p-";

    /// <summary>The type of the grain: with the key it names the person everywhere.</summary>
    public const string GrainTypeName = "participant";

    private static readonly GrainType GrainType = GrainType.Create(GrainTypeName);

    /// <summary>The grain's id, of its key.</summary>
    public static GrainId GrainIdOf(string key) => GrainId.Create(GrainType, key);

    public static string Of(Nik nik, IdentityKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Prefix + HashOf(nik, identity);
    }

    /// <summary>The hash inside the key: what the roll and the exclusion lists hold.</summary>
    public static KeyedHash HashOf(Nik nik, IdentityKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return identity.Hash("nik", nik.Reveal());
    }

    public static bool TryParse(string? key, out KeyedHash hash)
    {
        hash = default;
        return key is not null && key.StartsWith(Prefix, StringComparison.Ordinal)
            && KeyedHash.TryParse(key[Prefix.Length..], out hash);
    }
}

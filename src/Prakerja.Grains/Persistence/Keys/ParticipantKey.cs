using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>Keys of participant grains: "p-" and the keyed hash of the NIK, so that no key shows a NIK.</summary>
public static class ParticipantKey
{
    public const string Prefix = "p-";

    /// <summary>The participant grain's type, also the name of its stored state.</summary>
    public const string GrainTypeName = "participant";

    private static readonly GrainType GrainType = GrainType.Create(GrainTypeName);

    /// <summary>The grain's id, from its key.</summary>
    public static GrainId GrainIdOf(string key) => GrainId.Create(GrainType, key);

    public static string Of(Nik nik, IdentityKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Prefix + HashOf(nik, identity);
    }

    /// <summary>The hash in the key, which the roll and the exclusion lists hold.</summary>
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

using System.Globalization;
using System.Security.Cryptography;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Makes the pseudonyms of one wave (docs/draw.md). Their key belongs to the wave alone, so the published files of two
/// waves cannot be joined. Thread-safe.
/// </summary>
public sealed class WavePseudonyms(IdentityKey identity, int wave)
{
    private const byte ParticipantKind = 1;
    private const byte HouseholdKind = 2;

    private readonly byte[] key = identity.Derive(
        string.Create(CultureInfo.InvariantCulture, $"draw-pseudonyms-{wave}"));

    /// <summary>The pseudonym of a participant.</summary>
    /// <param name="participant">The hash in the participant's key.</param>
    public KeyedHash OfParticipant(KeyedHash participant) => Of(ParticipantKind, participant);

    /// <summary>The tag of a household.</summary>
    /// <param name="household">The keyed hash of the family card number.</param>
    public KeyedHash OfHousehold(KeyedHash household) => Of(HouseholdKind, household);

    private KeyedHash Of(byte kind, KeyedHash hash)
    {
        Span<byte> text = stackalloc byte[1 + KeyedHash.LengthBytes];
        text[0] = kind;
        hash.CopyTo(text[1..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, mac);
        return KeyedHash.FromBytes(mac);
    }
}

using System.Globalization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Makes the pseudonyms of one wave (docs/draw.md). Their key belongs to the wave alone, so the published files of two
/// waves cannot be joined. Thread-safe.
/// </summary>
public sealed class WavePseudonyms
{
    private const byte ParticipantKind = 1;
    private const byte HouseholdKind = 2;
    private const int BlockBytes = 64;
    private const int HashedAtOnce = 256;

    // HMAC (RFC 2104) hashes one block that depends on the key alone, twice; both are hashed here once.
    private readonly uint[] inner;
    private readonly uint[] outer;

    public WavePseudonyms(IdentityKey identity, int wave)
    {
        var key = identity.Derive(string.Create(CultureInfo.InvariantCulture, $"draw-pseudonyms-{wave}"));
        Span<byte> block = stackalloc byte[BlockBytes];
        (inner, outer) = (StateAfter(0x36, block), StateAfter(0x5c, block));

        uint[] StateAfter(byte pad, Span<byte> block)
        {
            block.Fill(pad);
            for (var i = 0; i < key.Length; i++) block[i] ^= key[i];
            return BatchedSha256.StateAfter(block);
        }
    }

    /// <summary>The pseudonym of a participant.</summary>
    /// <param name="participant">The hash in the participant's key.</param>
    public KeyedHash OfParticipant(KeyedHash participant) => Of(ParticipantKind, participant);

    /// <summary>The tag of a household.</summary>
    /// <param name="household">The keyed hash of the family card number.</param>
    public KeyedHash OfHousehold(KeyedHash household) => Of(HouseholdKind, household);

    /// <summary>The pseudonyms of participants, written over their hashes.</summary>
    public void ReplaceParticipants(Span<KeyedHash> participants) => Replace(ParticipantKind, participants);

    /// <summary>The tags of households, written over their hashes.</summary>
    public void ReplaceHouseholds(Span<KeyedHash> households) => Replace(HouseholdKind, households);

    private KeyedHash Of(byte kind, KeyedHash hash)
    {
        Replace(kind, new Span<KeyedHash>(ref hash));
        return hash;
    }

    private void Replace(byte kind, Span<KeyedHash> hashes)
    {
        const int length = 1 + KeyedHash.LengthBytes;
        Span<byte> texts = stackalloc byte[HashedAtOnce * length];
        Span<byte> innerHashes = stackalloc byte[HashedAtOnce * BatchedSha256.HashLength];
        Span<byte> macs = stackalloc byte[HashedAtOnce * BatchedSha256.HashLength];
        for (; !hashes.IsEmpty; hashes = hashes[Math.Min(HashedAtOnce, hashes.Length)..])
        {
            var count = Math.Min(HashedAtOnce, hashes.Length);
            for (var i = 0; i < count; i++)
            {
                texts[i * length] = kind;
                hashes[i].CopyTo(texts[((i * length) + 1)..]);
            }

            BatchedSha256.Hash(texts[..(count * length)], length, innerHashes, inner, blocksBefore: 1);
            BatchedSha256.Hash(
                innerHashes[..(count * BatchedSha256.HashLength)],
                BatchedSha256.HashLength,
                macs,
                outer,
                blocksBefore: 1);
            for (var i = 0; i < count; i++) hashes[i] = KeyedHash.FromBytes(macs[(i * BatchedSha256.HashLength)..]);
        }
    }
}

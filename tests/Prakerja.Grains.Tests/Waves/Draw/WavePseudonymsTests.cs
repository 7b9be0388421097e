using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Pseudonyms of participants and tags of households in published files.</summary>
public sealed class WavePseudonymsTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, IdentityKey.LengthBytes).Select(i => (byte)i)];
    private static readonly KeyedHash Hash = new(0x0102_0304_0506_0708, 0x090A_0B0C_0D0E_0F10);

    [Fact]
    public void A_pseudonym_and_a_tag_are_the_documented_bytes()
    {
        var pseudonyms = new WavePseudonyms(new IdentityKey(Key), 21);

        // Made with Python: HKDF and HMAC of hashlib and hmac, from docs/draw.md.
        Assert.Equal("cedf23c3bb6bdd542958327b52aa3508", Hex(pseudonyms.OfParticipant(Hash)));
        Assert.Equal("714260d7cdec52ef22fee77534493d48", Hex(pseudonyms.OfHousehold(Hash)));
    }

    [Fact]
    public void They_follow_from_HKDF_and_HMAC()
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Key, 32, info: "draw-pseudonyms-7"u8.ToArray());
        var pseudonyms = new WavePseudonyms(new IdentityKey(Key), 7);

        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[1, .. Hash.ToBytes()]))[..32],
            Hex(pseudonyms.OfParticipant(Hash)));
        Assert.Equal(
            Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[2, .. Hash.ToBytes()]))[..32],
            Hex(pseudonyms.OfHousehold(Hash)));
    }

    [Fact]
    public void Two_waves_share_no_pseudonym_and_no_tag()
    {
        var identity = new IdentityKey(Key);
        var hashes = Enumerable.Range(0, 1_000).Select(i => new KeyedHash((ulong)i, 1)).ToList();
        var all = Enumerable.Range(1, 3).Select(wave => new WavePseudonyms(identity, wave))
            .SelectMany(wave => hashes.SelectMany(hash => new[] { wave.OfParticipant(hash), wave.OfHousehold(hash) }))
            .ToList();

        Assert.Equal(6_000, all.Distinct().Count());
        Assert.DoesNotContain(all, hashes.Contains);
    }

    private static string Hex(KeyedHash hash) => Convert.ToHexStringLower(hash.ToBytes());
}

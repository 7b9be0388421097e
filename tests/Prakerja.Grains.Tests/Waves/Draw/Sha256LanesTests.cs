using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

public sealed class Sha256LanesTests
{
    private const int CountMax = 20;

    [Fact]
    public void HashesOfAllLengthsAreThoseOfSha256()
    {
        for (var length = 1; length <= Sha256Lanes.TextLengthMax; length++)
        {
            var texts = TextsOf(length);
            for (var count = 0; count <= CountMax; count++)
            {
                var hashes = new byte[count * Sha256Lanes.HashLength];
                Sha256Lanes.Hash(texts.AsSpan(0, count * length), length, hashes);
                var expected = Enumerable.Range(0, count)
                    .SelectMany(i => SHA256.HashData(texts.AsSpan(i * length, length))).ToArray();
                Assert.Equal(expected, hashes);
            }
        }
    }

    [Fact]
    public void TextsThatAreTooLongAreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha256Lanes.Hash(
            new byte[Sha256Lanes.TextLengthMax + 1], Sha256Lanes.TextLengthMax + 1, new byte[Sha256Lanes.HashLength]));

    [Fact]
    public void PseudonymsOfManyAreThoseOfHmacSha256()
    {
        var identity = new IdentityKey(TextsOf(IdentityKey.LengthBytes).AsSpan(0, IdentityKey.LengthBytes));
        var key = identity.Derive("draw-pseudonyms-21");
        var pseudonyms = new WavePseudonyms(identity, 21);
        KeyedHash[] hashes = [.. Enumerable.Range(0, 300).Select(i => new KeyedHash((ulong)i, ulong.MaxValue))];
        var (names, tags) = (hashes.ToArray(), hashes.ToArray());

        pseudonyms.ReplaceParticipants(names);
        pseudonyms.ReplaceHouseholds(tags);

        Assert.Equal(hashes.Select(hash => MacOf(key, 1, hash)), names);
        Assert.Equal(hashes.Select(hash => MacOf(key, 2, hash)), tags);
    }

    private static KeyedHash MacOf(byte[] key, byte kind, KeyedHash hash) =>
        KeyedHash.FromBytes(HMACSHA256.HashData(key, (byte[])[kind, .. hash.ToBytes()]));

    private static byte[] TextsOf(int length)
    {
        var texts = new byte[CountMax * length];
        new Random(length).NextBytes(texts);
        return texts;
    }
}

using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

public sealed class BatchedSha256Tests
{
    private const int CountMax = 20;

    [Fact]
    public void Hashes_of_all_lengths_are_those_of_SHA_256()
    {
        for (var length = 1; length <= BatchedSha256.TextLengthMax; length++)
        {
            var texts = TextsOf(length);
            for (var count = 0; count <= CountMax; count++)
            {
                var hashes = new byte[count * BatchedSha256.HashLength];
                BatchedSha256.Hash(texts.AsSpan(0, count * length), length, hashes);
                var expected = Enumerable.Range(0, count)
                    .SelectMany(i => SHA256.HashData(texts.AsSpan(i * length, length))).ToArray();
                Assert.Equal(expected, hashes);
            }
        }
    }

    [Fact]
    public void Texts_that_are_too_long_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchedSha256.Hash(
            new byte[BatchedSha256.TextLengthMax + 1],
            BatchedSha256.TextLengthMax + 1,
            new byte[BatchedSha256.HashLength]));

    [Fact]
    public void Pseudonyms_of_many_are_those_of_HMAC_SHA_256()
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

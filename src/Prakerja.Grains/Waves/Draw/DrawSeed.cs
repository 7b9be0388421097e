using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Grains.Waves;

/// <summary>The hashes of the seed (docs/draw.md). Secrets, randomness and seeds have 32 bytes.</summary>
public static class DrawSeed
{
    public const int Length = 32;

    /// <summary>The published hash of a secret.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> secret) => SHA256.HashData(secret);

    /// <summary>The randomness of a typed beacon: SHA-256 of its text without white space at both ends.</summary>
    public static byte[] RandomnessOf(string value) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(value.Trim(' ', '\t', '\r', '\n')));

    /// <summary>The seed of a draw. It cannot be computed before the commitment is fixed.</summary>
    /// <param name="commitmentHash">SHA-256 of the commitment's bytes.</param>
    /// <param name="reveals">The secrets of the witnesses, in the order of the commitment; null when missing.</param>
    /// <param name="randomness">The value of the beacon; null without a beacon, or when it is missing.</param>
    public static byte[] Compute(
        ReadOnlySpan<byte> commitmentHash,
        ReadOnlySpan<byte> programmeSecret,
        IEnumerable<byte[]?> reveals,
        byte[]? randomness)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("prakerja-seed-1"u8);
        hash.AppendData(commitmentHash);
        hash.AppendData(programmeSecret);
        foreach (var secret in reveals) Append(hash, secret);
        Append(hash, randomness);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, byte[]? value)
    {
        hash.AppendData([(byte)(value is null ? 0 : 1)]);
        if (value is not null) hash.AppendData(value);
    }
}

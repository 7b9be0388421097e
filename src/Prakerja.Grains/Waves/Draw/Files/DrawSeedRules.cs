using System.Security.Cryptography;

namespace Prakerja.Grains.Waves;

/// <summary>Checks the secrets of a draw against its commitment, and the seed against the secrets.</summary>
public static class DrawSeedRules
{
    /// <summary>The first difference of a draw document; null when its seed follows from the commitment.</summary>
    /// <param name="commitmentHash">SHA-256 of the bytes of the commitment.</param>
    public static string? FindDifference(DrawCommitment commitment, byte[] commitmentHash, DrawDocument draw)
    {
        if (draw.Wave != commitment.Wave)
            return $"The draw document is of wave {draw.Wave}, the commitment of wave {commitment.Wave}.";
        if (!IsHex(draw.Commitment, commitmentHash))
            return $"The draw document names the commitment {draw.Commitment}, but the file's commitment has the hash "
                + $"{Convert.ToHexStringLower(commitmentHash)}.";
        if (ToBytes(draw.Seed) is not { } seed) return "The seed is not the hex of 32 bytes.";
        if (commitment.PlannedSeedHash is { } planned)
            return IsHex(planned, SHA256.HashData(seed)) ? null : "The seed is not the one that was fixed at planning.";

        if (ToBytes(draw.ProgrammeSecret) is not { } secret || !IsHex(commitment.ProgrammeHash, SHA256.HashData(secret)))
            return "The programme's secret does not match its hash in the commitment.";
        if (FindRevealDifference(commitment, draw) is { } difference) return difference;
        var expected = DrawSeed.Compute(
            commitmentHash,
            secret,
            draw.Reveals.Select(reveal => ToBytes(reveal.Secret)),
            ToBytes(draw.Beacon?.Randomness));
        return expected.AsSpan().SequenceEqual(seed)
            ? null
            : $"The seed is {draw.Seed}; from the secrets follows {Convert.ToHexStringLower(expected)}.";
    }

    /// <summary>True when a beacon's value has the right form: drand's randomness is the hash of its signature.</summary>
    public static bool IsValid(DrawBeacon beacon, BeaconValue value)
    {
        if (ToBytes(value.Randomness) is not { } randomness) return false;
        if (beacon.Kind == DrawBeaconKind.Typed) return value.Signature is null;
        return IsHexText(value.Signature)
            && SHA256.HashData(Convert.FromHexString(value.Signature!)).AsSpan().SequenceEqual(randomness);
    }

    /// <summary>The 32 bytes of a hex text; null for another text.</summary>
    public static byte[]? ToBytes(string? hex) =>
        hex is { Length: 2 * DrawSeed.Length } && IsHexText(hex) ? Convert.FromHexString(hex) : null;

    private static string? FindRevealDifference(DrawCommitment commitment, DrawDocument draw)
    {
        var names = commitment.Witnesses.Select(witness => witness.Name);
        if (!names.SequenceEqual(draw.Reveals.Select(reveal => reveal.Name), StringComparer.Ordinal))
            return "The draw document does not name the witnesses of the commitment in their order.";
        foreach (var (witness, reveal) in commitment.Witnesses.Zip(draw.Reveals))
        {
            if (reveal.Secret is null)
            {
                if (commitment.IfMissing == MissingSecretRule.Wait)
                    return $"The secret of the witness {witness.Name} is missing, which the plan does not allow.";
            }
            else if (ToBytes(reveal.Secret) is not { } secret || !IsHex(witness.Hash, SHA256.HashData(secret)))
            {
                return $"The secret of the witness {witness.Name} does not match its hash in the commitment.";
            }
        }

        return (commitment.Beacon, draw.Beacon) switch
        {
            (null, null) => null,
            (null, _) => "The draw document has the value of a beacon, but the commitment names none.",
            (_, null) => commitment.IfMissing == MissingSecretRule.Wait
                ? "The value of the beacon is missing, which the plan does not allow."
                : null,
            var (beacon, value) => IsValid(beacon, value) ? null : "The value of the beacon is not valid.",
        };
    }

    private static bool IsHex(string? text, byte[] bytes) => text == Convert.ToHexStringLower(bytes);

    private static bool IsHexText(string? text) =>
        text is { Length: > 0 } && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigitLower);
}

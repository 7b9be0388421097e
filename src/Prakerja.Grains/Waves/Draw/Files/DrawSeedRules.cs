using System.Security.Cryptography;

namespace Prakerja.Grains.Waves;

/// <summary>Checks the secrets of a draw against its commitment, and the seed against the secrets.</summary>
public static class DrawSeedRules
{
    private const string SecretForm = "32 bytes in lower-case hexadecimal";

    /// <summary>The first difference of a draw document; null when its seed follows from the commitment.</summary>
    /// <param name="commitmentHash">SHA-256 of the bytes of the commitment.</param>
    public static string? FindDifference(DrawCommitment commitment, byte[] commitmentHash, DrawDocument draw)
    {
        if (draw.Wave != commitment.Wave) return Differ("wave", $"{commitment.Wave}", $"{draw.Wave}");
        var hash = Convert.ToHexStringLower(commitmentHash);
        if (draw.Commitment != hash) return Differ("commitment", Show(hash), Show(draw.Commitment));
        if (commitment.PlannedSeedHash is { } planned) return FindPlannedDifference(planned, draw);
        if (ToBytes(draw.ProgrammeSecret) is not { } secret)
            return Differ("programmeSecret", SecretForm, Show(draw.ProgrammeSecret));
        if (HashOf(secret) is var secretHash && secretHash != commitment.ProgrammeHash)
            return Differ("programmeSecret, its SHA-256", Show(commitment.ProgrammeHash), Show(secretHash));
        if (FindRevealDifference(commitment, draw) is { } revealDifference) return revealDifference;
        if (FindBeaconDifference(commitment, draw.Beacon) is { } beaconDifference) return beaconDifference;
        var expected = Convert.ToHexStringLower(DrawSeed.Compute(
            commitmentHash,
            secret,
            draw.Reveals.Select(reveal => ToBytes(reveal.Secret)),
            ToBytes(draw.Beacon?.Randomness)));
        return draw.Seed == expected ? null : Differ("seed", Show(expected), Show(draw.Seed));
    }

    /// <summary>
    /// True when a beacon's value has the right form: the randomness is the hash of drand's signature, or of the typed
    /// value. The BLS signature itself is not checked.
    /// </summary>
    public static bool IsValid(DrawBeacon beacon, BeaconValue value) => FindValueDifference(beacon, value) is null;

    /// <summary>The 32 bytes of a hex text; null for another text.</summary>
    public static byte[]? ToBytes(string? hex) =>
        hex is { Length: 2 * DrawSeed.Length } && hex.All(char.IsAsciiHexDigitLower)
            ? Convert.FromHexString(hex)
            : null;

    private static string? FindPlannedDifference(string planned, DrawDocument draw)
    {
        if (draw.ProgrammeSecret is not null)
            return Differ("programmeSecret", "null with plannedSeedHash", Show(draw.ProgrammeSecret));
        var hash = ToBytes(draw.Seed) is { } seed ? HashOf(seed) : null;
        return hash == planned ? null : Differ("seed, its SHA-256", Show(planned), Show(hash));
    }

    private static string? FindRevealDifference(DrawCommitment commitment, DrawDocument draw)
    {
        for (var i = 0; i < Math.Min(commitment.Witnesses.Length, draw.Reveals.Length); i++)
        {
            var (witness, reveal, path) = (commitment.Witnesses[i], draw.Reveals[i], $"reveals[{i}]");
            if (reveal.Name != witness.Name) return Differ($"{path}.name", Show(witness.Name), Show(reveal.Name));
            if (reveal.Secret is null)
            {
                if (commitment.IfMissing == MissingSecretRule.Wait)
                    return Differ($"{path}.secret", "a secret, because ifMissing is \"wait\"", "null");
                continue;
            }

            if (ToBytes(reveal.Secret) is not { } secret)
                return Differ($"{path}.secret", SecretForm, Show(reveal.Secret));
            if (HashOf(secret) is var hash && hash != witness.Hash)
                return Differ($"{path}.secret, its SHA-256", Show(witness.Hash), Show(hash));
        }

        return commitment.Witnesses.Length == draw.Reveals.Length
            ? null
            : Differ("reveals", $"{commitment.Witnesses.Length} witnesses", $"{draw.Reveals.Length} witnesses");
    }

    private static string? FindBeaconDifference(DrawCommitment commitment, BeaconValue? value)
    {
        if (value is null)
        {
            return commitment.Beacon is not null && commitment.IfMissing == MissingSecretRule.Wait
                ? Differ("beacon", "a value, because ifMissing is \"wait\"", "null")
                : null;
        }

        return commitment.Beacon is { } beacon
            ? FindValueDifference(beacon, value)
            : Differ("beacon", "null as in the commitment", "an object");
    }

    private static string? FindValueDifference(DrawBeacon beacon, BeaconValue value)
    {
        string right;
        if (beacon.Kind == DrawBeaconKind.Typed)
        {
            if (value.Signature is not null)
                return Differ("beacon.signature", "null for a typed value", Show(value.Signature));
            if (string.IsNullOrEmpty(value.Value)) return Differ("beacon.value", "the typed value", Show(value.Value));
            right = Convert.ToHexStringLower(DrawSeed.RandomnessOf(value.Value));
        }
        else
        {
            if (value.Value is not null) return Differ("beacon.value", "null for drand", Show(value.Value));
            if (value.Signature is not { Length: 96 or 192 } || !value.Signature.All(char.IsAsciiHexDigitLower))
                return Differ("beacon.signature", "the signature of drand", Show(value.Signature));
            right = HashOf(Convert.FromHexString(value.Signature));
        }

        return value.Randomness == right ? null : Differ("beacon.randomness", Show(right), Show(value.Randomness));
    }

    private static string HashOf(byte[] value) => Convert.ToHexStringLower(SHA256.HashData(value));

    private static string Differ(string field, string expected, string found) =>
        DrawFileDifferenceException.Describe($"draw document.{field}", expected, found);

    private static string Show(string? text) => text is null ? "null" : DrawField.Show(text);
}

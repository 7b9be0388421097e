using System.Security.Cryptography;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>The secrets, the beacon and the seed of a draw document against its commitment.</summary>
public sealed class DrawSeedRulesTests
{
    private static readonly string Other = DrawFiles.HashOf("other"u8);

    [Fact]
    public void A_right_draw_document_has_no_difference() => Assert.All(
        DrawSamples.Sources, source => Assert.Null(FindDifference(source, draw => draw)));

    [Fact]
    public void The_seed_is_the_documented_hash()
    {
        var files = DrawSamples.Files(source: new DrawSource
        {
            IfMissing = MissingSecretRule.DrawWithout,
            Missing = ["ombudsman"],
        });
        var draw = files.Draw;
        byte[] text =
        [
            .. "prakerja-seed-1"u8,
            .. files.CommitmentHash,
            .. Convert.FromHexString(draw.ProgrammeSecret!),
            0,
            1,
            .. Convert.FromHexString(draw.Reveals[1].Secret!),
            1,
            .. Convert.FromHexString(draw.Beacon!.Randomness),
        ];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(text)), draw.Seed);
    }

    [Fact]
    public void Another_wave_commitment_or_seed_differs()
    {
        AssertDiffers("wave: expected 21, found 22", draw => draw with { Wave = 22 });
        AssertDiffers("commitment: ", draw => draw with { Commitment = Other });
        AssertDiffers("seed: ", draw => draw with { Seed = Other });
    }

    [Fact]
    public void A_wrong_or_missing_secret_of_the_programme_differs()
    {
        AssertDiffers("programmeSecret, its SHA-256", draw => draw with { ProgrammeSecret = Other });
        AssertDiffers("programmeSecret: ", draw => draw with { ProgrammeSecret = null });
        AssertDiffers("programmeSecret: ", draw => draw with { ProgrammeSecret = "00" });
    }

    [Fact]
    public void Wrong_secrets_of_witnesses_differ()
    {
        AssertDiffers(
            "reveals[1].secret, its SHA-256",
            draw => draw with { Reveals = [draw.Reveals[0], draw.Reveals[1] with { Secret = Other }] });
        AssertDiffers(
            "reveals[0].secret: ", draw =>
                draw with { Reveals = [draw.Reveals[0] with { Secret = "x" }, draw.Reveals[1]] });
        AssertDiffers(
            "reveals[0].secret: expected a secret, because ifMissing is \"wait\"",
            draw => draw with { Reveals = [draw.Reveals[0] with { Secret = null }, draw.Reveals[1]] });
        AssertDiffers("reveals[0].name", draw => draw with { Reveals = [draw.Reveals[1], draw.Reveals[0]] });
        AssertDiffers("reveals: expected 2 witnesses, found 1", draw => draw with { Reveals = [draw.Reveals[0]] });
        AssertDiffers("reveals: ", draw => draw with { Reveals = [.. draw.Reveals, draw.Reveals[0]] });
    }

    [Fact]
    public void A_wrong_value_of_drand_differs()
    {
        AssertDiffers("beacon: expected a value", draw => draw with { Beacon = null });
        AssertDiffers("beacon.randomness", draw => draw with { Beacon = draw.Beacon! with { Randomness = Other } });
        AssertDiffers("beacon.randomness", draw => draw with
        {
            Beacon = draw.Beacon! with { Signature = string.Concat(Enumerable.Repeat("ab", 48)) },
        });
        AssertDiffers("beacon.signature", draw => draw with { Beacon = draw.Beacon! with { Signature = null } });
        AssertDiffers("beacon.signature", draw => draw with { Beacon = draw.Beacon! with { Signature = Other } });
        AssertDiffers("beacon.value", draw => draw with { Beacon = draw.Beacon! with { Value = "x" } });
    }

    [Fact]
    public void A_wrong_typed_value_differs()
    {
        var typed = new DrawSource { Beacon = DrawBeaconKind.Typed };
        AssertDiffers(
            "beacon.randomness", draw => draw with { Beacon = draw.Beacon! with { Value = "31 12 08" } }, typed);
        AssertDiffers(
            "beacon.randomness", draw => draw with { Beacon = draw.Beacon! with { Randomness = Other } }, typed);
        AssertDiffers("beacon.value", draw => draw with { Beacon = draw.Beacon! with { Value = null } }, typed);
        AssertDiffers(
            "beacon.signature", draw => draw with { Beacon = draw.Beacon! with { Signature = Other } }, typed);
        Assert.Null(FindDifference(
            typed, draw => draw with { Beacon = draw.Beacon! with { Value = "\t31 12 07 \r\n" } }));
    }

    [Fact]
    public void A_value_without_a_beacon_in_the_commitment_differs()
    {
        var value = DrawSamples.Files().Draw.Beacon;
        AssertDiffers(
            "beacon: expected null", draw => draw with { Beacon = value }, new DrawSource { Beacon = null });
    }

    [Fact]
    public void Only_the_hash_of_a_planned_seed_is_checked()
    {
        var planned = new DrawSource { IsPlanned = true };
        AssertDiffers("seed, its SHA-256", draw => draw with { Seed = Other }, planned);
        AssertDiffers("programmeSecret: expected null", draw => draw with { ProgrammeSecret = Other }, planned);
        Assert.Null(FindDifference(planned, draw => draw with { Reveals = [new RevealedSecret("nobody", null)] }));
    }

    private static void AssertDiffers(
        string where, Func<DrawDocument, DrawDocument> change, DrawSource? source = null) => Assert.StartsWith(
            $"draw document.{where}", FindDifference(source ?? new DrawSource(), change), StringComparison.Ordinal);

    private static string? FindDifference(DrawSource source, Func<DrawDocument, DrawDocument> change)
    {
        var files = DrawSamples.Files(source: source);
        return DrawSeedRules.FindDifference(files.Commitment, files.CommitmentHash, change(files.Draw));
    }
}

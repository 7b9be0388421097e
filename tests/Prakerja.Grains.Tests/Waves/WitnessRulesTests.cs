using System.Collections.Immutable;
using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Tests.Participants;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Waves.WaveEvent;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Rule S1: who contributes to the seed of a draw, and until when.</summary>
public sealed class WitnessRulesTests
{
    private static readonly string Secret = new('a', 64);
    private static readonly string Hash = HashOf(Secret);
    private static readonly string Other = new('b', 64);

    private static readonly WavePlan Plan = new(
        21,
        "2021-09-16 12:00".Wib(),
        "2021-09-20".Wib(),
        "2021-09-20 10:00".Wib(),
        "2021-09-23 10:00".Wib(),
        16,
        [new ProvinceQuota(new ProvinceCode(32), 100, [])],
        new DrawTerms(MissingSecretRule.DrawWithout, 60));

    private static readonly DateTimeOffset Until = "2021-09-20 01:00".Wib();

    private static readonly DrawBeacon Typed = new(DrawBeaconKind.Typed, Source: "Angka undian 20 September 2021");

    private static WaveState Open => new(Plan, null, WaveStage.Open) { Witnesses = [new DrawWitness("ana", Hash)] };

    private static WaveState Committed => Open with
    {
        Stage = WaveStage.Closed,
        Sealing = new WaveSealing(7, 3, "{}", Other, Until),
    };

    [Fact]
    public void A_witness_registers_before_closing_and_not_at_closing()
    {
        var before = Plan.ClosesAt.AMomentBefore();

        Assert.Equal(
            [new WitnessRegistered("budi", Hash, before)], WitnessRules.Register(Open, "budi", Hash, before).Events);
        Assert.Equal(
            WitnessRefusals.RegistrationClosed, WitnessRules.Register(Open, "budi", Hash, Plan.ClosesAt).Refusal);
        Assert.Equal(
            WitnessRefusals.RegistrationClosed,
            WitnessRules.Register(Open with { Stage = WaveStage.Closed }, "budi", Hash, before).Refusal);
    }

    [Fact]
    public void A_witness_cannot_change_the_hash()
    {
        Assert.Equal([], WitnessRules.Register(Open, "ana", Hash, Plan.OpensAt).Events);
        Assert.Equal(
            WitnessRefusals.AlreadyRegistered, WitnessRules.Register(Open, "ana", HashOf(Other), Plan.OpensAt).Refusal);
    }

    [Fact]
    public void A_wave_has_at_most_eight_witnesses()
    {
        var seven = Open with { Witnesses = [.. Enumerable.Range(0, 7).Select(i => new DrawWitness($"w{i}", Hash))] };
        var eight = seven with { Witnesses = seven.Witnesses.Add(new DrawWitness("w7", Hash)) };

        Assert.Null(WitnessRules.Register(seven, "budi", Hash, Plan.OpensAt).Refusal);
        Assert.Equal(
            WitnessRefusals.TooManyWitnesses, WitnessRules.Register(eight, "budi", Hash, Plan.OpensAt).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("AA00000000000000000000000000000000000000000000000000000000000000")]
    public void A_hash_and_a_secret_are_lower_case_hex_of_32_bytes(string value)
    {
        Assert.Equal(WitnessRefusals.ValueMalformed, WitnessRules.Register(Open, "budi", value, Plan.OpensAt).Refusal);
        Assert.Equal(WitnessRefusals.ValueMalformed, WitnessRules.Reveal(Committed, "ana", value, Until).Refusal);
    }

    [Fact]
    public void A_secret_is_revealed_after_the_commitment_and_before_the_end_of_the_time()
    {
        var before = Until.AMomentBefore();

        Assert.Equal(
            [new SecretRevealed("ana", Secret, before)], WitnessRules.Reveal(Committed, "ana", Secret, before).Events);
        Assert.Equal(WitnessRefusals.NotCommitted, WitnessRules.Reveal(Open, "ana", Secret, before).Refusal);
        Assert.Equal(WitnessRefusals.TooLate, WitnessRules.Reveal(Committed, "ana", Secret, Until).Refusal);
        Assert.Equal(
            WitnessRefusals.TooLate,
            WitnessRules.Reveal(Committed with { Stage = WaveStage.Drawn }, "ana", Secret, before).Refusal);
    }

    [Fact]
    public void A_late_secret_counts_while_the_draw_waits_for_it()
    {
        var waiting = Committed with { Plan = Plan with { Terms = new DrawTerms(MissingSecretRule.Wait, 60) } };

        Assert.Null(WitnessRules.Reveal(waiting, "ana", Secret, Until.AddDays(9)).Refusal);
        Assert.Equal(
            WitnessRefusals.TooLate,
            WitnessRules.Reveal(waiting with { Stage = WaveStage.Drawn }, "ana", Secret, Until).Refusal);
    }

    [Fact]
    public void A_secret_must_match_and_comes_once_and_from_a_registered_witness()
    {
        var revealed = Committed with { Witnesses = [new DrawWitness("ana", Hash, Secret)] };

        Assert.Equal(
            WitnessRefusals.SecretMismatch, WitnessRules.Reveal(Committed, "ana", Other, Plan.ClosesAt).Refusal);
        Assert.Equal(
            WitnessRefusals.AlreadyRevealed, WitnessRules.Reveal(revealed, "ana", Secret, Plan.ClosesAt).Refusal);
        Assert.Equal(
            WitnessRefusals.NotRegistered, WitnessRules.Reveal(Committed, "budi", Secret, Plan.ClosesAt).Refusal);
    }

    [Fact]
    public void A_typed_value_counts_when_a_second_officer_types_the_same()
    {
        var state = Committed with { Plan = Plan with { Terms = Plan.Terms! with { Beacon = Typed } } };
        ImmutableArray<string> ani = ["ani"], budi = ["budi"];
        var first = state with { TypedBeacon = new TypedBeaconValue("4711", "key-1", ani) };

        Assert.Equal(
            [new BeaconValueEntered("4711", "key-1", Plan.ClosesAt, ani)],
            WitnessRules.TypeBeacon(state, " 4711 ", "key-1", ani, Plan.ClosesAt).Events);
        Assert.Equal(
            WitnessRefusals.SameOfficer,
            WitnessRules.TypeBeacon(first, "4711", "key-2", ["siti", "ani"], Plan.ClosesAt).Refusal);
        Assert.Equal(
            [new BeaconReceived(WitnessRules.ValueOfTyped("4711"), Plan.ClosesAt, "key-3")],
            WitnessRules.TypeBeacon(first, "4711", "key-3", budi, Plan.ClosesAt).Events);
        var differs = WitnessRules.TypeBeacon(first, "4712", "key-3", budi, Plan.ClosesAt);
        Assert.Equal(WitnessRefusals.BeaconMismatch, differs.Refusal);
        Assert.Equal([new BeaconDiffered("key-3", Plan.ClosesAt)], differs.Events);
        Assert.Equal(
            WitnessRefusals.NoTypedBeacon, WitnessRules.TypeBeacon(Committed, "4711", "key-1", ani, Until).Refusal);
        Assert.Equal(WitnessRefusals.TooLate, WitnessRules.TypeBeacon(state, "4711", "key-1", ani, Until).Refusal);
    }

    [Fact]
    public void A_typed_value_without_people_is_typed_in_again()
    {
        var state = Committed with
        {
            Plan = Plan with { Terms = Plan.Terms! with { Beacon = Typed } },
            TypedBeacon = new TypedBeaconValue("4711", "ani"),
        };
        ImmutableArray<string> budi = ["budi"];

        Assert.Equal(
            [new BeaconValueEntered("4711", "key-3", Plan.ClosesAt, budi)],
            WitnessRules.TypeBeacon(state, "4711", "key-3", budi, Plan.ClosesAt).Events);
    }

    [Fact]
    public void The_draw_names_what_it_waits_for_and_goes_on_without_it_when_the_plan_says_so()
    {
        var state = Committed with { Plan = Plan with { Terms = Plan.Terms! with { Beacon = Typed } } };
        var complete = state with
        {
            Witnesses = [new DrawWitness("ana", Hash, Secret)],
            Beacon = WitnessRules.ValueOfTyped("4711"),
        };

        Assert.Equal(["ana", "beacon"], WitnessRules.MissingOf(state));
        Assert.Equal(Plan.DrawsAt, WitnessRules.DrawsAt(state)); // after the time for revealing
        Assert.Empty(WitnessRules.MissingOf(complete));
        Assert.Equal(Plan.DrawsAt, WitnessRules.DrawsAt(complete));
        Assert.Empty(WitnessRules.MissingOf(Open));

        var early = Plan with { DrawsAt = Plan.ClosesAt };
        Assert.Equal(Until, WitnessRules.DrawsAt(state with { Plan = early with { Terms = state.Plan.Terms } }));
        Assert.Null(WitnessRules.DrawsAt(
            state with { Plan = early with { Terms = new DrawTerms(MissingSecretRule.Wait, 60, Typed) } }));
    }

    [Theory]
    [InlineData(0, "wave.draw_terms_invalid")]
    [InlineData(1, null)]
    [InlineData(4_920, null)] // the announcement, 82 hours after closing
    [InlineData(4_921, "wave.draw_terms_invalid")]
    public void The_time_for_revealing_ends_before_the_announcement(int minutes, string? refusal) => Assert.Equal(
        refusal,
        WaveRules.Plan(
            null, Plan with { Terms = Plan.Terms! with { RevealMinutes = minutes } }, "ani",
                Plan.OpensAt).Refusal?.Code);

    [Fact]
    public void A_beacon_has_the_members_of_its_kind()
    {
        DrawBeacon[] valid = [Typed, new(DrawBeaconKind.Drand, Secret, 1)];
        DrawBeacon[] invalid =
        [
            new(DrawBeaconKind.Typed), new(DrawBeaconKind.Typed, Secret, 1, "x"), new(DrawBeaconKind.Drand, Secret, 0),
            new(DrawBeaconKind.Drand, "ab", 1), new(DrawBeaconKind.Drand, Secret, 1, "x"), new((DrawBeaconKind)9),
        ];

        Assert.All(valid, beacon => Assert.Null(Planned(beacon).Refusal));
        Assert.All(invalid, beacon => Assert.Equal(WaveRefusals.TermsInvalid, Planned(beacon).Refusal));
    }

    private static Decision<WaveEvent> Planned(DrawBeacon beacon) => WaveRules.Plan(
        null, Plan with { Terms = Plan.Terms! with { Beacon = beacon } }, "ani", Plan.OpensAt);

    private static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(secret)));
}

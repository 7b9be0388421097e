using System.Text.Json;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Tests.Participants;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Waves.WaveEvent;
using static Prakerja.Grains.Waves.WaveRollEvent;

namespace Prakerja.Grains.Tests.Golden;

public sealed class StoredWavesTests
{
    private const string Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private static readonly WavePlan Plan = new(
        21,
        "2021-09-16 12:00".Wib(),
        "2021-09-20".Wib(),
        "2021-09-21 10:00".Wib(),
        "2021-09-23 10:00".Wib(),
        16,
        [
            new ProvinceQuota(new ProvinceCode(31), 20_000, []),
            new ProvinceQuota(new ProvinceCode(32), 100_000, [new TierLimit(1, 40_000)]),
        ]);

    private static readonly DateTimeOffset At = "2021-09-23 10:00".Wib();
    private static readonly KeyedHash Somebody = new(0x0123456789ABCDEF, 0x23456789ABCDEF01);

    private static readonly DrawCell[] Cells =
    [
        new(new ProvinceCode(31), 2, 9, 0, null),
        new(new ProvinceCode(32), 1, 12, 4, new Ticket(ulong.MaxValue, 7)),
    ];

    private static readonly string Hash = new('a', 64);

    private static readonly DrawTerms Terms = new(
        MissingSecretRule.DrawWithout, 90, new DrawBeacon(DrawBeaconKind.Typed, Source: "Angka undian"));

    private static readonly BeaconValue Beacon = new(Hash, null, "4711");

    private static readonly SetAsideEntry[] SetAside =
        [.. Enum.GetValues<NotSelectedReason>().Select(reason => new SetAsideEntry(Somebody, reason))];

    [Fact]
    public void A_typed_beacon_value_with_people_is_read_as_it_was_written() => GoldenFile.AssertReadsAs<WaveEvent>(
        "wave-beacon-value-with-people.json",
        new BeaconValueEntered("4711", "key-1", At, ["ani", "siti"]),
        WaveJson.Default.WaveEvent);

    [Fact]
    public void A_planned_wave_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "wave-state-scheduled.json", new WaveState(Plan, Seed, WaveStage.Scheduled), WaveJson.Default.WaveState);

    [Fact]
    public void A_drawn_wave_is_read_as_it_was_written()
    {
        var drawn = new WaveState(Plan, Seed, WaveStage.Drawn)
        {
            Applicants = 21,
            Cells = [.. Cells],
            Answered = [new AnsweredWaveRequest("key-1", "hash-1")],
        };

        var read = GoldenFile.ReadState("wave-state-drawn.json", drawn, WaveJson.Default.WaveState);

        Assert.Equal((drawn.Seed, drawn.Stage, drawn.Applicants), (read.Seed, read.Stage, read.Applicants));
        Assert.Equal(drawn.Cells.AsEnumerable(), read.Cells);
        Assert.Equal(drawn.Answered.AsEnumerable(), read.Answered);
        Assert.Equal(Plan.Quotas[1].TierPlaces.AsEnumerable(), read.Plan.Quotas[1].TierPlaces);
    }

    [Fact]
    public void An_awarded_wave_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "wave-state-awarded.json",
        new WaveState(Plan, Seed, WaveStage.Announced)
        {
            Applicants = 21,
            Cells = [.. Cells],
            Awards = new AwardProgress(4, 3, 1),
        },
        WaveJson.Default.WaveState);

    [Fact]
    public void The_events_of_waves_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "wave-events.json",
        [
            new WavePlanned(Plan, Seed, WaveRules.SeedCommitment(Seed)),
            new QuotasChanged(Plan.Quotas),
            new WaveOpened(At),
            new WaveClosed(At),
            new WaveDrawn(At, Seed, 21, [.. Cells]),
            new WaveAnnounced(At),
            new WavePlanned(Plan, Seed, WaveRules.SeedCommitment(Seed), "ani"),
            new QuotasChanged(Plan.Quotas, "ani"),
            new WaveOpened(At, "ani"),
            new WaveClosed(At, "ani"),
            new WaveDrawn(At, Seed, 21, [.. Cells], "ani"),
            new WaveAnnounced(At, "ani"),
            new AwardsFinished(At, new AwardProgress(4, 3, 1)),
        ],
        WaveJson.Default.WaveEvent,
        "wave-draw-events.json");

    [Fact]
    public void The_events_of_witnessed_draws_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "wave-draw-events.json",
        [
            new WavePlanned(Plan with { Terms = Terms }, null, null, "ani"),
            new WitnessRegistered("ombudsman", Hash, At),
            new RollCommitted(At, null, Hash),
            new SecretRevealed("ombudsman", Seed, At),
            new RevealRefused("notaris", "draw.too_late", At),
            new BeaconValueEntered("4711", "ani", At),
            new BeaconDiffered("budi", At),
            new BeaconReceived(Beacon, At, "budi"),
            new WaveDrawn(At, Seed, 21, [.. Cells])
            {
                Result = new WaveDrawResult("{}", Hash),
                Missing = ["notaris"],
            },
            new PlacesRedrawn(At, 1, 2, 2),
            new AwardsFinished(At, new AwardProgress(4, 2, 1, 1)),
        ],
        WaveJson.Default.WaveEvent,
        "wave-events.json");

    [Fact]
    public void A_sealed_wave_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "wave-state-sealed.json",
        new WaveState(Plan with { Terms = Terms }, null, WaveStage.Closed)
        {
            Applicants = 21,
            Witnesses = [new DrawWitness("ombudsman", Hash, Seed), new DrawWitness("notaris", Hash)],
            Sealing = new WaveSealing(4_711, 21, "{}", Seed, At),
            TypedBeacon = new TypedBeaconValue("4711", "ani"),
            RefusedReveals = 1,
        },
        WaveJson.Default.WaveState);

    [Fact]
    public void A_wave_drawn_by_a_sealed_roll_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "wave-state-redrawn.json",
        new WaveState(Plan with { Terms = Terms }, Seed, WaveStage.Announced)
        {
            Applicants = 21,
            Cells = [.. Cells],
            Sealing = new WaveSealing(4_711, 21, "{}", Seed, At),
            Beacon = Beacon,
            Result = new WaveDrawResult("{}", Hash, 2),
            Awards = new AwardProgress(4, 2, 1, 1),
        },
        WaveJson.Default.WaveState);

    [Fact]
    public void A_prepared_roll_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "wave-roll-state-prepared.json", new WaveRollState(21, [.. SetAside]), WaveJson.Default.WaveRollState);

    [Fact]
    public void A_prepared_roll_with_packed_set_aside_entries_is_read_as_it_was_written()
    {
        var read = GoldenFile.ReadState(
            "wave-roll-state-packed.json", new WaveRollState(21, [.. SetAside]), WaveJson.Default.WaveRollState);

        Assert.Equal(SetAside, read.SetAside);
    }

    [Fact]
    public void A_partition_that_sets_aside_seven_hundred_thousand_people_fits_into_one_commit()
    {
        var many = new SetAsideEntry[700_000];
        for (var i = 0; i < many.Length; i++)
            many[i] = new SetAsideEntry(new KeyedHash((ulong)i << 32, ~(ulong)i), NotSelectedReason.TestFailed);
        var state = new WaveRollState(800_000, [.. many]);

        var bytes = JsonSerializer.SerializeToUtf8Bytes(state, WaveJson.Default.WaveRollState).Length
            + JsonSerializer.SerializeToUtf8Bytes(
                new RollPrepared(800_000, [.. many]), WaveJson.Default.WaveRollEvent).Length;

        Assert.InRange(bytes, many.Length, 16 * 1024 * 1024); // CommitValidation.MaxBytes
    }

    [Fact]
    public void A_roll_that_is_being_awarded_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "wave-roll-state-awarding.json",
        new WaveRollState(21, [.. SetAside])
        {
            Awards = new Awards(new WaveDraw(21, Seed, [.. Cells]), At, 4, 2, 1, Somebody, Finished: false),
        },
        WaveJson.Default.WaveRollState);

    [Fact]
    public void A_roll_that_is_awarded_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "wave-roll-state-awarded.json",
        new WaveRollState(21, [])
        {
            Awards = new Awards(new WaveDraw(21, Seed, [.. Cells]), At, 4, 4, 0, Somebody, Finished: true),
        },
        WaveJson.Default.WaveRollState);

    [Fact]
    public void The_events_of_rolls_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "wave-roll-events.json",
        [
            new RollPrepared(21, [.. SetAside]),
            new AwardsStarted(new WaveDraw(21, Seed, [.. Cells]), At, 4, [.. SetAside]),
            new AwardsMade(At, 3, [SetAside[0]], Somebody, Finished: true),
        ],
        WaveJson.Default.WaveRollEvent);

    [Fact]
    public void No_event_before_the_draw_contains_the_seed() => Assert.DoesNotContain(
        Seed,
        JsonSerializer.Serialize(
            new WavePlanned(Plan, Seed, WaveRules.SeedCommitment(Seed)), WaveJson.Default.WaveEvent),
        StringComparison.OrdinalIgnoreCase);
}

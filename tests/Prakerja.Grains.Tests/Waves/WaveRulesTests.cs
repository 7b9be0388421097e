using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Tests.Participants;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Waves.WaveEvent;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Rules A3 and S1: a wave's plan and its times.</summary>
public sealed class WaveRulesTests
{
    private const string Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    // sha256 of the bytes 00 to 1f.
    private const string Commitment = "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd";

    private static readonly DateTimeOffset Now = "2021-09-10 09:00".Wib();

    private static readonly ProvinceCode Jakarta = new(31);
    private static readonly ProvinceCode JawaBarat = new(32);
    private static readonly ProvinceCode Bali = new(51);

    private static readonly WavePlan Wave21 = new(
        21,
        "2021-09-16 12:00".Wib(),
        "2021-09-20".Wib(),
        "2021-09-21 10:00".Wib(),
        "2021-09-23 10:00".Wib(),
        16,
        [Quota(JawaBarat, 100_000, new TierLimit(1, 40_000))]);

    [Fact]
    public void A_plan_has_no_seed()
    {
        Assert.Equal([new WavePlanned(Wave21, null, null, "ani")], Planned(Wave21).Events);

        var state = WaveRules.Fold(null, new WavePlanned(Wave21, null, null, "ani"));

        Assert.Equal(
            new WaveState(Wave21, null, WaveStage.Scheduled),
            state with { Cells = default, Answered = default, Witnesses = default });
        Assert.Null(WaveRules.ViewOf(state, null).SeedCommitment);
        Assert.Null(WaveRules.ViewOf(state, null).Seed);
    }

    [Fact]
    public void A_seed_that_an_earlier_version_fixed_at_planning_is_shown_as_its_hash()
    {
        var state = WaveRules.Fold(null, new WavePlanned(Wave21, Seed, Commitment, "ani"));

        Assert.Equal(Commitment, WaveRules.ViewOf(state, null).SeedCommitment);
        Assert.Null(WaveRules.ViewOf(state, null).Seed);
    }

    [Fact]
    public void A_number_is_planned_once()
    {
        var state = WaveRules.Fold(null, new WavePlanned(Wave21, Seed, Commitment, "ani"));

        Assert.Equal(WaveRefusals.AlreadyPlanned, WaveRules.Plan(state, Wave21, "ani", Now).Refusal);
    }

    [Theory]
    [InlineData(0, "wave.number_invalid")]
    [InlineData(1, null)]
    [InlineData(9_999, null)]
    [InlineData(10_000, "wave.number_invalid")]
    public void A_wave_is_numbered_1_to_9999(int number, string? refusal) =>
        Assert.Equal(refusal, Planned(Wave21 with { Number = number }).Refusal?.Code);

    [Fact]
    public void A_wave_opens_closes_draws_and_announces_in_this_order()
    {
        Assert.Null(Planned(Wave21 with { OpensAt = Wave21.ClosesAt.AMomentBefore() }).Refusal);
        Assert.Null(Planned(Wave21 with { DrawsAt = Wave21.ClosesAt, AnnouncesAt = Wave21.ClosesAt }).Refusal);
        Assert.All(
            [
                Wave21 with { OpensAt = Wave21.ClosesAt },
                Wave21 with { OpensAt = Wave21.ClosesAt.AMomentAfter() },
                Wave21 with { DrawsAt = Wave21.ClosesAt.AMomentBefore() },
                Wave21 with { AnnouncesAt = Wave21.DrawsAt.AMomentBefore() },
            ],
            plan => Assert.Equal(WaveRefusals.TimesOutOfOrder, Planned(plan).Refusal));
    }

    [Fact]
    public void A_wave_closes_in_the_future_and_may_open_in_the_past()
    {
        Assert.Null(WaveRules.Plan(null, Wave21, "ani", Wave21.ClosesAt.AMomentBefore()).Refusal);
        Assert.Equal(WaveRefusals.ClosesInPast, WaveRules.Plan(null, Wave21, "ani", Wave21.ClosesAt).Refusal);
        Assert.Equal(
            WaveRefusals.ClosesInPast,
            WaveRules.Plan(null, Wave21, "ani", Wave21.ClosesAt.AMomentAfter()).Refusal);
    }

    [Fact]
    public void A_wave_announces_within_five_years_of_its_planning()
    {
        var fiveYears = "2026-09-10 09:00".Wib();

        Assert.Null(Planned(Wave21 with { AnnouncesAt = fiveYears }).Refusal);
        Assert.Equal(
            WaveRefusals.TooFarAhead, Planned(Wave21 with { AnnouncesAt = fiveYears.AMomentAfter() }).Refusal);
    }

    [Theory]
    [InlineData(0, "wave.partitions_invalid")]
    [InlineData(1, null)]
    [InlineData(256, null)]
    [InlineData(257, "wave.partitions_invalid")]
    public void A_roll_has_1_to_256_partitions(int partitions, string? refusal) =>
        Assert.Equal(refusal, Planned(Wave21 with { RollPartitions = partitions }).Refusal?.Code);

    [Theory]
    [InlineData(-1, "wave.quota_invalid")]
    [InlineData(0, null)]
    [InlineData(10_000_000, null)]
    [InlineData(10_000_001, "wave.quota_invalid")]
    public void A_quota_is_from_0_to_ten_million_places(int places, string? refusal)
    {
        Assert.Equal(refusal, Planned(Wave21 with { Quotas = [Quota(Bali, places)] }).Refusal?.Code);
        Assert.Equal(
            refusal,
            Planned(Wave21 with
            {
                Quotas = [Quota(Bali, 3, new TierLimit(1, 3), new TierLimit(2, places))],
            }).Refusal?.Code);
    }

    [Theory]
    [InlineData(0, "wave.quota_invalid")]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, "wave.quota_invalid")]
    public void A_tier_limit_names_an_existing_tier(byte tier, string? refusal) =>
        Assert.Equal(
            refusal, Planned(Wave21 with { Quotas = [Quota(Bali, 5, new TierLimit(tier, 3))] }).Refusal?.Code);

    [Fact]
    public void Each_province_and_each_of_its_tiers_has_one_quota()
    {
        Assert.Equal(WaveRefusals.QuotasMissing, Planned(Wave21 with { Quotas = [] }).Refusal);
        Assert.Equal(WaveRefusals.QuotasMissing, Planned(Wave21 with { Quotas = default }).Refusal);
        Assert.Equal(
            WaveRefusals.QuotaProvinceTwice,
            Planned(Wave21 with { Quotas = [Quota(Bali, 1), Quota(Jakarta, 1), Quota(Bali, 2)] }).Refusal);
        Assert.Equal(
            WaveRefusals.QuotaInvalid,
            Planned(Wave21 with { Quotas = [Quota(Bali, 5, new TierLimit(1, 3), new TierLimit(1, 2))] }).Refusal);
        Assert.Null(Planned(Wave21 with { Quotas = [new ProvinceQuota(Bali, 5, default)] }).Refusal);
        Assert.Equal(
            WaveRefusals.QuotaInvalid,
            Planned(Wave21 with { Quotas = [Quota(Jakarta, 5), Quota(Bali, -1)] }).Refusal);
    }

    [Theory]
    [InlineData(3, 1, "wave.quota_does_not_add_up")]
    [InlineData(3, 2, null)]
    [InlineData(0, 9, null)]
    public void The_limits_of_all_tiers_together_reach_the_places(int first, int second, string? refusal) =>
        Assert.Equal(
            refusal,
            Planned(Wave21 with
            {
                Quotas = [Quota(Bali, 5, new TierLimit(1, first), new TierLimit(2, second))],
            }).Refusal?.Code);

    [Fact]
    public void A_quota_names_a_province_that_exists() => Assert.Equal(
        WaveRefusals.QuotaProvinceUnknown,
        Planned(Wave21 with { Quotas = [Quota(Bali, 1), Quota(new ProvinceCode(99), 1)] }).Refusal);

    [Fact]
    public void Quotas_change_until_the_wave_closes_and_never_after()
    {
        ImmutableArray<ProvinceQuota> changed = [Quota(Bali, 7)];
        foreach (var stage in Enum.GetValues<WaveStage>())
        {
            var state = new WaveState(Wave21, Seed, stage);
            var decided = WaveRules.ChangeQuotas(state, changed, "ani", Wave21.ClosesAt.AMomentBefore());
            Assert.Equal(stage <= WaveStage.Open ? null : WaveRefusals.QuotasFixed, decided.Refusal);
            Assert.Equal(
                WaveRefusals.QuotasFixed, WaveRules.ChangeQuotas(state, changed, "ani", Wave21.ClosesAt).Refusal);
        }

        var open = new WaveState(Wave21, Seed, WaveStage.Open);
        Assert.Equal(WaveRefusals.QuotasMissing, WaveRules.ChangeQuotas(open, [], "ani", Now).Refusal);
        var event_ = Assert.Single(WaveRules.ChangeQuotas(open, changed, "ani", Now).Events);
        Assert.Equal(new QuotasChanged(changed, "ani"), event_);
        Assert.Equal(changed, WaveRules.Fold(open, event_).Plan.Quotas);
    }

    [Fact]
    public void Closing_waits_for_the_grace_period_and_the_other_steps_are_on_time()
    {
        var options = new ProgrammeOptions();
        DateTimeOffset? At(WaveStage stage) => WaveRules.NextStepAt(new WaveState(Wave21, Seed, stage), options);

        Assert.Equal(Wave21.OpensAt, At(WaveStage.Scheduled));
        Assert.Equal("2021-09-20 00:00:02".Wib(), At(WaveStage.Open));
        Assert.Equal(Wave21.ClosesAt, At(WaveStage.Closed)); // the roll is sealed at once
        Assert.Equal(Wave21.AnnouncesAt, At(WaveStage.Drawn));
        Assert.Null(At(WaveStage.Announced));
    }

    [Fact]
    public void A_wave_goes_from_plan_to_announcement_and_reveals_its_seed_with_the_draw()
    {
        ImmutableArray<DrawCell> cells = [new DrawCell(JawaBarat, 2, 10, 4, new Ticket(1, 2))];
        var state = WaveRules.Fold(null, new WavePlanned(Wave21, Seed, Commitment, "ani"));
        Assert.Equal(WaveStage.Open, (state = WaveRules.Fold(state, new WaveOpened(Now))).Stage);
        Assert.Equal(WaveStage.Closed, (state = WaveRules.Fold(state, new WaveClosed(Now))).Stage);
        Assert.Null(WaveRules.ViewOf(state, null).Seed);
        Assert.Null(WaveRules.ViewOf(state, null).Applicants);

        state = WaveRules.Fold(state, new WaveDrawn(Now, Seed, 10, cells));
        Assert.Equal(WaveStage.Drawn, state.Stage);
        Assert.Equal(
            (Seed, Commitment, 10L, cells),
            (WaveRules.ViewOf(state, null).Seed!, WaveRules.ViewOf(state, null).SeedCommitment,
                WaveRules.ViewOf(state, null).Applicants!.Value, WaveRules.ViewOf(state, null).Cells));

        state = WaveRules.Fold(state, new WaveAnnounced(Now));
        var view = WaveRules.ViewOf(state, new AwardProgress(4, 3, 1));
        Assert.Equal((WaveStage.Announced, new AwardProgress(4, 3, 1), Seed), (view.Stage, view.Awards, view.Seed));
        Assert.Null(state.Awards);
        state = WaveRules.Fold(state, new AwardsFinished(Now, new AwardProgress(4, 3, 1)));
        Assert.Equal(new AwardProgress(4, 3, 1), state.Awards);
        Assert.Equal(
            (Wave21.Number, Wave21.OpensAt, Wave21.ClosesAt, Wave21.DrawsAt, Wave21.AnnouncesAt, Wave21.Quotas),
            (view.Number, view.OpensAt, view.ClosesAt, view.DrawsAt, view.AnnouncesAt, view.Quotas));
    }

    [Theory]
    [InlineData(4, 3, 1, true)]
    [InlineData(4, 4, 0, true)]
    [InlineData(0, 0, 0, true)]
    [InlineData(4, 3, 0, false)]
    public void Awards_are_finished_when_no_selected_applicant_is_left(
        long selected, long awarded, long notTaken, bool finished) =>
        Assert.Equal(finished, new AwardProgress(selected, awarded, notTaken).IsFinished());

    [Fact]
    public void The_schedule_for_participants_has_times_partitions_and_stage() => Assert.Equal(
        new WaveSchedule(
            21, Wave21.OpensAt, Wave21.ClosesAt, Wave21.DrawsAt, Wave21.AnnouncesAt, 16, WaveStage.Closed, null, false, true),
        WaveRules.ScheduleOf(new WaveState(Wave21, Seed, WaveStage.Closed)));

    [Fact]
    public void The_first_event_of_a_wave_is_its_plan() =>
        Assert.Throws<InvalidOperationException>(() => WaveRules.Fold(null, new WaveOpened(Now)));

    private static ProvinceQuota Quota(ProvinceCode province, int places, params TierLimit[] tiers) =>
        new(province, places, [.. tiers]);

    private static Decision<WaveEvent> Planned(WavePlan plan) => WaveRules.Plan(null, plan, "ani", Now);
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Waves.WaveEvent;

namespace Prakerja.Grains.Waves;

/// <summary>Rules A3 and S1 for the wave itself: its plan and its times.</summary>
public static class WaveRules
{
    /// <summary>Most places a province can be given; more than anybody will ever have is a typing mistake.</summary>
    public const int PlacesLimit = 10_000_000;

    public const int RollPartitionsLimit = 256;

    /// <summary>Years from the planning to the announcement at most; what is later is a typing mistake.</summary>
    public const int YearsAheadMax = 5;

    /// <summary>
    /// Rule A3: a wave opens, closes, draws and announces, in this order, closes in the future and announces within
    /// five years; the moment five years from now belongs to them.
    /// </summary>
    public static Decision<WaveEvent> Plan(WaveState? state, WavePlan plan, string seed, string by, DateTimeOffset now)
    {
        if (state is not null) return WaveRefusals.AlreadyPlanned;
        if (plan.Number is < 1 or > WaveKey.Last) return WaveRefusals.NumberInvalid;
        if (plan.OpensAt >= plan.ClosesAt || plan.ClosesAt > plan.DrawsAt || plan.DrawsAt > plan.AnnouncesAt)
            return WaveRefusals.TimesOutOfOrder;
        if (plan.ClosesAt <= now) return WaveRefusals.ClosesInPast;
        if (plan.AnnouncesAt > now.AddYears(YearsAheadMax)) return WaveRefusals.TooFarAhead;
        if (plan.RollPartitions is < 1 or > RollPartitionsLimit) return WaveRefusals.PartitionsInvalid;
        if (QuotaFault(plan.Quotas) is { } fault) return fault;
        return new WavePlanned(plan, seed, SeedCommitment(seed), by);
    }

    /// <summary>Rule S1: quotas are fixed before the applicants are known, that is, until closing.</summary>
    public static Decision<WaveEvent> ChangeQuotas(
        WaveState state, ImmutableArray<ProvinceQuota> quotas, string by, DateTimeOffset now)
    {
        if (state.Stage > WaveStage.Open || now >= state.Plan.ClosesAt) return WaveRefusals.QuotasFixed;
        return QuotaFault(quotas) is { } fault ? fault : new QuotasChanged(quotas, by);
    }

    /// <summary>
    /// The moment of the next step. Closing waits <c>CloseGraceSeconds</c>, so that an application made in the last
    /// moment is still on its way to the gate when nothing new is accepted any more.
    /// </summary>
    public static DateTimeOffset? NextStepAt(WaveState state, ProgrammeOptions options) => state.Stage switch
    {
        WaveStage.Scheduled => state.Plan.OpensAt,
        WaveStage.Open => state.Plan.ClosesAt.AddSeconds(options.CloseGraceSeconds),
        WaveStage.Closed => state.Plan.DrawsAt,
        WaveStage.Drawn => state.Plan.AnnouncesAt,
        _ => null,
    };

    public static WaveState Fold(WaveState? state, WaveEvent happened) => happened switch
    {
        WavePlanned e => new WaveState(e.Plan, e.Seed!, WaveStage.Scheduled),
        _ when state is null => throw new InvalidOperationException("A wave begins with its plan."),
        QuotasChanged e => state with { Plan = state.Plan with { Quotas = e.Quotas } },
        WaveOpened => state with { Stage = WaveStage.Open },
        WaveClosed => state with { Stage = WaveStage.Closed },
        WaveDrawn e => state with { Stage = WaveStage.Drawn, Applicants = e.Applicants, Cells = e.Cells },
        WaveAnnounced => state with { Stage = WaveStage.Announced },
        AwardsFinished e => state with { Awards = e.Awards },
        _ => throw new InvalidOperationException($"No state follows from {happened.GetType().Name}."),
    };

    /// <summary>What is published of the seed before the draw: SHA-256 of its bytes, lower-case hex.</summary>
    public static string SeedCommitment(string seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(seed)));

    public static WaveSchedule ScheduleOf(WaveState state) => new(
        state.Plan.Number,
        state.Plan.OpensAt,
        state.Plan.ClosesAt,
        state.Plan.DrawsAt,
        state.Plan.AnnouncesAt,
        state.Plan.RollPartitions,
        state.Stage);

    public static WaveView ViewOf(WaveState state, AwardProgress? awards) => new(
        state.Plan.Number,
        state.Stage,
        state.Plan.OpensAt,
        state.Plan.ClosesAt,
        state.Plan.DrawsAt,
        state.Plan.AnnouncesAt,
        state.Plan.Quotas,
        SeedCommitment(state.Seed),
        state.Stage >= WaveStage.Drawn ? state.Seed : null,
        state.Applicants,
        state.Cells,
        awards);

    private static Refusal? QuotaFault(ImmutableArray<ProvinceQuota> quotas)
    {
        if (quotas.IsDefaultOrEmpty) return WaveRefusals.QuotasMissing;
        if (quotas.Select(quota => quota.Province).Distinct().Count() != quotas.Length)
            return WaveRefusals.QuotaProvinceTwice;
        var faulty = quotas.Any(quota =>
            quota.Places is < 0 or > PlacesLimit
            || (!quota.TierPlaces.IsDefaultOrEmpty && (
                quota.TierPlaces.Any(limit =>
                    limit.Tier is < 1 or > PriorityTiers.Last || limit.Places is < 0 or > PlacesLimit)
                || quota.TierPlaces.Select(limit => limit.Tier).Distinct().Count() != quota.TierPlaces.Length)));
        return faulty ? WaveRefusals.QuotaInvalid : null;
    }
}

/// <summary>Every "no" of a wave. The codes are public and never change.</summary>
public static class WaveRefusals
{
    public static Refusal Unknown { get; } = new("wave.unknown");
    public static Refusal AlreadyPlanned { get; } = new("wave.already_planned");
    public static Refusal NumberInvalid { get; } = new("wave.number_invalid");
    public static Refusal TimesOutOfOrder { get; } = new("wave.times_out_of_order");
    public static Refusal ClosesInPast { get; } = new("wave.closes_in_past");
    public static Refusal TooFarAhead { get; } = new("wave.too_far_ahead");
    public static Refusal PartitionsInvalid { get; } = new("wave.partitions_invalid");
    public static Refusal QuotasMissing { get; } = new("wave.quotas_missing");
    public static Refusal QuotaProvinceTwice { get; } = new("wave.quota_province_twice");
    public static Refusal QuotaInvalid { get; } = new("wave.quota_invalid");
    public static Refusal QuotasFixed { get; } = new("wave.quotas_fixed");
}

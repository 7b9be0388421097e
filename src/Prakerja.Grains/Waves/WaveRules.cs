using System.Collections.Immutable;
using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Waves.WaveEvent;

namespace Prakerja.Grains.Waves;

/// <summary>The rules of a wave's plan and times (A3, S1).</summary>
public static class WaveRules
{
    /// <summary>The most places that a province can have. A larger number is a typing mistake.</summary>
    public const int PlacesLimit = 10_000_000;

    /// <summary>The most partitions that a roll can have.</summary>
    public const int RollPartitionsLimit = 256;

    /// <summary>The most years from the planning to the announcement. A later date is a typing mistake.</summary>
    public const int YearsAheadMax = 5;

    /// <summary>
    /// Rule A3: a wave opens, closes, draws and announces in this order. It closes in the future and announces within
    /// five years; exactly five years from now is allowed.
    /// </summary>
    public static Decision<WaveEvent> Plan(WaveState? state, WavePlan plan, string seed, string by, DateTimeOffset now)
    {
        if (state is not null) return WaveRefusals.AlreadyPlanned;
        if (plan.Number is < 1 or > WaveKey.MaxNumber) return WaveRefusals.NumberInvalid;
        if (plan.OpensAt >= plan.ClosesAt || plan.ClosesAt > plan.DrawsAt || plan.DrawsAt > plan.AnnouncesAt)
            return WaveRefusals.TimesOutOfOrder;
        if (plan.ClosesAt <= now) return WaveRefusals.ClosesInPast;
        if (plan.AnnouncesAt > now.AddYears(YearsAheadMax)) return WaveRefusals.TooFarAhead;
        if (plan.RollPartitions is < 1 or > RollPartitionsLimit) return WaveRefusals.PartitionsInvalid;
        if (ValidateQuotas(plan.Quotas) is { } refusal) return refusal;
        return new WavePlanned(plan, seed, SeedCommitment(seed), by);
    }

    /// <summary>
    /// Rule S1: quotas can change only until closing, so that they are fixed before all applicants are known.
    /// </summary>
    public static Decision<WaveEvent> ChangeQuotas(
        WaveState state, ImmutableArray<ProvinceQuota> quotas, string by, DateTimeOffset now)
    {
        if (state.Stage > WaveStage.Open || now >= state.Plan.ClosesAt) return WaveRefusals.QuotasFixed;
        return ValidateQuotas(quotas) is { } refusal ? refusal : new QuotasChanged(quotas, by);
    }

    /// <summary>
    /// The time of the next step; null after the announcement. Closing waits <c>CloseGraceSeconds</c>, so that an
    /// application made before <c>ClosesAt</c> still reaches the gate.
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
        _ when state is null => throw new InvalidOperationException("The first event of a wave must be its plan."),
        QuotasChanged e => state with { Plan = state.Plan with { Quotas = e.Quotas } },
        WaveOpened => state with { Stage = WaveStage.Open },
        WaveClosed => state with { Stage = WaveStage.Closed },
        WaveDrawn e => state with { Stage = WaveStage.Drawn, Applicants = e.Applicants, Cells = e.Cells },
        WaveAnnounced => state with { Stage = WaveStage.Announced },
        AwardsFinished e => state with { Awards = e.Awards },
        _ => throw new InvalidOperationException($"The event {happened.GetType().Name} is not supported."),
    };

    /// <summary>The published hash of the seed: SHA-256 of its bytes, lower-case hex.</summary>
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

    private static Refusal? ValidateQuotas(ImmutableArray<ProvinceQuota> quotas)
    {
        if (quotas.IsDefaultOrEmpty) return WaveRefusals.QuotasMissing;
        if (quotas.Select(quota => quota.Province).Distinct().Count() != quotas.Length)
            return WaveRefusals.QuotaProvinceTwice;
        var invalid = quotas.Any(quota =>
            quota.Places is < 0 or > PlacesLimit
            || (!quota.TierPlaces.IsDefaultOrEmpty && (
                quota.TierPlaces.Any(limit =>
                    limit.Tier is < 1 or > PriorityTiers.Last || limit.Places is < 0 or > PlacesLimit)
                || quota.TierPlaces.Select(limit => limit.Tier).Distinct().Count() != quota.TierPlaces.Length)));
        return invalid ? WaveRefusals.QuotaInvalid : null;
    }
}

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
    public static Decision<WaveEvent> Plan(WaveState? state, WavePlan plan, string by, DateTimeOffset now)
    {
        if (state is not null) return WaveRefusals.AlreadyPlanned;
        if (plan.Number is < 1 or > WaveKey.MaxNumber) return WaveRefusals.NumberInvalid;
        if (plan.OpensAt >= plan.ClosesAt || plan.ClosesAt > plan.DrawsAt || plan.DrawsAt > plan.AnnouncesAt)
            return WaveRefusals.TimesOutOfOrder;
        if (plan.ClosesAt <= now) return WaveRefusals.ClosesInPast;
        if (plan.AnnouncesAt > now.AddYears(YearsAheadMax)) return WaveRefusals.TooFarAhead;
        if (plan.RollPartitions is < 1 or > RollPartitionsLimit) return WaveRefusals.PartitionsInvalid;
        if (ValidatePlanned(plan.Quotas) is { } refusal) return refusal;
        if (WitnessRules.Validate(plan.Terms ?? DrawTerms.Default, plan) is { } invalid) return invalid;
        return new WavePlanned(plan, null, null, by);
    }

    /// <summary>
    /// Rule S1: quotas can change only until closing, so that they are fixed before all applicants are known.
    /// </summary>
    public static Decision<WaveEvent> ChangeQuotas(
        WaveState state, ImmutableArray<ProvinceQuota> quotas, string by, DateTimeOffset now)
    {
        if (state.Stage > WaveStage.Open || now >= state.Plan.ClosesAt) return WaveRefusals.QuotasFixed;
        return ValidatePlanned(quotas) is { } refusal ? refusal : new QuotasChanged(quotas, by);
    }

    /// <summary>
    /// The time of the next step; null after the announcement, and while the draw waits for a secret without a limit.
    /// Closing waits <c>CloseGraceSeconds</c>, so that an application made before <c>ClosesAt</c> still reaches the
    /// gate. A closed wave seals its roll at once.
    /// </summary>
    public static DateTimeOffset? NextStepAt(WaveState state, ProgrammeOptions options) => state.Stage switch
    {
        WaveStage.Scheduled => state.Plan.OpensAt,
        WaveStage.Open => state.Plan.ClosesAt.AddSeconds(options.CloseGraceSeconds),
        WaveStage.Closed when state.Sealing is null => state.Plan.ClosesAt,
        WaveStage.Closed => WitnessRules.DrawsAt(state),
        WaveStage.Drawn => state.Plan.AnnouncesAt,
        _ => null,
    };

    public static WaveState Fold(WaveState? state, WaveEvent happened) => happened switch
    {
        WavePlanned e => new WaveState(e.Plan, e.Seed, WaveStage.Scheduled),
        _ when state is null => throw new InvalidOperationException("The first event of a wave must be its plan."),
        QuotasChanged e => state with { Plan = state.Plan with { Quotas = e.Quotas } },
        WaveOpened => state with { Stage = WaveStage.Open },
        WaveClosed => state with { Stage = WaveStage.Closed },
        WitnessRegistered e => state with { Witnesses = state.Witnesses.Add(new DrawWitness(e.Name, e.Hash)) },
        RollCommitted e => state with { Sealing = e.Sealing, Applicants = e.Sealing!.Entries },
        SecretRevealed e => state with
        {
            Witnesses =
            [
                .. state.Witnesses.Select(
                    witness => witness.Name == e.Name ? witness with { Secret = e.Secret } : witness),
            ],
        },
        RevealRefused => state with { RefusedReveals = state.RefusedReveals + 1 },
        BeaconValueEntered e => state with { TypedBeacon = new TypedBeaconValue(e.Value, e.By, e.People) },
        BeaconDiffered => state with { TypedBeacon = null },
        BeaconReceived e => state with { Beacon = e.Value, TypedBeacon = null },
        WaveDrawn e => state with
        {
            Stage = WaveStage.Drawn,
            Seed = e.Seed,
            Applicants = e.Applicants,
            Cells = e.Cells,
            Result = e.Result,
        },
        PlacesRedrawn e => state with { Result = state.Result! with { Redraws = e.Round } },
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
        state.Stage,
        state.Sealing?.Attempt,
        state.Result is { Redraws: > 0 },
        state.Stage == WaveStage.Announced && (state.Sealing is null || state.Awards is not null));

    public static WaveView ViewOf(WaveState state, AwardProgress? awards) => new(
        state.Plan.Number,
        state.Stage,
        state.Plan.OpensAt,
        state.Plan.ClosesAt,
        state.Plan.DrawsAt,
        state.Plan.AnnouncesAt,
        state.Plan.Quotas,
        PlannedSeedHashOf(state),
        state.Stage >= WaveStage.Drawn ? state.Seed : null,
        state.Applicants,
        state.Cells,
        awards,
        DrawViewOf(state));

    /// <summary>
    /// The hash of a seed that was fixed at planning; null in waves whose seed is made after closing.
    /// </summary>
    public static string? PlannedSeedHashOf(WaveState state) =>
        state.Seed is { } seed && state.Sealing?.ProgrammeSecret is null ? SeedCommitment(seed) : null;

    private static DrawView DrawViewOf(WaveState state) => new(
        WitnessRules.Terms(state),
        state.Witnesses,
        state.Sealing?.Attempt,
        state.Sealing?.Commitment,
        state.Sealing is { } committed ? Convert.ToHexStringLower(SHA256.HashData(committed.CommitmentBytes())) : null,
        state.Sealing?.RevealUntil,
        state.Witnesses.IsEmpty && WitnessRules.Terms(state).Beacon is null,
        WitnessRules.MissingOf(state),
        state.Result?.Document,
        state.Result?.FileHash,
        state.Result?.Redraws ?? 0);

    private static Refusal? ValidatePlanned(ImmutableArray<ProvinceQuota> quotas)
    {
        if (ValidateQuotas(quotas) is { } refusal) return refusal;
        foreach (var quota in quotas)
        {
            if (!Regions.TryGetProvince(quota.Province, out _)) return WaveRefusals.QuotaProvinceUnknown;
            if (quota.TierPlaces.IsDefaultOrEmpty) continue;
            var allTiersHaveLimits = quota.TierPlaces.Length == PriorityTiers.Last;
            if (allTiersHaveLimits && quota.TierPlaces.Sum(limit => (long)limit.Places) < quota.Places)
                return WaveRefusals.QuotaDoesNotAddUp;
        }

        return null;
    }

    /// <summary>The refusal of invalid quotas; null when they are valid.</summary>
    public static Refusal? ValidateQuotas(ImmutableArray<ProvinceQuota> quotas)
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

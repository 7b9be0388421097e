using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The refusals of a wave. The codes are public and never change.</summary>
public static class WaveRefusals
{
    /// <summary>No wave was planned with this number.</summary>
    public static Refusal Unknown { get; } = new("wave.unknown");

    public static Refusal AlreadyPlanned { get; } = new("wave.already_planned");

    /// <summary>The number is not 1 to <see cref="WaveKey.MaxNumber"/>.</summary>
    public static Refusal NumberInvalid { get; } = new("wave.number_invalid");

    /// <summary>The times are not in the order: opens, closes, draws, announces.</summary>
    public static Refusal TimesOutOfOrder { get; } = new("wave.times_out_of_order");

    public static Refusal ClosesInPast { get; } = new("wave.closes_in_past");

    /// <summary>The announcement is more than <see cref="WaveRules.YearsAheadMax"/> years away.</summary>
    public static Refusal TooFarAhead { get; } = new("wave.too_far_ahead");

    /// <summary>The number of roll partitions is not 1 to <see cref="WaveRules.RollPartitionsLimit"/>.</summary>
    public static Refusal PartitionsInvalid { get; } = new("wave.partitions_invalid");

    /// <summary>The plan has no quota at all.</summary>
    public static Refusal QuotasMissing { get; } = new("wave.quotas_missing");

    /// <summary>Two quotas name the same province.</summary>
    public static Refusal QuotaProvinceTwice { get; } = new("wave.quota_province_twice");

    /// <summary>A number of places is negative or too large, or a tier is unknown or has two limits.</summary>
    public static Refusal QuotaInvalid { get; } = new("wave.quota_invalid");

    /// <summary>All tiers of a province have a limit, and together these are below its places.</summary>
    public static Refusal QuotaDoesNotAddUp { get; } = new("wave.quota_does_not_add_up");

    /// <summary>There is no province with this code.</summary>
    public static Refusal QuotaProvinceUnknown { get; } = new("wave.quota_province_unknown");

    /// <summary>The time for revealing, the rule or the beacon of the plan is not valid.</summary>
    public static Refusal TermsInvalid { get; } = new("wave.draw_terms_invalid");

    /// <summary>The wave is closed, so its quotas cannot change any more (S1).</summary>
    public static Refusal QuotasFixed { get; } = new("wave.quotas_fixed");
}

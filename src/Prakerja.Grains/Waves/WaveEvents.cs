using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Waves;

/// <summary>
/// What happened to a wave. Stored names: never change one. By is the name of the management key that wanted it; null
/// when the wave did it by its own deadline, and in the oldest events.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(WavePlanned), "planned")]
[JsonDerivedType(typeof(QuotasChanged), "quotas_changed")]
[JsonDerivedType(typeof(WaveOpened), "opened")]
[JsonDerivedType(typeof(WaveClosed), "closed")]
[JsonDerivedType(typeof(WaveDrawn), "drawn")]
[JsonDerivedType(typeof(WaveAnnounced), "announced")]
[JsonDerivedType(typeof(AwardsFinished), "awards_finished")]
public abstract record WaveEvent
{
    private WaveEvent()
    {
    }

    /// <summary>The seed stays in the state until the draw; the log shows only what commits to it.</summary>
    public sealed record WavePlanned(
        WavePlan Plan, [property: JsonIgnore] string? Seed, string SeedCommitment, string? By = null) : WaveEvent;

    public sealed record QuotasChanged(ImmutableArray<ProvinceQuota> Quotas, string? By = null) : WaveEvent;

    public sealed record WaveOpened(DateTimeOffset At, string? By = null) : WaveEvent;

    /// <summary>From this event on the gate is shut: the roll is complete.</summary>
    public sealed record WaveClosed(DateTimeOffset At, string? By = null) : WaveEvent;

    public sealed record WaveDrawn(
        DateTimeOffset At, string Seed, long Applicants, ImmutableArray<DrawCell> Cells, string? By = null) : WaveEvent;

    public sealed record WaveAnnounced(DateTimeOffset At, string? By = null) : WaveEvent;

    /// <summary>Every winner has the card, or could not have it any more: these figures stay.</summary>
    public sealed record AwardsFinished(DateTimeOffset At, AwardProgress Awards) : WaveEvent;
}

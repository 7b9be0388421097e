using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The events of a wave. The names are stored: never change one. <c>By</c> is the name of the management key that
/// requested the step. It is null when the wave's own deadline caused the step, and in the oldest events.
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

    /// <summary>The wave was planned. The event log shows only the seed's hash; the state keeps the seed.</summary>
    public sealed record WavePlanned(
        WavePlan Plan, [property: JsonIgnore] string? Seed, string SeedCommitment, string? By = null) : WaveEvent;

    public sealed record QuotasChanged(ImmutableArray<ProvinceQuota> Quotas, string? By = null) : WaveEvent;

    public sealed record WaveOpened(DateTimeOffset At, string? By = null) : WaveEvent;

    /// <summary>The wave was closed. From this event on the gate is closed and the roll is complete.</summary>
    public sealed record WaveClosed(DateTimeOffset At, string? By = null) : WaveEvent;

    public sealed record WaveDrawn(
        DateTimeOffset At, string Seed, long Applicants, ImmutableArray<DrawCell> Cells, string? By = null) : WaveEvent;

    public sealed record WaveAnnounced(DateTimeOffset At, string? By = null) : WaveEvent;

    /// <summary>Every winner has the card or could not get it any more. The figures are final.</summary>
    public sealed record AwardsFinished(DateTimeOffset At, AwardProgress Awards) : WaveEvent;
}

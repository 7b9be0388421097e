using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Waves;

/// <summary>What happened to a wave. Stored names: never change one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(WavePlanned), "planned")]
[JsonDerivedType(typeof(QuotasChanged), "quotas_changed")]
[JsonDerivedType(typeof(WaveOpened), "opened")]
[JsonDerivedType(typeof(WaveClosed), "closed")]
[JsonDerivedType(typeof(WaveDrawn), "drawn")]
[JsonDerivedType(typeof(WaveAnnounced), "announced")]
public abstract record WaveEvent
{
    private WaveEvent()
    {
    }

    /// <summary>The seed stays in the state until the draw; the log shows only what commits to it.</summary>
    public sealed record WavePlanned(WavePlan Plan, [property: JsonIgnore] string? Seed, string SeedCommitment)
        : WaveEvent;

    public sealed record QuotasChanged(ImmutableArray<ProvinceQuota> Quotas) : WaveEvent;

    public sealed record WaveOpened(DateTimeOffset At) : WaveEvent;

    /// <summary>From this event on the gate is shut: the roll is complete.</summary>
    public sealed record WaveClosed(DateTimeOffset At) : WaveEvent;

    public sealed record WaveDrawn(DateTimeOffset At, string Seed, long Applicants, ImmutableArray<DrawCell> Cells)
        : WaveEvent;

    public sealed record WaveAnnounced(DateTimeOffset At) : WaveEvent;
}

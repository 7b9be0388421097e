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
[JsonDerivedType(typeof(WitnessRegistered), "witness_registered")]
[JsonDerivedType(typeof(RollCommitted), "roll_committed")]
[JsonDerivedType(typeof(SecretRevealed), "secret_revealed")]
[JsonDerivedType(typeof(RevealRefused), "reveal_refused")]
[JsonDerivedType(typeof(BeaconValueEntered), "beacon_value_entered")]
[JsonDerivedType(typeof(BeaconDiffered), "beacon_differed")]
[JsonDerivedType(typeof(BeaconReceived), "beacon_received")]
[JsonDerivedType(typeof(PlacesRedrawn), "places_redrawn")]
public abstract record WaveEvent
{
    private WaveEvent()
    {
    }

    /// <summary>
    /// The wave was planned. An earlier version fixed the seed here: the event has its hash, the state has the seed.
    /// </summary>
    public sealed record WavePlanned(
        WavePlan Plan, [property: JsonIgnore] string? Seed, string? SeedCommitment, string? By = null) : WaveEvent;

    public sealed record QuotasChanged(ImmutableArray<ProvinceQuota> Quotas, string? By = null) : WaveEvent;

    public sealed record WaveOpened(DateTimeOffset At, string? By = null) : WaveEvent;

    /// <summary>The wave was closed. From this event on the gate is closed and the roll is complete.</summary>
    public sealed record WaveClosed(DateTimeOffset At, string? By = null) : WaveEvent;

    public sealed record WaveDrawn(
        DateTimeOffset At, string Seed, long Applicants, ImmutableArray<DrawCell> Cells, string? By = null) : WaveEvent
    {
        /// <summary>The stored result; null in events of an earlier version.</summary>
        public WaveDrawResult? Result { get; init; }

        /// <summary>The witnesses that did not reveal in time, and "beacon".</summary>
        public ImmutableArray<string> Missing { get => field.IsDefault ? [] : field; init; }
    }

    /// <summary>A witness registered the hash of a secret.</summary>
    public sealed record WitnessRegistered(string Name, string Hash, DateTimeOffset At) : WaveEvent;

    /// <summary>The roll was sealed and its commitment published. The programme's secret stays in the state.</summary>
    public sealed record RollCommitted(DateTimeOffset At, [property: JsonIgnore] WaveSealing? Sealing, string Hash)
        : WaveEvent;

    /// <summary>A witness revealed a secret that matches its hash.</summary>
    public sealed record SecretRevealed(string Name, string Secret, DateTimeOffset At) : WaveEvent;

    /// <summary>A reveal was refused: too late, twice, or not matching.</summary>
    public sealed record RevealRefused(string By, string Code, DateTimeOffset At) : WaveEvent;

    /// <summary>A first officer typed in the value of the beacon.</summary>
    /// <param name="People">Those who may hold the officer's key; none in an event of an earlier version.</param>
    public sealed record BeaconValueEntered(
        string Value, string By, DateTimeOffset At, ImmutableArray<string> People = default) : WaveEvent;

    /// <summary>The second officer typed in another value, so neither counts.</summary>
    public sealed record BeaconDiffered(string By, DateTimeOffset At) : WaveEvent;

    /// <summary>The value of the beacon is known.</summary>
    /// <param name="By">The second officer; null when the programme read it.</param>
    public sealed record BeaconReceived(BeaconValue Value, DateTimeOffset At, string? By) : WaveEvent;

    /// <summary>Places that winners could not take were drawn again.</summary>
    public sealed record PlacesRedrawn(DateTimeOffset At, int Round, int NotTaken, int Selected) : WaveEvent;

    public sealed record WaveAnnounced(DateTimeOffset At, string? By = null) : WaveEvent;

    /// <summary>
    /// Every winner has the card, could not get it any more, or waits because the award fails. It comes again when one
    /// that waited was settled.
    /// </summary>
    public sealed record AwardsFinished(DateTimeOffset At, AwardProgress Awards) : WaveEvent;
}

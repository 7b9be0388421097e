using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>A card and its status. Only an active card has a balance; the other types have none.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Active), "active")]
[JsonDerivedType(typeof(Lapsed), "lapsed")]
[JsonDerivedType(typeof(Expired), "expired")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
public abstract record Card(CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted)
{
    /// <summary>
    /// The card can be used unless it is frozen. <paramref name="HouseholdSlot"/> is the household's slot that it
    /// takes.
    /// </summary>
    public sealed record Active(
        CardNumber Number,
        int Wave,
        DateTimeOffset NotifiedAt,
        Rupiah Granted,
        byte HouseholdSlot,
        Rupiah Balance,
        bool WarnedOfLapse,
        Freeze? Freeze,
        CancellationRequest? CancellationRequest) : Card(Number, Wave, NotifiedAt, Granted);

    /// <summary>
    /// There was no valid purchase at the end of the window (D1): the balance was returned, the person is barred and
    /// the slot is free.
    /// </summary>
    public sealed record Lapsed(
        CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted, Rupiah Returned, DateTimeOffset At)
        : Card(Number, Wave, NotifiedAt, Granted);

    /// <summary>
    /// The last day of the budget year is over (D2): the rest of the balance was returned; trainings and incentives
    /// continue.
    /// </summary>
    public sealed record Expired(
        CardNumber Number,
        int Wave,
        DateTimeOffset NotifiedAt,
        Rupiah Granted,
        Rupiah Returned,
        DateTimeOffset At,
        Freeze? Freeze,
        CancellationRequest? CancellationRequest) : Card(Number, Wave, NotifiedAt, Granted);

    /// <summary>Two people of management cancelled the card permanently (M1).</summary>
    public sealed record Cancelled(
        CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted, Rupiah Returned, DateTimeOffset At)
        : Card(Number, Wave, NotifiedAt, Granted);
}

/// <summary>
/// A freeze: temporary and reversible (M1). <paramref name="By"/> is the name of the management key.
/// </summary>
public sealed record Freeze(string By, DateTimeOffset At);

/// <summary>The request of the first person of management to cancel the card (M1).</summary>
/// <param name="By">The name of the management key.</param>
/// <param name="People">Those who may hold the key; none in a request that an earlier version stored.</param>
public sealed record CancellationRequest(
    string By, DateTimeOffset At, string Reason, ImmutableArray<string> People = default);

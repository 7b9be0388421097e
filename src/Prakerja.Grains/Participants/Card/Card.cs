using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>A card's life. Everything that can no longer spend has no balance by construction.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Active), "active")]
[JsonDerivedType(typeof(Lapsed), "lapsed")]
[JsonDerivedType(typeof(Expired), "expired")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
public abstract record Card(CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted)
{
    /// <summary>Usable unless frozen. <paramref name="HouseholdSlot"/> is the household's place this card fills.</summary>
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

    /// <summary>No purchase stood at the end of the window (D1): balance returned, person barred, slot free.</summary>
    public sealed record Lapsed(
        CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted, Rupiah Returned, DateTimeOffset At)
        : Card(Number, Wave, NotifiedAt, Granted);

    /// <summary>The budget year's last day is over (D2): the rest went back; trainings and incentives go on.</summary>
    public sealed record Expired(
        CardNumber Number,
        int Wave,
        DateTimeOffset NotifiedAt,
        Rupiah Granted,
        Rupiah Returned,
        DateTimeOffset At,
        Freeze? Freeze,
        CancellationRequest? CancellationRequest) : Card(Number, Wave, NotifiedAt, Granted);

    /// <summary>Cancelled for good by two people of management (M1).</summary>
    public sealed record Cancelled(
        CardNumber Number, int Wave, DateTimeOffset NotifiedAt, Rupiah Granted, Rupiah Returned, DateTimeOffset At)
        : Card(Number, Wave, NotifiedAt, Granted);
}

/// <summary>Temporary and reversible (M1). <paramref name="By"/> is the management key's name.</summary>
public sealed record Freeze(string By, DateTimeOffset At);

/// <summary>The first of the four eyes (M1).</summary>
public sealed record CancellationRequest(string By, DateTimeOffset At, string Reason);

using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The participant's current application; there is at most one (A2).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Selected), "selected")]
public abstract record Application(int Wave)
{
    /// <summary>The application is on the roll, with the province and tier of the moment of applying.</summary>
    public sealed record Waiting(int Wave, DateTimeOffset AppliedAt, ProvinceCode Province, byte Tier)
        : Application(Wave);

    /// <summary>The draw selected the application (S1).</summary>
    public sealed record Selected(int Wave, DateTimeOffset NotifiedAt) : Application(Wave);
}

/// <summary>An earlier application that was not selected, with the reason (S2).</summary>
public sealed record PastApplication(int Wave, NotSelectedReason Reason);

using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The application that counts now (A2: one open wave at a time).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Selected), "selected")]
public abstract record Application(int Wave)
{
    /// <summary>On the roll; the tier and province are those of the moment of applying.</summary>
    public sealed record Waiting(int Wave, DateTimeOffset AppliedAt, ProvinceCode Province, byte Tier)
        : Application(Wave);

    public sealed record Selected(int Wave, DateTimeOffset NotifiedAt) : Application(Wave);
}

public sealed record PastApplication(int Wave, SetAsideReason Reason);

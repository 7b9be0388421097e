using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>A training provider: its registration and its courses, by code.</summary>
public sealed record TrainingProviderState : IPartnerState
{
    public required Registration Registration { get; init; }

    public ImmutableArray<Course> Courses { get => field.IsDefault ? [] : field; init; }
}

/// <summary>A course as it is kept. The key to its pre-test (T3) is in the state alone.</summary>
/// <param name="Code">Unique within the provider.</param>
public sealed record Course(
    string Code, string Title, Rupiah Price, ImmutableArray<string> Platforms, string PreTestKey)
{
    public override string ToString() => Code;
}

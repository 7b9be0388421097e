using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>The stored state of a training provider: its registration and its courses, ordered by code.</summary>
public sealed record TrainingProviderState : IPartnerState
{
    public required Registration Registration { get; init; }

    public ImmutableArray<Course> Courses { get => field.IsDefault ? [] : field; init; }
}

/// <summary>A course in the provider's state. Only the state holds its pre-test key (T3).</summary>
/// <param name="Code">Unique within the provider.</param>
public sealed record Course(
    string Code, string Title, Rupiah Price, ImmutableArray<string> Platforms, string PreTestKey)
{
    public override string ToString() => Code;
}

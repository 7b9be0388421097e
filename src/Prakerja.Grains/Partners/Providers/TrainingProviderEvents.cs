using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The events of a training provider. The names are stored: never change one, add a new one.
/// Secrets and the pre-test keys are stored in the state only, not in the event log.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Registered), "registered")]
[JsonDerivedType(typeof(SecretRotated), "secret_rotated")]
[JsonDerivedType(typeof(CoursePut), "course_put")]
public abstract record TrainingProviderEvent
{
    private TrainingProviderEvent()
    {
    }

    public sealed record Registered(
        string Name, [property: JsonIgnore] ProtectedSecret? Secret, string By, DateTimeOffset At)
        : TrainingProviderEvent;

    public sealed record SecretRotated(
        [property: JsonIgnore] ProtectedSecret? Secret, string By, DateTimeOffset At)
        : TrainingProviderEvent;

    /// <summary>A course was added or replaced. <paramref name="Code"/> is the course's own code.</summary>
    public sealed record CoursePut(
        string Code,
        string Title,
        Rupiah Price,
        ImmutableArray<string> Platforms,
        [property: JsonIgnore] string? PreTestKey,
        DateTimeOffset At) : TrainingProviderEvent;
}

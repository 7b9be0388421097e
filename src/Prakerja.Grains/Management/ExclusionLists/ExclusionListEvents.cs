using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>
/// The events of an exclusion list. The names are stored: never change one, add a new one. The events hold the people's
/// hashes, because an excluded person may ask who excluded them, and when.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(PeopleAdded), "added")]
[JsonDerivedType(typeof(PeopleRemoved), "removed")]
public abstract record ExclusionListEvent
{
    private ExclusionListEvent()
    {
    }

    public sealed record PeopleAdded(ImmutableArray<KeyedHash> People, string By, DateTimeOffset At)
        : ExclusionListEvent;

    public sealed record PeopleRemoved(ImmutableArray<KeyedHash> People, string By, DateTimeOffset At)
        : ExclusionListEvent;
}

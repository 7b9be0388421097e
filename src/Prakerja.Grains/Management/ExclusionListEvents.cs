using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>
/// What happened to an exclusion list. The names are stored for ever: never change one, add a new one. The
/// hashes are here as well: whoever was excluded may ask by whom and when.
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

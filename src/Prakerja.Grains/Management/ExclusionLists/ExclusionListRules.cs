using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Management.ExclusionListEvent;

namespace Prakerja.Grains.Management;

/// <summary>
/// Rule E2. Decides which people a command adds to an exclusion list or removes from it. The draw sets aside everybody
/// who is on a list at that time.
/// </summary>
public static class ExclusionListRules
{
    /// <summary>The largest number of people in one command. A list can grow by many commands.</summary>
    public const int PeopleMax = 1_000;

    /// <summary>Adds the people who are not on the list yet.</summary>
    /// <param name="listed">The people who are on the list already.</param>
    public static Decision<ExclusionListEvent> Add(
        ImmutableArray<KeyedHash> people, IReadOnlySet<KeyedHash> listed, string by, DateTimeOffset now)
    {
        if (Validate(people) is { } refusal) return refusal;
        ImmutableArray<KeyedHash> added = [.. people.Distinct().Where(person => !listed.Contains(person))];
        return added.IsEmpty ? NoEvents : new PeopleAdded(added, by, now);
    }

    /// <summary>Removes the people who are on the list.</summary>
    /// <param name="listed">The people who are on the list.</param>
    public static Decision<ExclusionListEvent> Remove(
        ImmutableArray<KeyedHash> people, IReadOnlySet<KeyedHash> listed, string by, DateTimeOffset now)
    {
        if (Validate(people) is { } refusal) return refusal;
        ImmutableArray<KeyedHash> removed = [.. people.Distinct().Where(listed.Contains)];
        return removed.IsEmpty ? NoEvents : new PeopleRemoved(removed, by, now);
    }

    /// <summary>Returns the refusal of an invalid number of people; null when it is valid.</summary>
    public static Refusal? Validate(ImmutableArray<KeyedHash> people) =>
        people.IsDefaultOrEmpty || people.Length > PeopleMax ? ExclusionRefusals.CountOutOfRange : null;

    public static ExclusionListState Fold(ExclusionListState? state, ExclusionListEvent @event) =>
        new((state?.Count ?? 0) + CountChangeOf(@event));

    /// <summary>The change of the number of people by an event; negative for a removal.</summary>
    public static int CountChangeOf(ExclusionListEvent @event) => @event switch
    {
        PeopleAdded e => e.People.Length,
        PeopleRemoved e => -e.People.Length,
        _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
    };

    private static ImmutableArray<ExclusionListEvent> NoEvents => [];
}

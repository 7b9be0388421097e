using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Management.ExclusionListEvent;

namespace Prakerja.Grains.Management;

/// <summary>Rule E2: who is named by a list is passed over by every draw while he stands there.</summary>
public static class ExclusionListRules
{
    /// <summary>People one command may name; a list grows by many commands.</summary>
    public const int PeopleMax = 1_000;

    /// <param name="present">Those of the people who stand on the list.</param>
    public static Decision<ExclusionListEvent> Add(
        ImmutableArray<KeyedHash> people, IReadOnlySet<KeyedHash> present, string by, DateTimeOffset now)
    {
        if (FaultOf(people) is { } fault) return fault;
        ImmutableArray<KeyedHash> added = [.. people.Distinct().Where(person => !present.Contains(person))];
        return added.IsEmpty ? Nothing : new PeopleAdded(added, by, now);
    }

    /// <param name="present">Those of the people who stand on the list.</param>
    public static Decision<ExclusionListEvent> Remove(
        ImmutableArray<KeyedHash> people, IReadOnlySet<KeyedHash> present, string by, DateTimeOffset now)
    {
        if (FaultOf(people) is { } fault) return fault;
        ImmutableArray<KeyedHash> removed = [.. people.Distinct().Where(present.Contains)];
        return removed.IsEmpty ? Nothing : new PeopleRemoved(removed, by, now);
    }

    public static Refusal? FaultOf(ImmutableArray<KeyedHash> people) =>
        people.IsDefaultOrEmpty || people.Length > PeopleMax ? ExclusionRefusals.CountOutOfRange : null;

    public static ExclusionListState Fold(ExclusionListState? state, ExclusionListEvent happened) =>
        new((state?.Count ?? 0) + ChangeOf(happened));

    /// <summary>By how much an event makes the list longer.</summary>
    public static int ChangeOf(ExclusionListEvent happened) => happened switch
    {
        PeopleAdded e => e.People.Length,
        PeopleRemoved e => -e.People.Length,
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is not known here."),
    };

    private static ImmutableArray<ExclusionListEvent> Nothing => [];
}

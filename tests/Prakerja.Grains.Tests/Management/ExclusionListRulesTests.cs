using System.Collections.Immutable;
using Prakerja.Grains.Management;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Management.ExclusionListEvent;

namespace Prakerja.Grains.Tests.Management;

public sealed class ExclusionListRulesTests
{
    private static readonly DateTimeOffset Now = new(2021, 1, 4, 9, 0, 0, Wib.Offset);
    private static readonly KeyedHash Anna = new(0, 1);
    private static readonly KeyedHash Budi = new(0, 2);
    private static readonly KeyedHash Cici = new(0, 3);
    private static readonly HashSet<KeyedHash> OnlyAnna = [Anna];

    [Fact]
    public void E2_a_person_who_is_not_on_the_list_is_added_once()
    {
        var decision = ExclusionListRules.Add([Anna, Budi, Cici, Budi], OnlyAnna, "first", Now);

        Assert.Equal([Budi, Cici], Assert.IsType<PeopleAdded>(Assert.Single(decision.Events)).People);
    }

    [Fact]
    public void E2_a_person_who_is_on_the_list_is_removed_once()
    {
        var decision = ExclusionListRules.Remove([Anna, Budi, Anna], OnlyAnna, "first", Now);

        Assert.Equal([Anna], Assert.IsType<PeopleRemoved>(Assert.Single(decision.Events)).People);
    }

    [Fact]
    public void A_repeat_changes_nothing()
    {
        Assert.True(ExclusionListRules.Add([Anna], OnlyAnna, "first", Now).IsNothing);
        Assert.True(ExclusionListRules.Remove([Budi], OnlyAnna, "first", Now).IsNothing);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void A_command_names_1_to_1000_people(int count, bool isGood)
    {
        ImmutableArray<KeyedHash> people =
            [.. Enumerable.Range(0, count).Select(low => new KeyedHash(1, (ulong)low))];
        var refusal = isGood ? null : ExclusionRefusals.CountOutOfRange;

        Assert.Equal(refusal, ExclusionListRules.Add(people, OnlyAnna, "first", Now).Refusal);
        Assert.Equal(refusal, ExclusionListRules.Remove(people, OnlyAnna, "first", Now).Refusal);
    }

    [Fact]
    public void The_count_follows_additions_and_removals()
    {
        var added = ExclusionListRules.Fold(null, new PeopleAdded([Anna, Budi], "first", Now));

        Assert.Equal(2, added.Count);
        Assert.Equal(1, ExclusionListRules.Fold(added, new PeopleRemoved([Anna], "first", Now)).Count);
    }

    [Fact]
    public void E2_every_list_has_its_own_name_and_claim_kind()
    {
        var kinds = ExclusionList.Names
            .Select(name => ExclusionList.KindOf(ExclusionList.KeyOf(name)))
            .ToList();
        var wanted = Enum.GetValues<ClaimKind>().Where(kind => kind >= ClaimKind.ExcludedStateOfficial);

        Assert.Equal(wanted, kinds.Order());
        Assert.True(ExclusionList.Exists("dtks"));
        Assert.False(ExclusionList.Exists("DTKS"));
        Assert.False(ExclusionList.Exists(null));
        Assert.Throws<KeyNotFoundException>(() => ExclusionList.KindOf("x-nobody"));
    }
}

using System.Collections.Immutable;
using Prakerja.Grains.Management;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Management.ManagementKeysEvent;

namespace Prakerja.Grains.Tests.Management;

public sealed class ManagementKeysRulesTests
{
    private static readonly DateTimeOffset Now = new(2021, 1, 4, 9, 0, 0, Wib.Offset);
    private static readonly string FirstHash = ManagementKeyHash.Of("the first key");
    private static readonly string AnnasHash = ManagementKeyHash.Of("anna's key");

    private static readonly ManagementKeysState OnlyFirst = After(
        null, ManagementKeysRules.EnsureFirst(null, FirstHash, Now));

    private static readonly ManagementKeysState WithAnna = After(
        OnlyFirst, Create(OnlyFirst, "anna", [ManagementRole.Operator]));

    [Fact]
    public void The_first_key_is_made_once_and_may_do_everything()
    {
        var first = Assert.Single(OnlyFirst.Keys);

        Assert.Equal(ManagementKeysRules.FirstName, first.Name);
        Assert.Equal(Enum.GetValues<ManagementRole>().Where(role => role != ManagementRole.Witness), first.Roles);
        Assert.True(ManagementKeysRules.EnsureFirst(OnlyFirst, AnnasHash, Now).IsNothing);
    }

    [Fact]
    public void A_key_is_found_only_by_its_hash()
    {
        Assert.Equal("first", ManagementKeysRules.FindByHash(WithAnna, FirstHash)?.Name);
        Assert.Equal("anna", ManagementKeysRules.FindByHash(WithAnna, AnnasHash)?.Name);
        Assert.Null(ManagementKeysRules.FindByHash(WithAnna, ManagementKeyHash.Of("another key")));
        Assert.Null(ManagementKeysRules.FindByHash(WithAnna, ""));
        Assert.Null(ManagementKeysRules.FindByHash(null, FirstHash));
    }

    [Fact]
    public void A_revoked_key_is_not_accepted_and_its_name_is_not_reused()
    {
        var state = After(WithAnna, ManagementKeysRules.Revoke(WithAnna, "anna", "first", Now));

        Assert.Null(ManagementKeysRules.FindByHash(state, AnnasHash));
        Assert.True(ManagementKeysRules.Revoke(state, "anna", "first", Now).IsNothing);
        Assert.Equal(
            ManagementKeyRefusals.NameTaken, Create(state, "anna", [ManagementRole.Auditor]).Refusal);
    }

    [Fact]
    public void The_last_administrator_cannot_be_revoked()
    {
        var withBudi = After(WithAnna, Create(WithAnna, "budi", [ManagementRole.Administrator]));

        Assert.Equal(
            ManagementKeyRefusals.LastAdministrator,
            ManagementKeysRules.Revoke(WithAnna, "first", "first", Now).Refusal);
        Assert.Null(ManagementKeysRules.Revoke(withBudi, "first", "budi", Now).Refusal);
    }

    [Fact]
    public void A_revoked_administrator_does_not_count_as_an_administrator()
    {
        var withBudi = After(OnlyFirst, Create(OnlyFirst, "budi", [ManagementRole.Administrator]));
        var withoutFirst = After(withBudi, ManagementKeysRules.Revoke(withBudi, "first", "budi", Now));

        Assert.Equal(
            ManagementKeyRefusals.LastAdministrator,
            ManagementKeysRules.Revoke(withoutFirst, "budi", "budi", Now).Refusal);
    }

    [Fact]
    public void An_unknown_key_cannot_be_revoked() => Assert.Equal(
        ManagementKeyRefusals.NotFound, ManagementKeysRules.Revoke(WithAnna, "cici", "first", Now).Refusal);

    [Theory]
    [InlineData("a")]
    [InlineData("Anna")]
    [InlineData("anna b")]
    public void A_malformed_name_is_refused(string name) => Assert.Equal(
        ManagementKeyRefusals.NameMalformed, Create(OnlyFirst, name, [ManagementRole.Operator]).Refusal);

    [Fact]
    public void A_key_has_at_least_one_role_and_no_duplicate_or_unknown_role()
    {
        Assert.Equal(ManagementKeyRefusals.RolesMalformed, Create(OnlyFirst, "cici", []).Refusal);
        Assert.Equal(ManagementKeyRefusals.RolesMalformed, Create(OnlyFirst, "cici", default).Refusal);
        Assert.Equal(
            ManagementKeyRefusals.RolesMalformed,
            Create(OnlyFirst, "cici", [ManagementRole.Auditor, ManagementRole.Auditor]).Refusal);
        Assert.Equal(
            ManagementKeyRefusals.RolesMalformed, Create(OnlyFirst, "cici", [(ManagementRole)9]).Refusal);
    }

    [Fact]
    public void There_are_at_most_1000_keys()
    {
        var state = OnlyFirst;
        while (state.Keys.Length < ManagementKeysRules.KeysMax)
            state = After(state, Create(state, $"key-{state.Keys.Length}", [ManagementRole.Auditor]));

        Assert.Equal(ManagementKeyRefusals.TooMany, Create(state, "anna", [ManagementRole.Auditor]).Refusal);
    }

    [Fact]
    public void No_printed_text_contains_a_hash()
    {
        Assert.DoesNotContain(FirstHash, OnlyFirst.Keys[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            AnnasHash,
            new KeyCreated("anna", [], AnnasHash, "first", Now).ToString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "secret", new NewManagementKeyView("anna", "secret").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_a_key_are_its_person_and_all_who_made_it_but_not_the_first_key_of_all()
    {
        var state = OnlyFirst;
        foreach (var (name, by) in (IEnumerable<(string, string)>)
            [("anna", "first"), ("budi", "anna"), ("citra", "budi")])
            state = After(state, CreateBy(state, name, by));

        Assert.Equal(["first"], PeopleBehind(state, "first"));
        Assert.Equal(["p-anna", "first"], PeopleBehind(state, "anna"));
        Assert.Equal(["p-budi", "p-anna"], PeopleBehind(state, "budi"));
        Assert.Equal(["p-citra", "p-budi", "p-anna"], PeopleBehind(state, "citra"));
    }

    [Fact]
    public void A_key_of_an_earlier_version_belongs_to_the_person_who_made_it()
    {
        var old = new KeyCreated("old", [ManagementRole.Administrator], AnnasHash, "first", Now);
        var state = ManagementKeysRules.Fold(OnlyFirst, old);
        state = After(state, CreateBy(state, "new", "old"));

        Assert.Equal(["first"], PeopleBehind(state, "old"));
        Assert.Equal(["p-new", "first"], PeopleBehind(state, "new"));
    }

    private static Decision<ManagementKeysEvent> CreateBy(ManagementKeysState state, string name, string by) =>
        ManagementKeysRules.Create(state, name, "p-" + name, [ManagementRole.Administrator], AnnasHash, by, Now);

    private static ImmutableArray<string> PeopleBehind(ManagementKeysState state, string name) =>
        ManagementKeysRules.PeopleBehind(state, state.Keys.Single(key => key.Name == name));

    private static Decision<ManagementKeysEvent> Create(
        ManagementKeysState state, string name, ImmutableArray<ManagementRole> roles) =>
        ManagementKeysRules.Create(state, name, name, roles, AnnasHash, "first", Now);

    private static ManagementKeysState After(
        ManagementKeysState? state, Decision<ManagementKeysEvent> decision) =>
        ManagementKeysRules.Fold(state, Assert.Single(decision.Events));
}

using System.Reflection;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Architecture;

/// <summary>Rules are static and pure: no actor, no clock, no I/O, no chance, nothing asynchronous.</summary>
public sealed class RulesArePureTests
{
    private static readonly string[] BannedNamespaces =
    [
        "Orleans",
        "Microsoft",
        "System.Diagnostics",
        "System.IO",
        "System.Net",
        "System.Threading",
        "Npgsql",
    ];

    private static readonly string[] Banned =
    [
        "System.Console",
        "System.Environment",
        "System.Guid.NewGuid",
        "System.Random",
        "System.Security.Cryptography.RandomNumberGenerator",
        "System.TimeProvider",
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
    ];

    public static TheoryData<Type> RuleTypes { get; } =
    [
        .. typeof(ParticipantRules).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal))
            .Concat([
                typeof(EligibilityRules),
                typeof(ParticipantFold),
                typeof(ParticipantViews),
                typeof(ParticipantCommits),
                typeof(ClaimValues),
                typeof(AbilityQuestions),
                typeof(OneTimeCodes),
                typeof(PreTest),
                typeof(Ticket),
                typeof(Wib),
                typeof(Transfer),
                typeof(Nik),
            ]),
    ];

    [Theory]
    [MemberData(nameof(RuleTypes))]
    public void A_rule_touches_no_actor_no_clock_no_chance_and_nothing_outside(Type type) =>
        Assert.Empty(Offences(type));

    [Theory]
    [MemberData(nameof(RuleTypes))]
    public void A_class_of_rules_is_static_and_keeps_nothing_that_changes(Type type)
    {
        if (type.IsClass) Assert.True(type is { IsAbstract: true, IsSealed: true }, $"{type.Name} is not static.");
        Assert.DoesNotContain(
            type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic),
            field => field is { IsInitOnly: false, IsLiteral: false });
    }

    [Fact]
    public void Rules_of_every_folder_are_looked_at() => Assert.Superset(
        new HashSet<string> { "Participants", "Waves", "Partners", "Complaints", "Management", "Rehearsal", "Treasury" },
        RuleTypes.Select(row => row.Data.Namespace!.Split('.')[^1]).ToHashSet());

    [Theory]
    [InlineData("Prakerja.Grains.Programme.RandomSecret")]
    [InlineData("Prakerja.Grains.Programme.RedeemCode")]
    [InlineData("Prakerja.Grains.Programme.ProgrammeClock")]
    [InlineData("Prakerja.Grains.Participants.ParticipantGrain")]
    [InlineData("Prakerja.Grains.Waves.WaveScheduleCache")]
    public void What_is_no_rule_would_be_found_out(string type) =>
        Assert.NotEmpty(Offences(typeof(ParticipantRules).Assembly.GetType(type, throwOnError: true)!));

    private static IEnumerable<string> Offences(Type type) => References.Of(type)
        .SelectMany(member => References.TypesOf(member).Select(named => named.FullName ?? named.Name)
            .Append($"{member.DeclaringType?.FullName}.{member.Name}"))
        .Where(IsBanned)
        .Distinct();

    // Attributes of serialization are no code, so the IL does not show them; what it shows is touched at run time.
    private static bool IsBanned(string name) =>
        BannedNamespaces.Any(banned => name.StartsWith(banned + ".", StringComparison.Ordinal))
        || Banned.Any(banned => name == banned || name.StartsWith(banned + ".", StringComparison.Ordinal));
}

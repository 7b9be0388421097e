using System.Reflection;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.TestCommon;

namespace Prakerja.Grains.Tests.Architecture;

/// <summary>Rules are static and pure: no actor, clock, input and output, randomness or asynchronous code.</summary>
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
    public void A_rule_uses_no_actor_clock_randomness_or_input_and_output(Type type) =>
        Assert.Empty(Violations(type));

    [Theory]
    [MemberData(nameof(RuleTypes))]
    public void A_class_of_rules_is_static_and_has_no_mutable_state(Type type)
    {
        if (type.IsClass) Assert.True(type is { IsAbstract: true, IsSealed: true }, $"{type.Name} is not static.");
        Assert.DoesNotContain(
            type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic),
            field => field is { IsInitOnly: false, IsLiteral: false });
    }

    [Fact]
    public void Rules_of_every_folder_are_checked() => Assert.Superset(
        new HashSet<string>
        {
            "Participants", "Waves", "Partners", "Complaints", "Management", "Rehearsal", "Treasury",
        },
        RuleTypes.Select(row => row.Data.Namespace!.Split('.')[^1]).ToHashSet());

    [Theory]
    [InlineData("Prakerja.Grains.Programme.RandomSecret")]
    [InlineData("Prakerja.Grains.Programme.RedeemCode")]
    [InlineData("Prakerja.Grains.Programme.ProgrammeClock")]
    [InlineData("Prakerja.Grains.Participants.ParticipantGrain")]
    [InlineData("Prakerja.Grains.Waves.WaveScheduleCache")]
    public void A_type_that_is_not_pure_is_detected(string type) =>
        Assert.NotEmpty(Violations(typeof(ParticipantRules).Assembly.GetType(type, throwOnError: true)!));

    private static IEnumerable<string> Violations(Type type) => TypeReferences.Of(type)
        .SelectMany(member => TypeReferences.TypesOf(member).Select(named => named.FullName ?? named.Name)
            .Append($"{member.DeclaringType?.FullName}.{member.Name}"))
        .Where(IsBanned)
        .Distinct();

    // Serialization attributes are not code, so the IL does not contain them; everything in the IL is used at run time.
    private static bool IsBanned(string name) =>
        BannedNamespaces.Any(banned => name.StartsWith(banned + ".", StringComparison.Ordinal))
        || Banned.Any(banned => name == banned || name.StartsWith(banned + ".", StringComparison.Ordinal));
}

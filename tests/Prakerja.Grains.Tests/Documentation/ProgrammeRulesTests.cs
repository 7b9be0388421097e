using System.Reflection;
using System.Text.RegularExpressions;
using Prakerja.Grains.Participants;

namespace Prakerja.Grains.Tests.Documentation;

/// <summary>Checks docs/programme-rules.md: every rule names existing functions and tests.</summary>
public sealed partial class ProgrammeRulesTests
{
    private static readonly string[] Rules =
    [
        "E1", "E2", "E3", "E4", "E5",
        "A1", "A2", "A3", "A4", "A5", "A6",
        "S1", "S2",
        "N1",
        "V1",
        "B1",
        "D1", "D2", "D3",
        "M1",
        "T1", "T2", "T3", "T4", "T5",
        "I1", "I2",
        "C1",
    ];

    private static readonly Type[] Functions = typeof(ParticipantRules).Assembly.GetTypes();
    private static readonly Type[] Tests = typeof(ProgrammeRulesTests).Assembly.GetTypes();

    private static readonly Row[] Table = Read(
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "programme-rules.md")));

    public static TheoryData<string> RuleNames { get; } = [.. Rules];

    [Fact]
    public void Every_rule_of_the_programme_has_a_row_in_order() =>
        Assert.Equal(Rules, Table.Select(row => row.Rule));

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void A_rule_names_functions_that_exist(string rule)
    {
        var row = Assert.Single(Table, row => row.Rule == rule);

        Assert.NotEmpty(row.Says);
        Assert.NotEmpty(row.Functions);
        Assert.All(row.Functions, function => Assert.True(IsFunction(function), $"There is no function {function}."));
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void A_rule_names_tests_that_exist(string rule)
    {
        var row = Assert.Single(Table, row => row.Rule == rule);

        Assert.NotEmpty(row.Tests);
        Assert.All(row.Tests, tests => Assert.True(IsTested(tests), $"There are no tests {tests}."));
    }

    [Fact]
    public void Every_function_that_names_a_rule_of_its_own_is_in_the_table()
    {
        var missing = typeof(ParticipantRules).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ParticipantRules).Namespace
                && type.Name.EndsWith("Rules", StringComparison.Ordinal) && type != typeof(ParticipantRules))
            .Where(type => !Table.Any(row => row.Functions.Any(function =>
                function.StartsWith(type.Name + ".", StringComparison.Ordinal))));

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("CardRules.Freezing", false)]
    [InlineData("CardRule.Freeze", false)]
    [InlineData("CardRules.Freeze", true)]
    public void A_function_that_does_not_exist_is_detected(string function, bool exists) =>
        Assert.Equal(exists, IsFunction(function));

    [Theory]
    [InlineData("VideoTest", false)]
    [InlineData("Scenario", false)] // a class without a test
    [InlineData("VideoTests", true)]
    public void Tests_that_do_not_exist_are_detected(string tests, bool exist) => Assert.Equal(exist, IsTested(tests));

    [Fact]
    public void A_row_is_parsed_into_its_cells()
    {
        var row = Assert.Single(Read("| rule | what |\n|---|---|\n| X9 | Says so | `A.B`, `C.D` | `ETests` |\n"));

        Assert.Equal(("X9", "Says so"), (row.Rule, row.Says));
        Assert.Equal(["A.B", "C.D"], row.Functions);
        Assert.Equal(["ETests"], row.Tests);
    }

    private static bool IsFunction(string name) =>
        name.Split('.') is [var type, var method]
        && Functions.Any(candidate => candidate.Name == type && candidate
            .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            .Any(found => found.Name == method));

    private static bool IsTested(string name) => Tests.Any(type => type.Name == name && type.GetMethods()
        .Any(method => method.GetCustomAttributes<FactAttribute>(inherit: true).Any()));

    private static Row[] Read(string text) =>
    [
        .. text.Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is ["", _, _, _, _, ""] && RuleName().IsMatch(cells[1]))
            .Select(cells => new Row(cells[1], cells[2], Names(cells[3]), Names(cells[4]))),
    ];

    private static string[] Names(string cell) => [.. CodeSpan().Matches(cell).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("^[A-Z]\\d$")]
    private static partial Regex RuleName();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();

    private sealed record Row(string Rule, string Says, string[] Functions, string[] Tests);
}

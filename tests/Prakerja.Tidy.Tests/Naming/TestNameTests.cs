using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Naming;

public sealed class TestNameTests
{
    [Fact]
    public void All_tests_of_a_project_have_one_style_of_name() =>
        Report.AssertNone(Repository.Files.SelectMany(TestNameRule.Violations));

    [Theory]
    [InlineData("Api", "PostWave_TimesFarAhead_Returns400")]
    [InlineData("Api", "EveryRefusal_HasARow")]
    [InlineData("Grains", "A_repeat_changes_nothing")]
    [InlineData("Grains", "E2_a_NIK_is_added_to_SQLite_once")]
    public void A_name_in_the_style_of_its_project_is_accepted(string project, string name) =>
        Assert.Empty(Violations(project, name));

    [Theory]
    [InlineData("Api", "A_repeat_changes_nothing")]
    [InlineData("Api", "PostWave")]
    [InlineData("Api", "PostWave_Times_Far_Ahead")]
    [InlineData("Grains", "EveryRefusal_HasARow")]
    [InlineData("Grains", "Repeats")]
    [InlineData("Grains", "a_repeat_changes_nothing")]
    public void A_name_in_another_style_is_reported(string project, string name) => Assert.StartsWith(
        $"tests/Prakerja.{project}.Tests/A.cs:3: {name} is not ",
        Assert.Single(Violations(project, name)),
        StringComparison.Ordinal);

    [Fact]
    public void Only_tests_are_read() => Assert.Empty(TestNameRule.Violations(new TrackedFile(
        "tests/Prakerja.Grains.Tests/A.cs", "class A { void Other() { } Task Another() { } }")));

    private static IEnumerable<string> Violations(string project, string name) => TestNameRule.Violations(
        new TrackedFile(
            $"tests/Prakerja.{project}.Tests/A.cs",
        $$"""
        class A
        {
            [Theory]
            [InlineData("x", 1)]
            public async Task {{name}}(string text, int number) { await Other(); }

            private static Task Other() => Task.CompletedTask;
        }
        """));
}

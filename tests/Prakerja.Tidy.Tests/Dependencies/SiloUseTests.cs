using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Dependencies;

public sealed class SiloUseTests
{
    [Fact]
    public void Only_listed_files_of_the_API_know_the_silo() =>
        Report.AssertNone(SiloUseRule.Violations(Repository.Files, SiloUseRule.Exceptions));

    [Theory]
    [InlineData("using Prakerja.Silo.Health;", "Prakerja.Silo.Health")]
    [InlineData("var x = Silo.Health.Check.Of();", "Silo.Health.Check.Of")]
    public void A_file_that_is_not_listed_is_reported(string text, string name)
    {
        TrackedFile[] files =
        [
            new("src/Prakerja.Api/Good.cs", text),
            new("src/Prakerja.Api/Bad.cs", "\n" + text),
            new("src/Prakerja.Api/Clean.cs", "// Prakerja.Silo.Health\nusing Orleans.Silo.Health;"),
            new("src/Prakerja.Silo/Own.cs", text),
        ];

        Assert.Equal(
            [$"src/Prakerja.Api/Bad.cs:2: names {name}"],
            SiloUseRule.Violations(
                files, new Dictionary<string, string> { ["src/Prakerja.Api/Good.cs"] = "starts it" }));
    }

    [Fact]
    public void An_exception_that_is_no_longer_needed_is_reported() => Assert.Single(
        SiloUseRule.Violations([], new Dictionary<string, string> { ["src/Prakerja.Api/Gone.cs"] = "starts it" }));
}

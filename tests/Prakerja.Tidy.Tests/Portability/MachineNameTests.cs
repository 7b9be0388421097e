using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Portability;

public sealed class MachineNameTests
{
    // Composed, so that this file itself names none.
    private const string Home = "/" + "home";
    private const string Work = "/" + "work";
    private const string Registry = "api.nuget" + ".org";

    [Fact]
    public void No_file_names_a_host_of_packages_or_a_directory_of_one_machine() =>
        Report.AssertNone(Repository.Files.SelectMany(MachineNameRule.Violations));

    [Theory]
    [InlineData("cd " + Home + "/ana/prakerja", Home + "/ana/prakerja")]
    [InlineData("path=\"" + Work + "/main\"", Work + "/main")]
    [InlineData("source: https://" + Registry + "/v3/index.json", Registry)]
    public void A_name_of_a_machine_is_reported(string line, string name) =>
        Assert.Equal([$"a.md:2: names {name}"], MachineNameRule.Violations(new TrackedFile("a.md", $"x\n{line}\n")));

    [Theory]
    [InlineData("data" + Work + "/x")]
    [InlineData("${directory}" + Home + "/x")]
    [InlineData("https://example.org" + Home + "/")]
    [InlineData("packages come from NuGet")]
    [InlineData("/health/ready")]
    public void Other_paths_and_words_are_accepted(string line) =>
        Assert.Empty(MachineNameRule.Violations(new TrackedFile("a.md", line)));
}

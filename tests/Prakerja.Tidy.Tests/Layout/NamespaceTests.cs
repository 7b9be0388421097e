using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

public sealed class NamespaceTests
{
    [Fact]
    public void Every_namespace_follows_its_folder() =>
        Report.AssertNone(Repository.Files.SelectMany(NamespaceRule.Violations));

    [Theory]
    [InlineData("src/Prakerja.Grains/Waves/A.cs", "Prakerja.Grains.Waves")]
    [InlineData("src/Prakerja.Grains/Participants/Card/A.cs", "Prakerja.Grains.Participants")]
    [InlineData("src/Prakerja.Grains/Participants/Card/A.cs", "Prakerja.Grains.Participants.Card")]
    [InlineData("src/Prakerja.Api/A.cs", "Prakerja.Api")]
    [InlineData("tests/Prakerja.System.Tests/A.cs", "Prakerja.SystemTests")]
    public void A_namespace_of_the_folder_or_of_its_feature_is_accepted(string path, string name) =>
        Assert.Empty(NamespaceRule.Violations(new TrackedFile(path, $"namespace {name};\n")));

    [Fact]
    public void A_file_outside_a_project_may_have_any_namespace() =>
        Assert.Empty(NamespaceRule.Violations(new TrackedFile("deploy/A.cs", "namespace Anything;\n")));

    [Theory]
    [InlineData("src/Prakerja.Grains/Waves/A.cs", "Prakerja.Grains", "Prakerja.Grains.Waves")]
    [InlineData("src/Prakerja.Grains/Waves/A.cs", "Prakerja.Grains.Wave", "Prakerja.Grains.Waves")]
    [InlineData("src/Prakerja.Api/A.cs", "Prakerja.Api.Http", "Prakerja.Api")]
    public void Another_namespace_is_reported(string path, string name, string expected) => Assert.Equal(
        [$"{path}:2: namespace {name}, expected {expected}"],
        NamespaceRule.Violations(new TrackedFile(path, $"\nnamespace {name};\n")));
}

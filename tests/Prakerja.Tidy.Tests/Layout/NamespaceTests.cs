using Prakerja.Tidy.Tests.Tree;

namespace Prakerja.Tidy.Tests.Layout;

public sealed class NamespaceTests
{
    [Fact]
    public void A_namespace_is_the_path_of_its_folder() =>
        Report.AssertNone(Repository.Files.SelectMany(NamespaceRule.Offences));

    [Theory]
    [InlineData("src/Prakerja.Grains/Waves/A.cs", "Prakerja.Grains.Waves")]
    [InlineData("src/Prakerja.Grains/Participants/Card/A.cs", "Prakerja.Grains.Participants")]
    [InlineData("src/Prakerja.Grains/Participants/Card/A.cs", "Prakerja.Grains.Participants.Card")]
    [InlineData("src/Prakerja.Api/A.cs", "Prakerja.Api")]
    [InlineData("tests/Prakerja.System.Tests/A.cs", "Prakerja.SystemTests")]
    [InlineData("deploy/A.cs", "Anything")]
    public void A_namespace_of_the_folder_is_accepted(string path, string name) =>
        Assert.Empty(NamespaceRule.Offences(new TrackedFile(path, $"namespace {name};\n")));

    [Theory]
    [InlineData("src/Prakerja.Grains/Waves/A.cs", "Prakerja.Grains", "Prakerja.Grains.Waves")]
    [InlineData("src/Prakerja.Grains/Waves/A.cs", "Prakerja.Grains.Wave", "Prakerja.Grains.Waves")]
    [InlineData("src/Prakerja.Api/A.cs", "Prakerja.Api.Http", "Prakerja.Api")]
    public void Another_namespace_is_reported(string path, string name, string expected) => Assert.Equal(
        [$"{path}:2: namespace {name}, expected {expected}"],
        NamespaceRule.Offences(new TrackedFile(path, $"\nnamespace {name};\n")));
}

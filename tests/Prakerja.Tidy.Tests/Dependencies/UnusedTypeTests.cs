using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Dependencies;

public sealed class UnusedTypeTests
{
    [Fact]
    public void Every_internal_type_of_src_is_used() => Report.AssertNone(UnusedTypeRule.Violations(Repository.Files));

    [Theory]
    [InlineData("internal sealed class Dead\n{\n    public Dead() { }\n}\n")]
    [InlineData("// Dead\ninternal sealed class Dead { string S = \"Dead\"; }\n")]
    [InlineData("internal static class Dead\n{\n    public static void Unused(this int x) { }\n}\n")]
    public void A_type_that_nothing_names_is_reported(string text)
    {
        TrackedFile[] files =
        [
            new("src/Prakerja.X/Dead.cs", text),
            new("tests/Prakerja.X.Tests/DeadTests.cs", "class DeadTests { Dead dead; }"),
        ];

        var violation = Assert.Single(UnusedTypeRule.Violations(files));
        Assert.EndsWith("internal type Dead is not used in src", violation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("internal sealed class Live;\npublic class Other { Live live; }")]
    [InlineData("public sealed class Live;")]
    [InlineData("[GrainType(\"live\")]\ninternal sealed class Live;")]
    [InlineData("internal sealed class Live : JsonConverter<int>;")]
    [InlineData("static class Live\n{ public static void Do(this int x) { } }\npublic class A { void X() => 1.Do(); }")]
    public void A_type_that_is_named_or_found_by_the_framework_is_accepted(string text) =>
        Assert.Empty(UnusedTypeRule.Violations([new TrackedFile("src/Prakerja.X/Live.cs", text)]));
}

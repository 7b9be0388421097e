using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

public sealed class FileLengthTests
{
    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Report.AssertNone(FileLengthRule.Violations(Repository.Files, FileLengthRule.Exceptions));

    [Fact]
    public void A_longer_file_is_reported_unless_it_has_a_reason()
    {
        TrackedFile[] files = [FileOf("a.cs", 400), FileOf("b.cs", 401), FileOf("c.sql", 402), FileOf("d.md", 500)];

        Assert.Equal(
            ["c.sql: 402 lines, at most 400"],
            FileLengthRule.Violations(files, new Dictionary<string, string> { ["b.cs"] = "one table" }));
    }

    [Fact]
    public void An_exception_that_is_no_longer_needed_is_reported() => Assert.Equal(
        ["a.cs: no longer needs its exception from the limit of lines"],
        FileLengthRule.Violations([FileOf("a.cs", 400)], new Dictionary<string, string> { ["a.cs"] = "one table" }));

    private static TrackedFile FileOf(string path, int lines) =>
        new(path, string.Concat(Enumerable.Repeat("x\n", lines)));
}

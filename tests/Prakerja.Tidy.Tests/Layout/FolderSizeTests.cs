using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

public sealed class FolderSizeTests
{
    [Fact]
    public void No_folder_holds_more_than_15_source_files() =>
        Report.AssertNone(FolderSizeRule.Violations(Repository.Files, FolderSizeRule.Exceptions));

    [Fact]
    public void A_larger_folder_is_reported_unless_it_has_a_reason()
    {
        TrackedFile[] files =
        [
            .. FilesOf("src/A", 15),
            .. FilesOf("src/A/Sub", 3),
            .. FilesOf("src/B", 16),
            .. FilesOf("src/C", 17),
            .. Enumerable.Range(0, 20).Select(number => new TrackedFile($"docs/{number}.md", "")),
        ];

        Assert.Equal(
            ["src/C: 17 source files, at most 15"],
            FolderSizeRule.Violations(files, new Dictionary<string, string> { ["src/B"] = "one file for each unit" }));
    }

    [Fact]
    public void An_exception_that_is_no_longer_needed_is_reported()
    {
        var exceptions = new Dictionary<string, string> { ["src/A"] = "one file for each unit" };

        Assert.Equal(
            ["src/A: no longer needs its exception from the limit of files"],
            FolderSizeRule.Violations(FilesOf("src/A", 15), exceptions));
    }

    private static IEnumerable<TrackedFile> FilesOf(string folder, int count) =>
        Enumerable.Range(0, count).Select(number => new TrackedFile($"{folder}/File{number}.cs", ""));
}

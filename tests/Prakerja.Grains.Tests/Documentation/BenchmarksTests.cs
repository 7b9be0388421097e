using System.Text.RegularExpressions;
using Prakerja.TestCommon;

namespace Prakerja.Grains.Tests.Documentation;

/// <summary>
/// Each benchmark has a marked section in docs/benchmarks.md, so that its result can be written there.
/// </summary>
public sealed class BenchmarksTests
{
    [Theory]
    [InlineData("begin")]
    [InlineData("end")]
    public void Every_section_of_a_benchmark_is_marked_once_and_there_are_no_other_marks(string mark)
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "benchmarks.md"));
        var marked = Regex.Matches(document, $"<!-- (.*):{mark} -->").Select(match => match.Groups[1].Value);

        Assert.Equal(BenchmarkSections.All, marked);
    }
}

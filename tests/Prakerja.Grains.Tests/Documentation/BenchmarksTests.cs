using Prakerja.Benchmarks;
using System.Text.RegularExpressions;

namespace Prakerja.Grains.Tests.Documentation;

/// <summary>Each benchmark has its place in docs/benchmarks.md, or what it measured could not be written down.</summary>
public sealed class BenchmarksTests
{
    [Theory]
    [InlineData("begin")]
    [InlineData("end")]
    public void Every_section_that_a_benchmark_writes_is_marked_once_and_no_other(string mark)
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "benchmarks.md"));
        var marked = Regex.Matches(document, $"<!-- (.*):{mark} -->").Select(match => match.Groups[1].Value);

        Assert.Equal(Sections.All, marked);
    }
}

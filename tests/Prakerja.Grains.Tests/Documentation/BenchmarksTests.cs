using System.Text.RegularExpressions;
using Xunit;

namespace Prakerja.Grains.Tests.Documentation;

/// <summary>Each benchmark has its place in docs/benchmarks.md, or what it measured could not be written down.</summary>
public sealed partial class BenchmarksTests
{
    [Fact]
    public void Every_section_that_a_benchmark_writes_is_marked_once()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "benchmarks.md"));
        var sections = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests", "Prakerja.Benchmarks"), "*Benchmark.cs")
            .SelectMany(file => Written().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["section"].Value)
            .ToList();

        Assert.Contains("memory", sections);
        Assert.All(sections, section =>
        {
            Assert.Single(Regex.Matches(document, $"<!-- {section}:begin -->"));
            Assert.Single(Regex.Matches(document, $"<!-- {section}:end -->"));
        });
    }

    [GeneratedRegex("""Report\.WriteAsync\(\w+, "(?<section>[a-z-]+)",""")]
    private static partial Regex Written();
}

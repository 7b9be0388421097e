using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Naming;

/// <summary>
/// The glossary names only words that the code uses: each name in backticks in the first column of its tables is a part
/// of a name in src.
/// </summary>
internal static partial class GlossaryRule
{
    public const string Path = "docs/glossary.md";

    public static IEnumerable<string> Violations(IEnumerable<TrackedFile> files)
    {
        var all = files.ToList();
        if (all.FirstOrDefault(file => file.Path == Path) is not { } glossary)
            return [$"{Path}: the file is missing; it holds every word of the programme and of the design"];
        var names = all
            .Where(file => file.IsCSharp && file.Path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Names().Matches(file.Code).Select(match => match.Value))
            .ToHashSet();
        var terms = glossary.Lines.Index()
            .Where(line => line.Item.TrimStart().StartsWith('|'))
            .SelectMany(line => Quoted().Matches(line.Item.Split('|')[1])
                .SelectMany(quoted => Names().Matches(quoted.Groups[1].Value))
                .Select(term => (Line: line.Index + 1, term.Value)))
            .ToList();
        return terms is []
            ? [$"{Path}: no table names a word of the code in its first column"]
            : terms
                .Where(term => !names.Any(name => name.Contains(term.Value, StringComparison.Ordinal)))
                .Select(term => $"{Path}:{term.Line}: no name in src contains {term.Value}");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Names();
}

using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

/// <summary>A line has at most 120 columns, so that two files fit side by side.</summary>
internal static partial class LineLengthRule
{
    public const int Limit = 120;

    private static readonly string[] Extensions =
    [
        ".cs", ".cshtml", ".css", ".js", ".sql", ".sh", ".yaml", ".yml", ".cfg", ".props", ".targets", ".csproj", ".md",
    ];

    public static IEnumerable<string> Violations(TrackedFile file)
    {
        if (!file.IsShell && !Extensions.Contains(Path.GetExtension(file.Path))) yield break;
        var isLimited = LimitedLines(file);
        for (var line = 0; line < file.Lines.Length; line++)
        {
            var columns = file.Lines[line].EnumerateRunes().Count();
            if (columns > Limit && isLimited(line))
                yield return $"{file.Path}:{line + 1}: {columns} columns, at most {Limit}";
        }
    }

    /// <summary>
    /// In Markdown, a table row, a link, output of a program and a generated section may be longer. In the proxy's
    /// configuration, which has no line continuation, the text of an answer may be.
    /// </summary>
    private static Func<int, bool> LimitedLines(TrackedFile file)
    {
        if (file.Path.EndsWith(".cfg", StringComparison.Ordinal))
            return line => !file.Lines[line].Contains(" string \"{", StringComparison.Ordinal);
        if (!file.Path.EndsWith(".md", StringComparison.Ordinal)) return _ => true;
        var exempt = new HashSet<int>();
        string? fence = null;
        var isGenerated = false;
        for (var at = 0; at < file.Lines.Length; at++)
        {
            var line = file.Lines[at].Trim();
            if (line.StartsWith("```", StringComparison.Ordinal)) fence = fence is null ? line[3..].Trim() : null;
            if (GeneratedMark().Match(line) is { Success: true } mark) isGenerated = mark.Groups[1].Value == "begin";
            // A fence without a language, of plain text or of JSON is what a program printed or answered.
            var isOutput = fence is "" or "text" or "console" or "json";
            if (isOutput || isGenerated || line.StartsWith('|') || LinkAlone().IsMatch(line)) exempt.Add(at);
        }

        return line => !exempt.Contains(line);
    }

    [GeneratedRegex("^<!-- [a-z-]+:(begin|end) -->$")]
    private static partial Regex GeneratedMark();

    [GeneratedRegex(@"^(?:[-*] +)?(?:\[[^\]]*\]\([^)]*\)|<?https?://\S+|\[[^\]]+\]: \S+)[.,;]?$")]
    private static partial Regex LinkAlone();
}

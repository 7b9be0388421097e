using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

/// <summary>A source file has at most 400 lines.</summary>
internal static class FileLengthRule
{
    public const int Limit = 400;

    /// <summary>Longer files, each with the reason why it is not split.</summary>
    public static readonly Dictionary<string, string> Exceptions = [];

    public static IEnumerable<string> Violations(
        IEnumerable<TrackedFile> files, IReadOnlyDictionary<string, string> exceptions)
    {
        var longer = files
            .Where(file => file.IsCSharp || file.IsSql || file.IsShell)
            .Select(file => (file.Path, Lines: file.Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Length))
            .Where(file => file.Lines > Limit)
            .ToList();
        return longer
            .Where(file => !exceptions.ContainsKey(file.Path))
            .Select(file => $"{file.Path}: {file.Lines} lines, at most {Limit}")
            .Concat(Report.Unneeded(exceptions.Keys, longer.Select(file => file.Path), "the limit of lines"));
    }
}

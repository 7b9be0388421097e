using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Portability;

/// <summary>
/// No file names a host of packages or a directory of one machine: both are settings of the machine that builds.
/// </summary>
internal static partial class MachineNameRule
{
    public static IEnumerable<string> Violations(TrackedFile file) =>
        from line in file.Lines.Index()
        from match in Hosts().Matches(line.Item).Concat(Directories().Matches(line.Item))
        select $"{file.Path}:{line.Index + 1}: names {match.Value}";

    [GeneratedRegex(
        @"\b(?:[\w-]+\.)*(?:nuget\.org|npmjs\.(?:org|com)|pypi\.org|pythonhosted\.org|crates\.io|rubygems\.org"
        + @"|maven\.org|proxy\.golang\.org|pkgs\.dev\.azure\.com|deb\.debian\.org)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Hosts();

    // After a letter, a dot or a variable it is the end of a longer, relative path.
    [GeneratedRegex(@"(?<![\w.})\]$/-])(?:/(?:work|home|Users|root)/|[A-Z]:\\Users\\)[\w./\\-]*")]
    private static partial Regex Directories();
}

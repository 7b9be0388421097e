using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

/// <summary>
/// The namespace of a file is the path of its folder. The last folders may be left out: slices such as
/// Participants/Card share the namespace Prakerja.Grains.Participants. The first folder below a project may not.
/// </summary>
internal static partial class NamespaceRule
{
    /// <summary>Projects whose root namespace is not their name.</summary>
    private static readonly Dictionary<string, string> Roots = new()
    {
        // Prakerja.System would hide the framework's System in every file of the project.
        ["tests/Prakerja.System.Tests"] = "Prakerja.SystemTests",
    };

    public static IEnumerable<string> Violations(TrackedFile file)
    {
        if (!file.IsCSharp || file.Project is not { } project) yield break;
        var root = RootOf(project);
        var folders = file.Folder.Length > project.Length ? file.Folder[(project.Length + 1)..].Split('/') : [];
        foreach (Match match in Namespaces().Matches(file.Code))
        {
            var name = match.Groups[1].Value;
            var allowed = Enumerable.Range(1, folders.Length)
                .Select(count => $"{root}.{string.Join('.', folders[..count])}")
                .DefaultIfEmpty(root)
                .ToList();
            if (!allowed.Contains(name))
                yield return $"{file.At(match.Index)}: namespace {name}, expected {allowed[^1]}";
        }
    }

    /// <param name="project">As "src/Prakerja.Api".</param>
    public static string RootOf(string project) => Roots.GetValueOrDefault(project, project.Split('/')[^1]);

    [GeneratedRegex(@"^namespace +([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespaces();
}

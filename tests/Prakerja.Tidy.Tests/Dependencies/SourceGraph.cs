using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.Layout;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Dependencies;

/// <summary>
/// The graph of a project's namespaces, read from its sources: using lines, qualified names, and the types of enclosing
/// namespaces, which need no using. The root namespace may know all folders, so what it uses does not count.
/// </summary>
internal static partial class SourceGraph
{
    public static Graph Of(IReadOnlyList<TrackedFile> files)
    {
        var graph = new Graph();
        if (files is []) return graph;
        var root = NamespaceRule.RootOf(files[0].Project!);
        var types = files
            .SelectMany(file => TypeDeclaration.In(file).Where(type => type.IsTopLevel)
                .Select(type => (Namespace: NamespaceOf(file), type.Name)))
            .Where(type => type.Namespace is not null)
            .GroupBy(type => type.Namespace!, type => type.Name)
            .ToDictionary(group => group.Key, group => group.ToHashSet());
        foreach (var file in files)
        {
            if (NamespaceOf(file) is not { } own || own == root) continue;
            foreach (var (target, offset) in UsedBy(file, own, types))
                graph.Add(Short(own), Short(target), file.At(offset));
        }

        return graph;

        string Short(string name) => name == root ? "(root)" : name[(root.Length + 1)..];
    }

    private static IEnumerable<(string Namespace, int Offset)> UsedBy(
        TrackedFile file, string own, Dictionary<string, HashSet<string>> types)
    {
        var enclosing = EnclosingOf(own).ToList();
        foreach (Match match in Usings().Matches(file.Code))
        {
            var parts = match.Groups[1].Value.Split('.');
            var used = Enumerable.Range(1, parts.Length).Reverse()
                .Select(count => string.Join('.', parts[..count]))
                .FirstOrDefault(types.ContainsKey);
            if (used is not null) yield return (used, match.Index);
        }

        foreach (Match match in Names().Matches(file.Code))
        {
            var parts = match.Value.Split('.');
            foreach (var outer in enclosing)
            {
                if (outer != own && types.TryGetValue(outer, out var known) && known.Contains(parts[0]))
                    yield return (outer, match.Index);
                for (var count = 1; count < parts.Length; count++)
                {
                    var name = $"{outer}.{string.Join('.', parts[..count])}".TrimStart('.');
                    if (types.TryGetValue(name, out var declared) && declared.Contains(parts[count]))
                        yield return (name, match.Index);
                }
            }
        }
    }

    /// <summary>"A.B.C", "A.B", "A" and the global namespace "".</summary>
    private static IEnumerable<string> EnclosingOf(string name)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1)) yield return name[..end];
        yield return "";
    }

    private static string? NamespaceOf(TrackedFile file) =>
        Namespaces().Match(file.Code) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^namespace +([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"^using +(?:static +|\w+ *= *)?(?:global::)?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)*")]
    private static partial Regex Names();
}

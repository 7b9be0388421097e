using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Dependencies;

/// <summary>
/// Every internal top-level type of src is named in src, outside its own declaration. Exceptions: the framework
/// finds a grain, a converter, a JSON context and a page by itself. For a static class it is enough that
/// one of its methods is named, because an extension method is called without the name of its class.
/// </summary>
internal static partial class UnusedTypeRule
{
    public static IEnumerable<string> Violations(IReadOnlyList<TrackedFile> files)
    {
        var sources = files
            .Where(file => file.IsCSharp && file.Path.StartsWith("src/", StringComparison.Ordinal))
            .ToList();
        // A page names the types that it shows.
        var pages = files.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal)
            && file.Path.EndsWith(".cshtml", StringComparison.Ordinal));
        var places = sources
            .SelectMany(file => Words().Matches(file.Code)
                .Select(match => (Word: match.Value, File: file, match.Index)))
            .Concat(pages.SelectMany(file => Words().Matches(file.Text)
                .Select(match => (Word: match.Value, File: file, match.Index))))
            .ToLookup(place => place.Word);
        return sources
            .SelectMany(TypeDeclaration.In)
            .Where(type => type is { IsTopLevel: true, IsPublic: false })
            .GroupBy(type => (type.Name, type.File.Project))
            .Where(parts => !parts.Any(IsFoundByTheFramework) && !NamesOf(parts).Any(name => IsUsed(name, [.. parts])))
            .Select(parts => parts.First())
            .Select(type => $"{type.File.At(type.NameOffset)}: internal type {type.Name} is not used in src");

        bool IsUsed(string name, TypeDeclaration[] parts) => places[name].Any(place =>
            !parts.Any(part => part.File == place.File && place.Index >= part.Start && place.Index < part.End));
    }

    private static IEnumerable<string> NamesOf(IEnumerable<TypeDeclaration> parts) =>
        parts.SelectMany(type => type.IsStatic
            ? StaticMembers().Matches(type.Code).Select(match => match.Groups[1].Value).Prepend(type.Name)
            : [type.Name]);

    private static bool IsFoundByTheFramework(TypeDeclaration type)
    {
        // Attributes are above the declaration, without an empty line between.
        var above = type.File.Code[..type.Start];
        var attributes = above[(above.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)..];
        return Registered().IsMatch(attributes) || BaseTypes().IsMatch(type.Code);
    }

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Words();

    [GeneratedRegex(@"(?:public|internal) +(?:static +)?[^=;{}()\n]*?\b(\w+)(?:<[^()\n]*>)?\(")]
    private static partial Regex StaticMembers();

    [GeneratedRegex(@"\[[^\]]*\b(?:GrainType|RegisterConverter|RegisterSerializer|RegisterCopier)\b")]
    private static partial Regex Registered();

    [GeneratedRegex(@"^[^{]*:\s*[^{]*\b(?:JsonConverter|JsonConverterFactory|JsonSerializerContext|\w*PageModel)\b")]
    private static partial Regex BaseTypes();
}

using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

/// <summary>
/// A file is named after a type that it declares, in the plural if it declares a family ("WaveEvents" for WaveEvent).
/// A slice of a partial type has the name of the slice first ("CardCommands" for a part of ParticipantCommand), or
/// last after a dot ("ParticipantModel.Card").
/// </summary>
internal static partial class FileNameRule
{
    /// <summary>Names that the platform gives to files without a type of their own.</summary>
    private static readonly string[] Fixed = ["Program", "AssemblyInfo", "AssemblyFixtures"];

    public static IEnumerable<string> Violations(TrackedFile file)
    {
        if (!file.IsCSharp) yield break;
        var name = Path.GetFileNameWithoutExtension(file.Name);
        if (Fixed.Contains(name)) yield break;
        var types = TypeDeclaration.In(file).Where(type => type.IsTopLevel).ToList();
        if (types.Any(type => IsNamedAfter(name, type))) yield break;
        yield return $"{file.Path}: declares {string.Join(", ", types.Select(type => type.Name).Distinct())}";
    }

    private static bool IsNamedAfter(string name, TypeDeclaration type)
    {
        if (name == type.Name || name == type.Name + "s") return true;
        if (!type.IsPartial) return false;
        if (name.StartsWith(type.Name + ".", StringComparison.Ordinal)) return true;
        var word = FinalWord().Match(type.Name).Value;
        return name.EndsWith(word, StringComparison.Ordinal) || name.EndsWith(word + "s", StringComparison.Ordinal);
    }

    [GeneratedRegex("[A-Z][a-z0-9]*$")]
    private static partial Regex FinalWord();
}

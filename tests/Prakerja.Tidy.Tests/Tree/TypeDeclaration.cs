using System.Text.RegularExpressions;

namespace Prakerja.Tidy.Tests.Tree;

/// <summary>A type as its file declares it.</summary>
/// <param name="Offset">Where its name is in the file.</param>
/// <param name="End">Where the next top-level type of the file starts, or the file ends.</param>
internal sealed partial record TypeDeclaration(
    TrackedFile File, string Name, string Modifiers, bool IsTopLevel, int Offset, int Start, int End)
{
    public bool IsPartial => Has("partial");

    public bool IsStatic => Has("static");

    /// <summary>A top-level type without an access modifier is internal as well.</summary>
    public bool IsInternal => !Has("public");

    /// <summary>Base types, type parameters and the body.</summary>
    public string Code => File.Code[Offset..End];

    public static IReadOnlyList<TypeDeclaration> In(TrackedFile file)
    {
        var found = Declarations().Matches(file.Code);
        var topLevel = found.Where(IsAtTop).Select(match => match.Index).Append(file.Code.Length).ToList();
        return
        [
            .. found.Select(match => new TypeDeclaration(
                file,
                match.Groups["name"].Value,
                match.Groups["modifiers"].Value,
                IsAtTop(match),
                match.Groups["name"].Index,
                match.Index,
                topLevel.First(start => start > match.Index))),
        ];
    }

    private static bool IsAtTop(Match match) => match.Groups["indent"].Length == 0;

    private bool Has(string modifier) => Modifiers.Split(' ').Contains(modifier);

    [GeneratedRegex(
        @"^(?<indent> *)(?:\[[^\n]*\] +)?(?<modifiers>(?:(?:public|internal|private|protected|file|static|sealed"
        + @"|abstract|partial|readonly|ref|unsafe|new) +)*)"
        + @"(?:record +struct|record +class|class|record|struct|interface|enum|delegate +[\w<>?,.\[\]]+) +"
        + @"(?<name>[A-Z]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex Declarations();
}

using System.Text.RegularExpressions;

namespace Prakerja.Tidy.Tests.SourceFiles;

/// <summary>A type as its file declares it.</summary>
/// <param name="NameOffset">Where its name is in the file.</param>
/// <param name="Start">Where its declaration starts, with modifiers.</param>
/// <param name="End">Where the next top-level type of the file starts, or the file ends.</param>
internal sealed partial record TypeDeclaration(
    TrackedFile File, string Name, string Modifiers, bool IsTopLevel, int NameOffset, int Start, int End)
{
    public bool IsPartial => Has("partial");

    public bool IsStatic => Has("static");

    public bool IsPublic => Has("public");

    /// <summary>
    /// The text from the name to <see cref="End"/>: type parameters, base types and body. For a nested type also what
    /// follows it.
    /// </summary>
    public string Code => File.Code[NameOffset..End];

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

using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Naming;

/// <summary>Metaphors, riddles and archaic words that once were used here, and words that say nothing.</summary>
internal static partial class BannedWordRule
{
    /// <summary>In any name, as whole words: "House" is in HouseNumber, not in Household.</summary>
    private static readonly string[][] Words =
    [
        ["house"],
        ["notebook"],
        ["last", "word"],
        ["not", "yet"],
        ["turned", "away"],
        ["brief", "memory"],
        ["quiet", "refusals"],
        ["store", "look"],
        ["log", "book"],
        ["group", "pump"],
        ["group", "call"],
        ["lane"],
        ["decisive"],
        ["knock", "again"],
        ["because"],
    ];

    private static readonly string[] TypeNames = ["Decided"];

    private static readonly string[] TypeSuffixes =
        ["shown", "typed", "named", "wanted", "manager", "helper", "helpers", "util", "utils", "utilities", "dto"];

    public static IEnumerable<string> ViolationsInPath(TrackedFile file) =>
        file.Path.Split('/').SelectMany((part, depth) =>
        {
            var name = part.Split('.')[0];
            var words = WordsOf(name).ToList();
            return Words.Where(banned => Contains(words, banned)).Select(string.Concat<string>)
                .Concat(TypeSuffixes.Where(suffix => words.Count > 1 && words[^1] == suffix))
                .Select(banned => $"{Upper(file.Path, depth)}: the name contains \"{banned}\"");
        });

    /// <summary>One violation for each name and file, at the first line.</summary>
    public static IEnumerable<string> ViolationsInNames(TrackedFile file) => !file.IsCSharp
        ? []
        : Identifiers().Matches(file.Code)
            .DistinctBy(match => match.Value)
            .SelectMany(match => BannedIn(match.Value)
                .Select(banned => $"{file.At(match.Index)}: {match.Value} contains \"{banned}\""))
            .Concat(TypeDeclaration.In(file)
                .Where(HasBannedSuffix)
                .Select(type => $"{file.At(type.NameOffset)}: type {type.Name} ends in a banned word"));

    public static IEnumerable<string> ViolationsInComments(TrackedFile file) => !file.IsCSharp
        ? []
        : BannedInComments().Matches(file.Comments)
            .Select(match => $"{file.At(match.Index)}: comment says \"{match.Value}\"");

    private static bool HasBannedSuffix(TypeDeclaration type) =>
        TypeNames.Contains(type.Name)
        || (WordsOf(type.Name).ToList() is [_, .., var end] && TypeSuffixes.Contains(end));

    /// <summary>The name of a test is a sentence: "because" and "not yet" may be words of it.</summary>
    private static IEnumerable<string> BannedIn(string identifier)
    {
        var parts = identifier.Trim('_').Split('_');
        var words = parts
            .Where(part => parts.Length == 1 || (part.Any(char.IsLower) && part.Skip(1).Any(char.IsUpper)))
            .Select(part => WordsOf(part).ToList())
            .ToList();
        return Words.Where(banned => words.Any(part => Contains(part, banned))).Select(string.Concat<string>);
    }

    private static bool Contains(List<string> words, string[] banned) =>
        Enumerable.Range(0, Math.Max(0, words.Count - banned.Length + 1)).Any(start =>
            banned.Zip(words.Skip(start), (word, found) => found == word || found == word + "s").All(same => same));

    private static string Upper(string path, int depth) => string.Join('/', path.Split('/')[..(depth + 1)]);

    private static IEnumerable<string> WordsOf(string name) =>
        WordsOfName().Matches(name).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex(@"(?<!\w)[A-Za-z_]\w*")]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")]
    private static partial Regex WordsOfName();

    [GeneratedRegex(@"\b(?:whoever|mend(?:s|ed|ing)?|oftener|he|him|his|she)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BannedInComments();
}

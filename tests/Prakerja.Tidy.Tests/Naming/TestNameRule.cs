using System.Globalization;
using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Naming;

/// <summary>
/// All tests of a project have one style of name. Prakerja.Api.Tests: Operation_State_Result or Operation_Result, in
/// PascalCase. All others: a sentence in lower case, whose first word is capitalised.
/// </summary>
internal static partial class TestNameRule
{
    /// <summary>Words of a sentence that keep their capitals. NIK and E1, in capitals alone, need no entry.</summary>
    private static readonly HashSet<string> ProperNouns =
        ["PostgreSQL", "SQLite", "Orleans", .. DateTimeFormatInfo.InvariantInfo.MonthNames];

    public static IEnumerable<string> Violations(TrackedFile file)
    {
        if (!file.IsCSharp || file.Project?.EndsWith(".Tests", StringComparison.Ordinal) != true) yield break;
        var isApi = file.Project == "tests/Prakerja.Api.Tests";
        var style = isApi ? "Operation_State_Result" : "A_sentence_in_lower_case";
        foreach (Match attribute in TestAttributes().Matches(file.Code))
        {
            var name = Methods().Match(file.Code, attribute.Index).Groups["name"];
            if (isApi ? !OperationStateResult().IsMatch(name.Value) : !IsSentence(name.Value))
                yield return $"{file.At(attribute.Index)}: {name.Value} is not {style}";
        }
    }

    private static bool IsSentence(string name)
    {
        var words = name.Split('_');
        return words.Length > 1 && char.IsUpper(words[0][0]) && words.Skip(1).All(word =>
            ProperNouns.Contains(word) || LowerCase().IsMatch(word) || Capitals().IsMatch(word));
    }

    [GeneratedRegex(@"\[(?:Fact|Theory)\b")]
    private static partial Regex TestAttributes();

    [GeneratedRegex(@"\b(?:void|Task|ValueTask)\s+(?<name>\w+)\s*\(")]
    private static partial Regex Methods();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*_[A-Z][A-Za-z0-9]*(?:_[A-Z][A-Za-z0-9]*)?$")]
    private static partial Regex OperationStateResult();

    [GeneratedRegex("^[a-z0-9]+$")]
    private static partial Regex LowerCase();

    [GeneratedRegex("^[A-Z0-9]+s?$")]
    private static partial Regex Capitals();
}

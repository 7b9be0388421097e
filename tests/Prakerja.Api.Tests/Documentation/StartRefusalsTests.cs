using System.Text.RegularExpressions;

namespace Prakerja.Api.Tests.Documentation;

/// <summary>
/// The table of start messages in docs/operations.md quotes the messages of the code, and has a row for each.
/// </summary>
public sealed partial class StartRefusalsTests
{
    // A string with the values that are inserted into it, which may contain strings.
    private const string Value = @"\{(?:[^{}""]|""[^""]*"")*\}";
    private const string Literal = @"\$?""((?:[^""{\\]|\\.|" + Value + @")*)""";

    private static readonly string SiloFolder = Path.Combine(Document.RepositoryRoot(), "src", "Prakerja.Silo");

    private static readonly IReadOnlyList<string> Quoted =
        [.. Document.RowsOf("operations.md", "refusals")
            .Where(cells => cells[0].StartsWith('`'))
            .SelectMany(cells => Quotation().Matches(cells[0]))
            .Select(match => Normalise(match.Groups[1].Value))
            .Where(text => text.Contains(' ', StringComparison.Ordinal))];

    private static readonly IReadOnlyList<string> Strings =
        [.. Directory.EnumerateFiles(SiloFolder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetFileName(file), Code: WithoutComments(File.ReadAllText(file))))
            .Where(file => file.Name.EndsWith("Failure.cs", StringComparison.Ordinal)
                || file.Code.Contains("StartRefusedException", StringComparison.Ordinal))
            .SelectMany(file => StringsIn(file.Code))];

    [Fact]
    public void EveryQuotedMessage_IsInTheCode()
    {
        Assert.NotEmpty(Quoted);
        Assert.DoesNotContain(
            Quoted, text => !Strings.Any(code => code.StartsWith(text, StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryMessage_IsQuoted()
    {
        var messages = Strings.Where(IsMessage).ToList();

        Assert.NotEmpty(messages);
        Assert.DoesNotContain(
            messages, message => !Quoted.Any(text => message.StartsWith(text, StringComparison.Ordinal)));
    }

    [Fact]
    public void StringsOfAnExpression_AreJoinedWithoutTheirValues() => Assert.Equal(
        ["The file … is …: move it away.", "…"],
        StringsIn(
            """
            Say($"The file {path} is {(a ? "b" : "c")}: " + "move it away."); Say($"{A.B}:{nameof(C)}: {d}");
            """));

    /// <summary>A message names a problem, then a colon and the remedy.</summary>
    private static bool IsMessage(string text) => ProblemAndRemedy().IsMatch(text);

    private static IEnumerable<string> StringsIn(string code) => Concatenations().Matches(code).Select(match =>
        Normalise(string.Concat(Literals().Matches(match.Value).Select(literal => literal.Groups[1].Value))));

    private static string WithoutComments(string code) => Comments().Replace(code, "");

    /// <summary>Values and settings become "…". A setting at the beginning is often added elsewhere.</summary>
    private static string Normalise(string text)
    {
        var normal = Adjacent().Replace(Settings().Replace(Values().Replace(text, "…"), "…"), "…");
        return normal.StartsWith("…: ", StringComparison.Ordinal) ? normal[3..] : normal;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quotation();

    [GeneratedRegex(@"(?m)^\s*//.*$|""""""[\s\S]*?""""""")]
    private static partial Regex Comments();

    [GeneratedRegex(Literal)]
    private static partial Regex Literals();

    [GeneratedRegex(Literal + @"(?:\s*\+\s*" + Literal + ")*")]
    private static partial Regex Concatenations();

    [GeneratedRegex(Value)]
    private static partial Regex Values();

    [GeneratedRegex(@"Prakerja(?::[A-Z]\w+)+")]
    private static partial Regex Settings();

    [GeneratedRegex("…(?::…)+")]
    private static partial Regex Adjacent();

    [GeneratedRegex(@"\w.*: \p{Ll}")]
    private static partial Regex ProblemAndRemedy();
}

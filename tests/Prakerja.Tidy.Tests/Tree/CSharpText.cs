namespace Prakerja.Tidy.Tests.Tree;

/// <summary>
/// A C# text split into its code and its comments. Both have the length of the text: everything else, such as the
/// content of strings, is a space, so an offset means the same place in all three.
/// </summary>
internal sealed class CSharpText
{
    private readonly string text;
    private readonly char[] code;
    private readonly char[] comments;
    private int at;

    private CSharpText(string text)
    {
        this.text = text;
        code = Blank(text);
        comments = Blank(text);
        while (at < text.Length) ReadCode(inHole: false);
        Code = new string(code);
        Comments = new string(comments);
    }

    public string Code { get; }

    public string Comments { get; }

    public static CSharpText Of(string text) => new(text);

    private static char[] Blank(string text) => [.. text.Select(character => character == '\n' ? '\n' : ' ')];

    /// <summary>Reads up to the end, or up to the brace that closes the hole of an interpolated string.</summary>
    private void ReadCode(bool inHole)
    {
        var depth = 0;
        while (at < text.Length)
        {
            if (inHole && depth == 0 && IsEndOfHole()) return;
            if (StartsWith("//")) Take(comments, EndOf("\n", includeEnd: false));
            else if (StartsWith("/*")) Take(comments, EndOf("*/", includeEnd: true));
            else if (text[at] == '\'') SkipCharacter();
            else if (StartOfString() is { } quote) SkipString(quote);
            else
            {
                depth += text[at] is '{' or '(' or '[' ? 1 : text[at] is '}' or ')' or ']' ? -1 : 0;
                Take(code, at + 1);
            }
        }
    }

    /// <summary>A colon starts the format of the value; the format is not code.</summary>
    private bool IsEndOfHole()
    {
        if (text[at] == ':' && !StartsWith("::") && text[at - 1] != ':')
        {
            while (at < text.Length && text[at] is not ('}' or '\n')) at++;
        }

        return at < text.Length && text[at] == '}';
    }

    private void SkipCharacter()
    {
        at++;
        at += at < text.Length && text[at] == '\\' ? 2 : 1;
        while (at < text.Length && text[at] is not ('\'' or '\n')) at++;
        at++;
    }

    private int? StartOfString()
    {
        var quote = at;
        while (quote < text.Length && text[quote] is '$' or '@') quote++;
        return quote < text.Length && text[quote] == '"' ? quote : null;
    }

    private void SkipString(int quote)
    {
        var prefix = text[at..quote];
        var dollars = prefix.Count(character => character == '$');
        at = quote;
        var quotes = RunOf('"');
        if (prefix.Contains('@', StringComparison.Ordinal)) SkipQuoted(dollars, isVerbatim: true);
        else if (quotes >= 3) SkipRaw(dollars, quotes);
        else SkipQuoted(dollars, isVerbatim: false);
    }

    private void SkipRaw(int dollars, int quotes)
    {
        at += quotes;
        while (at < text.Length)
        {
            if (text[at] == '"')
            {
                var run = RunOf('"');
                at += run;
                if (run >= quotes) return;
            }
            else if (dollars > 0 && text[at] == '{')
            {
                var run = RunOf('{');
                at += run;
                if (run < dollars) continue;
                ReadCode(inHole: true);
                at += dollars;
            }
            else at++;
        }
    }

    private void SkipQuoted(int dollars, bool isVerbatim)
    {
        at++;
        while (at < text.Length)
        {
            if (isVerbatim ? StartsWith("\"\"") : text[at] == '\\') at += 2;
            else if (text[at] == '"')
            {
                at++;
                return;
            }
            else if (dollars > 0 && StartsWith("{{")) at += 2;
            else if (dollars > 0 && text[at] == '{')
            {
                at++;
                ReadCode(inHole: true);
                at++;
            }
            else at++;
        }
    }

    private int RunOf(char character)
    {
        var end = at;
        while (end < text.Length && text[end] == character) end++;
        return end - at;
    }

    private bool StartsWith(string start) => string.CompareOrdinal(text, at, start, 0, start.Length) == 0;

    private int EndOf(string end, bool includeEnd)
    {
        var found = text.IndexOf(end, at + 2, StringComparison.Ordinal);
        return found < 0 ? text.Length : includeEnd ? found + end.Length : found;
    }

    private void Take(char[] target, int end)
    {
        text.CopyTo(at, target, at, end - at);
        at = end;
    }
}

namespace Prakerja.Tidy.Tests.SourceFiles;

/// <summary>
/// Splits a C# file into code and comments. Each has the length of the file, with spaces in place of everything else,
/// such as the content of strings. So one offset is valid in the file, the code and the comments.
/// </summary>
internal sealed class CSharpText
{
    private readonly string text;
    private readonly char[] code;
    private readonly char[] comments;
    private int position;

    private CSharpText(string text)
    {
        this.text = text;
        code = Blank(text);
        comments = Blank(text);
        while (position < text.Length) ReadCode(inInterpolation: false);
        Code = new string(code);
        Comments = new string(comments);
    }

    public string Code { get; }

    public string Comments { get; }

    public static CSharpText Of(string text) => new(text);

    private static char[] Blank(string text) => [.. text.Select(character => character == '\n' ? '\n' : ' ')];

    /// <summary>Reads up to the end, or up to the brace that closes the interpolation.</summary>
    private void ReadCode(bool inInterpolation)
    {
        var depth = 0;
        while (position < text.Length)
        {
            if (inInterpolation && depth == 0 && SkipFormatAndCheckEnd()) return;
            if (StartsWith("//")) CopyTo(comments, EndOf("\n", includeEnd: false));
            else if (StartsWith("/*")) CopyTo(comments, EndOf("*/", includeEnd: true));
            else if (text[position] == '\'') SkipCharacterLiteral();
            else if (FindOpeningQuote() is { } quote) SkipString(quote);
            else
            {
                depth += text[position] is '{' or '(' or '[' ? 1 : text[position] is '}' or ')' or ']' ? -1 : 0;
                CopyTo(code, position + 1);
            }
        }
    }

    /// <summary>
    /// Skips the format of an interpolation (<c>{value:format}</c>), which is not code. True at the closing brace.
    /// </summary>
    private bool SkipFormatAndCheckEnd()
    {
        if (text[position] == ':' && !StartsWith("::") && text[position - 1] != ':')
        {
            while (position < text.Length && text[position] is not ('}' or '\n')) position++;
        }

        return position < text.Length && text[position] == '}';
    }

    private void SkipCharacterLiteral()
    {
        position++;
        position += position < text.Length && text[position] == '\\' ? 2 : 1;
        while (position < text.Length && text[position] is not ('\'' or '\n')) position++;
        position++;
    }

    private int? FindOpeningQuote()
    {
        var quote = position;
        while (quote < text.Length && text[quote] is '$' or '@') quote++;
        return quote < text.Length && text[quote] == '"' ? quote : null;
    }

    private void SkipString(int openingQuote)
    {
        var prefix = text[position..openingQuote];
        var dollars = prefix.Count(character => character == '$');
        position = openingQuote;
        var quotes = RunOf('"');
        if (prefix.Contains('@', StringComparison.Ordinal)) SkipQuoted(dollars, isVerbatim: true);
        else if (quotes >= 3) SkipRaw(dollars, quotes);
        else SkipQuoted(dollars, isVerbatim: false);
    }

    private void SkipRaw(int dollars, int quotes)
    {
        position += quotes;
        while (position < text.Length)
        {
            if (text[position] == '"')
            {
                var run = RunOf('"');
                position += run;
                if (run >= quotes) return;
            }
            else if (dollars > 0 && text[position] == '{')
            {
                var run = RunOf('{');
                position += run;
                if (run < dollars) continue;
                ReadCode(inInterpolation: true);
                position += dollars;
            }
            else position++;
        }
    }

    private void SkipQuoted(int dollars, bool isVerbatim)
    {
        position++;
        while (position < text.Length)
        {
            if (isVerbatim ? StartsWith("\"\"") : text[position] == '\\') position += 2;
            else if (text[position] == '"')
            {
                position++;
                return;
            }
            else if (dollars > 0 && StartsWith("{{")) position += 2;
            else if (dollars > 0 && text[position] == '{')
            {
                position++;
                ReadCode(inInterpolation: true);
                position++;
            }
            else position++;
        }
    }

    private int RunOf(char character)
    {
        var end = position;
        while (end < text.Length && text[end] == character) end++;
        return end - position;
    }

    private bool StartsWith(string start) => string.CompareOrdinal(text, position, start, 0, start.Length) == 0;

    private int EndOf(string end, bool includeEnd)
    {
        // Both comment marks have two characters.
        var found = text.IndexOf(end, position + 2, StringComparison.Ordinal);
        return found < 0 ? text.Length : includeEnd ? found + end.Length : found;
    }

    private void CopyTo(char[] target, int end)
    {
        text.CopyTo(position, target, position, end - position);
        position = end;
    }
}

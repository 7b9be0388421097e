namespace Prakerja.Grains.Programme;

/// <summary>
/// Checks text that people write freely: not blank, not too long, without control characters.
/// </summary>
public static class PlainText
{
    /// <summary>Whether the text is one valid line, such as a name or a title.</summary>
    public static bool IsLine(string? text, int lengthMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= lengthMax && !text.Any(char.IsControl);

    /// <summary>Whether the text is one or more valid lines; line ends and tabs are allowed.</summary>
    public static bool IsParagraphs(string? text, int lengthMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= lengthMax
        && !text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'));
}

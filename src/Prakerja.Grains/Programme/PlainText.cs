namespace Prakerja.Grains.Programme;

/// <summary>
/// What people may write where no form is given: something, not too long, without control characters.
/// </summary>
public static class PlainText
{
    /// <summary>One line: a name, a title.</summary>
    public static bool IsLine(string? text, int lengthMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= lengthMax && !text.Any(char.IsControl);

    /// <summary>One or more lines: line ends and tabs are no control characters here.</summary>
    public static bool IsParagraphs(string? text, int lengthMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= lengthMax
        && !text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'));
}

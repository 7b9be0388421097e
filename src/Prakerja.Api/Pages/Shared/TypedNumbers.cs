namespace Prakerja.Api.Pages;

/// <summary>Numbers as people type and paste them: in groups, with blanks, dashes or dots between.</summary>
internal static class TypedNumbers
{
    /// <summary>
    /// The text without blanks, dashes and dots, and without the invisible marks that come with pasted text. Everything
    /// else stays, so that the rules can refuse it.
    /// </summary>
    public static string WithoutBlanks(string? text) => string.Concat((text ?? "").Where(character =>
        !char.IsWhiteSpace(character)
        && !char.IsControl(character)
        && char.GetUnicodeCategory(character) is not (
            System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.DashPunctuation)
        && character != '.'));
}

using System.Diagnostics.CodeAnalysis;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The code of a training provider, a digital platform, a payment partner or, within its provider, a course: 2 to 32 of
/// a–z, 0–9 and the hyphen. There is one spelling only, so keys, URLs and signed texts use a code unencoded.
/// </summary>
public static class PartnerCode
{
    public const int LengthMin = 2;
    public const int LengthMax = 32;

    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: >= LengthMin and <= LengthMax } && text.All(IsAllowed);

    private static bool IsAllowed(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';
}

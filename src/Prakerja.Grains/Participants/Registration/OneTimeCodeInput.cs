using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Grains.Participants;

/// <summary>
/// A one-time code as a person typed it, as an argument of a grain call. Orleans writes the arguments of a call that
/// timed out into its log and its exceptions, and the code may still be valid; this type does not print it.
/// </summary>
[GenerateSerializer, Immutable, Alias("typed-code")]
public readonly record struct OneTimeCodeInput
{
    private OneTimeCodeInput(string text) => Text = text;

    [Id(0)]
    private string Text { get; init; }

    public static implicit operator OneTimeCodeInput(string text) => new(text);

    /// <summary>
    /// Rule A5. Reads what a person typed: blanks and dashes are left out. False when the rest is not exactly the
    /// digits of a code for this purpose; such a text uses up no try.
    /// </summary>
    public static bool TryParse(string text, CodePurpose purpose, out OneTimeCodeInput code)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = string.Concat(text.Where(character => !IsFiller(character)));
        code = new OneTimeCodeInput(digits);
        return digits.Length == OneTimeCodes.LengthOf(purpose) && digits.All(char.IsAsciiDigit);
    }

    /// <summary>Whether these are the digits of a code; the time does not depend on where they differ.</summary>
    public bool Is(string digits) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(digits), Encoding.UTF8.GetBytes(Text));

    private static bool IsFiller(char character) =>
        char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.DashPunctuation;

    /// <summary>A fixed text that does not contain the code.</summary>
    public override string ToString() => "Code ****";
}

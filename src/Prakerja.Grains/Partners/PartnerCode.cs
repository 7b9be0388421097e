using System.Diagnostics.CodeAnalysis;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The code of a training provider, a digital platform, a payment partner or, within its provider, a course:
/// 2 to 32 of a–z, 0–9 and the hyphen. One spelling only, so a code can stand in keys, URLs and signed texts
/// as it is.
/// </summary>
public static class PartnerCode
{
    public const int LengthMin = 2;
    public const int LengthMax = 32;

    public static bool IsOne([NotNullWhen(true)] string? text) =>
        text is { Length: >= LengthMin and <= LengthMax } && text.All(IsPart);

    private static bool IsPart(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';
}

/// <summary>
/// Keys of the partners' grains. The first letter keeps them apart from numbers and from each other.
/// </summary>
public static class PartnerKey
{
    /// <summary>"v-CODE", the key of <see cref="ITrainingProviderGrain"/>.</summary>
    public static string OfProvider(string code) => "v-" + code;

    /// <summary>"o-CODE", the key of <see cref="IDigitalPlatformGrain"/>: the outlet that sells.</summary>
    public static string OfPlatform(string code) => "o-" + code;

    /// <summary>"m-CODE", the key of <see cref="IPaymentPartnerGrain"/>: it moves the money.</summary>
    public static string OfPaymentPartner(string code) => "m-" + code;

    /// <summary>The code inside any of these keys.</summary>
    public static string CodeOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key[2..];
    }
}

/// <summary>
/// A course's code over all providers: the provider's code, a dot and the course's own. Neither part has a
/// dot, so the provider can be read from the code without asking anybody.
/// </summary>
public static class CourseCode
{
    public static string Of(string provider, string course) => provider + "." + course;

    public static bool TryParse(
        string? text, [NotNullWhen(true)] out string? provider, [NotNullWhen(true)] out string? course)
    {
        (provider, course) = (null, null);
        if (text?.Split('.') is not [var first, var second]) return false;
        if (!PartnerCode.IsOne(first) || !PartnerCode.IsOne(second)) return false;
        (provider, course) = (first, second);
        return true;
    }
}

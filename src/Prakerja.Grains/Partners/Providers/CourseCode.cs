using System.Diagnostics.CodeAnalysis;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The full code of a course, unique over all providers: the provider's code, a dot and the course's own code. Neither
/// part contains a dot, so the provider can be read from the code.
/// </summary>
public static class CourseCode
{
    public static string Of(string provider, string course) => provider + "." + course;

    public static bool TryParse(
        string? text, [NotNullWhen(true)] out string? provider, [NotNullWhen(true)] out string? course)
    {
        (provider, course) = (null, null);
        if (text?.Split('.') is not [var first, var second]) return false;
        if (!PartnerCode.IsValid(first) || !PartnerCode.IsValid(second)) return false;
        (provider, course) = (first, second);
        return true;
    }
}

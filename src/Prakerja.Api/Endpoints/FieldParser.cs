using System.Net.Mail;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>Parses and checks the fields of requests. Each error has its own refusal.</summary>
internal static class FieldParser
{
    private const int NameLengthMax = 100;
    private const int EmailLengthMax = 254;

    public static Answer<Nik> Nik(string text)
    {
        if (Grains.Programme.Nik.TryParse(text, out var nik, out var fault)) return nik;
        return fault switch
        {
            NikFault.NotSixteenDigits => FieldRefusals.NikNotSixteenDigits,
            NikFault.UnknownProvince => FieldRefusals.NikUnknownProvince,
            NikFault.UnknownRegency => FieldRefusals.NikUnknownRegency,
            NikFault.DistrictZero => FieldRefusals.NikDistrictZero,
            NikFault.NoSuchBirthDate => FieldRefusals.NikNoSuchBirthDate,
            NikFault.SerialZero => FieldRefusals.NikSerialZero,
            _ => throw new ArgumentOutOfRangeException(nameof(text), fault, "This fault has no refusal."),
        };
    }

    /// <summary>Parses the code of a province; false when there is no such province.</summary>
    public static bool TryProvince(string text, out ProvinceCode province) =>
        ProvinceCode.TryParse(text, out province) && Regions.Exists(province);

    /// <summary>
    /// True for the name of a person: 1 to 100 characters, not only blanks, no control characters.
    /// </summary>
    public static bool IsName(string text) =>
        text.Length <= NameLengthMax && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    /// <summary>
    /// True for one email address of the form "local@host", at most 254 characters. Only a message to the address can
    /// show whether it exists.
    /// </summary>
    public static bool IsEmail(string text) =>
        text.Length <= EmailLengthMax
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal)
        && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character));
}

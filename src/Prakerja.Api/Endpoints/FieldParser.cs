using System.Net.Mail;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>Reads fields of bodies into the types of the field; each fault has a code of its own.</summary>
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
            _ => throw new ArgumentOutOfRangeException(nameof(text), fault, "A fault without a code."),
        };
    }

    /// <summary>A province that exists.</summary>
    public static bool TryProvince(string text, out ProvinceCode province) =>
        ProvinceCode.TryParse(text, out province) && Regions.Exists(province);

    /// <summary>
    /// 1 to 100 characters as people write names: something visible, no control characters.
    /// </summary>
    public static bool IsName(string text) =>
        text.Length <= NameLengthMax && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    /// <summary>
    /// One address "local@host", nothing around it. Whether it can be reached, only a message tells.
    /// </summary>
    public static bool IsEmail(string text) =>
        text.Length <= EmailLengthMax
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal)
        && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character));
}

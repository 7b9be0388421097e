using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>The refusals of invalid fields that the endpoints find, before they call a grain.</summary>
internal static class FieldRefusals
{
    public static Refusal NikNotSixteenDigits { get; } = new("nik.not_sixteen_digits");

    public static Refusal NikUnknownProvince { get; } = new("nik.unknown_province");

    public static Refusal NikUnknownRegency { get; } = new("nik.unknown_regency");

    public static Refusal NikDistrictZero { get; } = new("nik.district_zero");

    public static Refusal NikNoSuchBirthDate { get; } = new("nik.no_such_birth_date");

    public static Refusal NikSerialZero { get; } = new("nik.serial_zero");

    public static Refusal FamilyCardInvalid { get; } = new("sign_up.family_card_invalid");

    public static Refusal NameInvalid { get; } = new("sign_up.name_invalid");

    public static Refusal MothersNameInvalid { get; } = new("sign_up.mothers_name_invalid");

    public static Refusal EmailInvalid { get; } = new("sign_up.email_invalid");

    public static Refusal PhoneInvalid { get; } = new("sign_up.phone_invalid");

    public static Refusal ProvinceUnknown { get; } = new("province.unknown");

    public static Refusal DeclarationMissing { get; } = new("sign_up.declaration_missing");

    public static Refusal CardNumberInvalid { get; } = new("card.number_invalid");

    /// <summary>There is no card with this number.</summary>
    public static Refusal CardUnknown { get; } = new("card.unknown");

    /// <summary>No wave is open and none is planned: "Gelombang Tidak Ditemukan" (A4).</summary>
    public static Refusal NoWave { get; } = new("wave.none");

    /// <summary>The payment partner does not serve this kind of wallet.</summary>
    public static Refusal WalletOfOtherPartner { get; } = new("wallet.other_partner");

    /// <summary>The payment partner serves several kinds of wallet, and the request names none.</summary>
    public static Refusal WalletNotNamed { get; } = new("wallet.not_named");
}

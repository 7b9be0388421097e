using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// The keyed hashes of personal values, used in claims and look-ups. Each purpose has different hashes, so comparing
/// them reveals nothing.
/// </summary>
public static class ClaimValues
{
    /// <summary>The hash of a household, made from its family card number (E4).</summary>
    public static KeyedHash Household(IdentityKey identity, FamilyCardNumber familyCard) =>
        Of(identity, "household", familyCard.Reveal());

    /// <summary>The hash of a phone number.</summary>
    public static KeyedHash Phone(IdentityKey identity, PhoneNumber phone) => Of(identity, "phone", phone.Reveal());

    /// <summary>The hash of an email address; it is the same in any letter case.</summary>
    public static KeyedHash Email(IdentityKey identity, string email) =>
        Of(identity, "email", email.ToUpperInvariant());

    /// <summary>The hash of a card number.</summary>
    public static KeyedHash Card(IdentityKey identity, CardNumber number) => Of(identity, "card", number.Reveal());

    /// <summary>The hash of a redeem code.</summary>
    public static KeyedHash RedeemCode(IdentityKey identity, RedeemCode code) =>
        Of(identity, "redeem-code", code.Reveal());

    /// <summary>The hash of an account for incentives.</summary>
    public static KeyedHash Wallet(IdentityKey identity, WalletProvider provider, string account) =>
        Of(identity, "wallet", $"{(byte)provider}/{account}");

    /// <summary>The hash of a certificate number.</summary>
    public static KeyedHash Certificate(IdentityKey identity, string certificate) =>
        Of(identity, "certificate", certificate);

    private static KeyedHash Of(IdentityKey identity, string purpose, string value)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return identity.Hash(purpose, value);
    }
}

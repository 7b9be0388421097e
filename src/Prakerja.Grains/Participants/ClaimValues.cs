using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// The hashes under which values of people are claimed and looked up. Each purpose has its own, so that nothing can be
/// learned from comparing them.
/// </summary>
public static class ClaimValues
{
    public static KeyedHash Household(IdentityKey identity, FamilyCardNumber familyCard) =>
        Of(identity, "household", familyCard.Reveal());

    public static KeyedHash Phone(IdentityKey identity, PhoneNumber phone) => Of(identity, "phone", phone.Reveal());

    /// <summary>Letter case does not make another address.</summary>
    public static KeyedHash Email(IdentityKey identity, string email) =>
        Of(identity, "email", email.ToUpperInvariant());

    public static KeyedHash Card(IdentityKey identity, CardNumber number) => Of(identity, "card", number.Reveal());

    public static KeyedHash RedeemCode(IdentityKey identity, RedeemCode code) =>
        Of(identity, "redeem-code", code.Reveal());

    public static KeyedHash Wallet(IdentityKey identity, WalletProvider provider, string account) =>
        Of(identity, "wallet", $"{(byte)provider}/{account}");

    public static KeyedHash Certificate(IdentityKey identity, string certificate) =>
        Of(identity, "certificate", certificate);

    private static KeyedHash Of(IdentityKey identity, string purpose, string value)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return identity.Hash(purpose, value);
    }
}

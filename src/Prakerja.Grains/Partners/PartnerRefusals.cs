using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>The refusals of a partner's commands. The codes are public and never change.</summary>
public static class PartnerRefusals
{
    /// <summary>The code is not 2 to 32 of a–z, 0–9 and the hyphen.</summary>
    public static Refusal CodeMalformed { get; } = new("partner.code_malformed");

    /// <summary>The name is empty, longer than 100 characters, or has control characters.</summary>
    public static Refusal NameMalformed { get; } = new("partner.name_malformed");

    /// <summary>A partner with this code exists. To replace a lost secret, rotate it.</summary>
    public static Refusal AlreadyRegistered { get; } = new("partner.already_registered");

    /// <summary>No partner is registered with this code.</summary>
    public static Refusal NotFound { get; } = new("partner.not_found");

    /// <summary>A payment partner names no wallet, an unknown one, or one twice.</summary>
    public static Refusal WalletsMalformed { get; } = new("partner.wallets_malformed");
}

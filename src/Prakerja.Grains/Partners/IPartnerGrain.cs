using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// What providers, platforms and payment partners have in common: a name, and a secret they sign requests
/// with. Refusals: <see cref="PartnerRefusals"/>.
/// </summary>
[Alias("IPartnerGrain")]
[GrainInterfaceType("IPartnerGrain")]
public interface IPartnerGrain : IGrainWithStringKey
{
    /// <summary>A new secret; the old one is void at once. The answer is the only time it is shown.</summary>
    /// <param name="by">Name of the management key that asks.</param>
    [Alias("RotateSecret")]
    Task<Answer<PartnerSecret>> RotateSecret(string by);

    /// <summary>The secret for the edge, which checks signatures with it and keeps it a moment.</summary>
    [AlwaysInterleave, Alias("GetSecret")]
    Task<Answer<PartnerSecret>> GetSecret();

    [AlwaysInterleave, Alias("GetPartner")]
    Task<Answer<PartnerView>> GetPartner();
}

/// <summary>A partner's signing secret: ASCII letters and digits. Not for logs.</summary>
[GenerateSerializer, Immutable, Alias("partner-secret")]
public sealed record PartnerSecret([property: Id(0)] string Code, [property: Id(1)] string Secret)
{
    public override string ToString() => $"Secret of {Code}";
}

[GenerateSerializer, Immutable, Alias("partner-view")]
public sealed record PartnerView(
    [property: Id(0)] string Code,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset RegisteredAt);

/// <summary>Why a partner's command is refused.</summary>
public static class PartnerRefusals
{
    /// <summary>The code is not 2 to 32 of a–z, 0–9 and the hyphen.</summary>
    public static Refusal CodeMalformed { get; } = new("partner.code_malformed");

    /// <summary>The name is empty, longer than 100 characters, or has control characters.</summary>
    public static Refusal NameMalformed { get; } = new("partner.name_malformed");

    /// <summary>Registered already. Whoever lost the secret rotates it.</summary>
    public static Refusal AlreadyRegistered { get; } = new("partner.already_registered");

    public static Refusal NotFound { get; } = new("partner.not_found");

    /// <summary>A payment partner serves at least one kind of wallet, and no unknown one.</summary>
    public static Refusal WalletsMalformed { get; } = new("partner.wallets_malformed");
}

using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// A payment partner, which verifies wallets and pays incentives (I1). Key:
/// <see cref="PartnerKey.OfPaymentPartner"/>. Refusals: <see cref="PartnerRefusals"/>.
/// </summary>
[Alias("IPaymentPartnerGrain")]
[GrainInterfaceType("IPaymentPartnerGrain")]
public interface IPaymentPartnerGrain : IPartnerGrain
{
    /// <summary>Registers the partner and returns its secret. The secret is not shown again.</summary>
    /// <param name="wallets">The kinds of wallet for which the partner may report, at least one.</param>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("Register")]
    Task<Answer<PartnerSecret>> Register(string name, ImmutableArray<WalletProvider> wallets, string by);

    /// <summary>The kinds of wallet for which this partner may report.</summary>
    [AlwaysInterleave, Alias("GetWallets")]
    Task<Answer<ImmutableArray<WalletProvider>>> GetWallets();
}

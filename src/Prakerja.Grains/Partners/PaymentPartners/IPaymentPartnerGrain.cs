using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// A payment partner, which checks wallets and pays incentives (I1). Key:
/// <see cref="PartnerKey.OfPaymentPartner"/>. Refusals: <see cref="PartnerRefusals"/>.
/// </summary>
[Alias("IPaymentPartnerGrain")]
[GrainInterfaceType("IPaymentPartnerGrain")]
public interface IPaymentPartnerGrain : IPartnerGrain
{
    /// <summary>Makes the partner known. The answer is the only time its secret is shown.</summary>
    /// <param name="wallets">The kinds of wallet it speaks for, at least one.</param>
    /// <param name="by">Name of the management key that asks.</param>
    [Alias("Register")]
    Task<Answer<PartnerSecret>> Register(string name, ImmutableArray<WalletProvider> wallets, string by);

    /// <summary>The kinds of wallet this partner may speak for.</summary>
    [AlwaysInterleave, Alias("GetWallets")]
    Task<Answer<ImmutableArray<WalletProvider>>> GetWallets();
}

using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The stored state of a payment partner: its registration and the kinds of wallet for which it may report.
/// </summary>
public sealed record PaymentPartnerState : IPartnerState
{
    public required Registration Registration { get; init; }

    public required ImmutableArray<WalletProvider> Wallets { get; init; }
}

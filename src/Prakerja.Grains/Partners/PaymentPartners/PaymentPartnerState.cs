using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>A payment partner: its registration and the kinds of wallet it may speak for.</summary>
public sealed record PaymentPartnerState : IPartnerState
{
    public required Registration Registration { get; init; }

    public required ImmutableArray<WalletProvider> Wallets { get; init; }
}

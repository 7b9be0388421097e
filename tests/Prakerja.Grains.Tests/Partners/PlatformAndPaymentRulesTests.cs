using System.Collections.Immutable;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Partners;

public sealed class PlatformAndPaymentRulesTests
{
    private static readonly DateTimeOffset Now = new(2021, 9, 1, 8, 0, 0, Wib.Offset);
    private static readonly ProtectedSecret Secret = new("c2VjcmV0");
    private static readonly ProtectedSecret Next = new("bmV4dA==");

    [Fact]
    public void A_platform_is_registered_once_and_gets_new_secrets()
    {
        var registered = DigitalPlatformRules.Register(null, "pijar", "Pijar", Secret, "first", Now);
        var state = DigitalPlatformRules.Fold(null, Assert.Single(registered.Events));
        var rotated = DigitalPlatformRules.RotateSecret(state, Next, "first", Now);

        Assert.Equal(new Registration("Pijar", Secret, Now), state.Registration);
        Assert.Equal(
            PartnerRefusals.AlreadyRegistered,
            DigitalPlatformRules.Register(state, "pijar", "Pijar", Secret, "first", Now).Refusal);
        Assert.Equal(
            Next, DigitalPlatformRules.Fold(state, Assert.Single(rotated.Events)).Registration.Secret);
        Assert.Equal(
            PartnerRefusals.NotFound, DigitalPlatformRules.RotateSecret(null, Next, "first", Now).Refusal);
    }

    [Fact]
    public void A_payment_partner_is_registered_once_with_its_wallets()
    {
        var registered = Register(null, [WalletProvider.GoPay, WalletProvider.Ovo]);
        var state = PaymentPartnerRules.Fold(null, Assert.Single(registered.Events));
        var rotated = PaymentPartnerRules.RotateSecret(state, Next, "first", Now);

        Assert.Equal([WalletProvider.GoPay, WalletProvider.Ovo], state.Wallets);
        Assert.Equal(PartnerRefusals.AlreadyRegistered, Register(state, [WalletProvider.GoPay]).Refusal);
        Assert.Equal(
            Next, PaymentPartnerRules.Fold(state, Assert.Single(rotated.Events)).Registration.Secret);
        Assert.Equal(
            PartnerRefusals.NotFound, PaymentPartnerRules.RotateSecret(null, Next, "first", Now).Refusal);
    }

    [Fact]
    public void A_payment_partner_has_at_least_one_wallet_and_no_duplicate_or_unknown_wallet()
    {
        Assert.Equal(PartnerRefusals.WalletsMalformed, Register(null, []).Refusal);
        Assert.Equal(PartnerRefusals.WalletsMalformed, Register(null, default).Refusal);
        Assert.Equal(
            PartnerRefusals.WalletsMalformed,
            Register(null, [WalletProvider.Bni, WalletProvider.Bni]).Refusal);
        Assert.Equal(PartnerRefusals.WalletsMalformed, Register(null, [(WalletProvider)99]).Refusal);
    }

    private static Decision<PaymentPartnerEvent> Register(
        PaymentPartnerState? state, ImmutableArray<WalletProvider> wallets) =>
        PaymentPartnerRules.Register(state, "dompet", "Dompet", wallets, Secret, "first", Now);
}

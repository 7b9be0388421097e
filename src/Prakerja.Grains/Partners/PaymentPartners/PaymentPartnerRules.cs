using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Partners.PaymentPartnerEvent;

namespace Prakerja.Grains.Partners;

/// <summary>The rules of a payment partner (I1).</summary>
public static class PaymentPartnerRules
{
    public static Decision<PaymentPartnerEvent> Register(
        PaymentPartnerState? state,
        string code,
        string name,
        ImmutableArray<WalletProvider> wallets,
        ProtectedSecret secret,
        string by,
        DateTimeOffset now)
    {
        if (PartnerRules.MayRegister(state, code, name) is { } refusal) return refusal;
        if (wallets.IsDefaultOrEmpty || !wallets.All(Enum.IsDefined)
            || wallets.Distinct().Count() < wallets.Length)
            return PartnerRefusals.WalletsMalformed;
        return new Registered(name, secret, wallets, by, now);
    }

    public static Decision<PaymentPartnerEvent> RotateSecret(
        PaymentPartnerState? state, ProtectedSecret secret, string by, DateTimeOffset now) =>
        PartnerRules.MayRotate(state) is { } refusal ? refusal : new SecretRotated(secret, by, now);

    public static PaymentPartnerState Fold(PaymentPartnerState? state, PaymentPartnerEvent @event) =>
        @event switch
        {
            Registered e => new()
            {
                Registration = new Registration(e.Name, e.Secret!, e.At),
                Wallets = e.Wallets,
            },
            _ when state is null => throw new InvalidOperationException(
                "The first event of a partner must be its registration."),
            SecretRotated e => state with { Registration = state.Registration with { Secret = e.Secret! } },
            _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
        };
}

using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <inheritdoc cref="IPaymentPartnerGrain"/>
[GrainType(TypeName)]
internal sealed class PaymentPartnerGrain(RecordingServices services, SecretProtector seal)
    : PartnerGrain<PaymentPartnerState, PaymentPartnerEvent>(services, seal), IPaymentPartnerGrain
{
    public const string TypeName = "payment-partner";

    public static EventNames<PaymentPartnerEvent> EventNames { get; } = new("payment_partner");

    private static readonly Recording<PaymentPartnerState, PaymentPartnerEvent> Stored = new(
        TypeName,
        PaymentPartnerJson.Default.PaymentPartnerState,
        PaymentPartnerJson.Default.PaymentPartnerEvent,
        EventNames.Of,
        PaymentPartnerRules.Fold);

    protected override Recording<PaymentPartnerState, PaymentPartnerEvent> Recording => Stored;

    public Task<Answer<PartnerSecret>> Register(
        string name, ImmutableArray<WalletProvider> wallets, string by) =>
        ShowOnce(secret => PaymentPartnerRules.Register(State, Code, name, wallets, secret, by, Now));

    public Task<Answer<ImmutableArray<WalletProvider>>> GetWallets() =>
        Task.FromResult<Answer<ImmutableArray<WalletProvider>>>(
            State is { } state ? state.Wallets : PartnerRefusals.NotFound);

    protected override Decision<PaymentPartnerEvent> DecideRotation(ProtectedSecret secret, string by) =>
        PaymentPartnerRules.RotateSecret(State, secret, by, Now);
}

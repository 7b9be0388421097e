using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>For payment partners: they report the owner of a linked wallet, and failed payments (I1, I2).</summary>
internal static class PaymentPartnersApi
{
    public static void MapPaymentPartnersApi(this IEndpointRouteBuilder api)
    {
        var partners = api.MapGroup("/payment-partners")
            .WithTags("Mitra pembayaran")
            .RequireCaller(CallerKinds.PaymentPartner);
        partners.MapPost("/wallet-checks", CheckWallet)
            .WithName("checkWallet")
            .WithSummary("Reports the NIK of a linked account, and whether the account is KYC-verified.");
        partners.MapPost("/returns", ReturnIncentive)
            .WithName("returnIncentive")
            .WithSummary("Returns a payment that could not be made, with the cause of the failure.");
    }

    internal static async Task<Results<NoContent, RefusalResult>> CheckWallet(
        CurrentCaller partner, JsonBody<CheckWalletRequest> body, IdempotencyKey key, IGrainFactory grains)
    {
        var report = body.Value;
        if (FieldParser.Nik(report.Nik).IsRefused(out var refusal, out var nik)) return new RefusalResult(refusal);
        if (!ParticipantKey.TryParse(report.Participant, out _)) return new RefusalResult(ParticipantRefusals.Unknown);
        var checkedWallet = await WalletOf(partner, report.Wallet, grains);
        if (checkedWallet.IsRefused(out refusal, out var wallet)) return new RefusalResult(refusal);
        var command = new ParticipantCommand.CheckWallet(wallet, report.Account, nik, report.KycVerified);
        return (await grains.GetParticipant(report.Participant).CheckWallet(command, key.Id))
            .ToNoContent();
    }

    internal static async Task<Results<NoContent, RefusalResult>> ReturnIncentive(
        CurrentCaller partner, JsonBody<ReturnIncentiveRequest> body, IdempotencyKey key, IGrainFactory grains)
    {
        var report = body.Value;
        if (!ParticipantKey.TryParse(report.Participant, out _)) return new RefusalResult(ParticipantRefusals.Unknown);
        var checkedWallet = await WalletOf(partner, report.Wallet, grains);
        if (checkedWallet.IsRefused(out var refusal, out var wallet)) return new RefusalResult(refusal);
        var command = new ParticipantCommand.ReturnIncentive(wallet, report.Payout, report.Amount, report.Cause);
        return (await grains.GetParticipant(report.Participant).ReturnIncentive(command, key.Id))
            .ToNoContent();
    }

    // A partner that serves only one kind of wallet need not name it in the report.
    private static async Task<Answer<WalletProvider>> WalletOf(
        CurrentCaller partner, WalletProvider? named, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(partner.Name))
            .GetWallets();
        if (answer.IsRefused(out var refusal, out var wallets)) return refusal;
        if (named is { } wallet) return wallets.Contains(wallet) ? wallet : FieldRefusals.WalletOfOtherPartner;
        return wallets is [var single] ? single : FieldRefusals.WalletNotNamed;
    }
}

/// <param name="Participant">The participant's key.</param>
/// <param name="Account">The account that was checked. The participant may have linked another one since then.</param>
/// <param name="Nik">The NIK of the account's owner at the partner, 16 digits.</param>
/// <param name="KycVerified">True when the partner has verified the owner's identity.</param>
/// <param name="Wallet">The kind of wallet. Required when the partner serves more than one kind.</param>
internal sealed record CheckWalletRequest(
    string Participant, string Account, string Nik, bool KycVerified, WalletProvider? Wallet = null)
{
    public override string ToString() => nameof(CheckWalletRequest);
}

/// <param name="Participant">The participant's key.</param>
/// <param name="Payout">The number of the payment, as the partner received it.</param>
/// <param name="Amount">The amount of the payment, whole rupiah, as the partner received it.</param>
/// <param name="Wallet">The kind of wallet. Required when the partner serves more than one kind.</param>
internal sealed record ReturnIncentiveRequest(
    string Participant, int Payout, Rupiah Amount, PayoutFailureCause Cause, WalletProvider? Wallet = null);

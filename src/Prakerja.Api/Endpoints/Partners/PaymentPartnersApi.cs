using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>What payment partners report: whose a wallet is, and which payments came back (I1, I2).</summary>
internal static class PaymentPartnersApi
{
    public static void MapPaymentPartnersApi(this IEndpointRouteBuilder api)
    {
        var partners = api.MapGroup("/payment-partners").WithTags("Mitra pembayaran").RequireCaller(CallerKinds.PaymentPartner);
        partners.MapPost("/wallet-checks", CheckWallet)
            .WithName("checkWallet")
            .WithSummary("Reports under which NIK a linked account runs and whether it is KYC-verified.");
        partners.MapPost("/returns", ReturnIncentive)
            .WithName("returnIncentive")
            .WithSummary("Gives back a payment that could not be made, with its cause.");
    }

    internal static async Task<Results<NoContent, RefusalResult>> CheckWallet(
        CurrentCaller partner, JsonBody<CheckWalletRequest> body, IdempotencyKey key, IGrainFactory grains)
    {
        var report = body.Value;
        if (FieldParser.Nik(report.Nik).IsRefused(out var fault, out var nik)) return new RefusalResult(fault);
        if (!ParticipantKey.TryParse(report.Participant, out _)) return new RefusalResult(ParticipantRefusals.Unknown);
        var served = await WalletOf(partner, report.Wallet, grains);
        if (served.IsRefused(out var other, out var wallet)) return new RefusalResult(other);
        var command = new ParticipantCommand.CheckWallet(wallet, report.Account, nik, report.KycVerified);
        return (await grains.GetParticipant(report.Participant).CheckWallet(command, key.Id))
            .ToNoContent();
    }

    internal static async Task<Results<NoContent, RefusalResult>> ReturnIncentive(
        CurrentCaller partner, JsonBody<ReturnIncentiveRequest> body, IdempotencyKey key, IGrainFactory grains)
    {
        var report = body.Value;
        if (!ParticipantKey.TryParse(report.Participant, out _)) return new RefusalResult(ParticipantRefusals.Unknown);
        var served = await WalletOf(partner, report.Wallet, grains);
        if (served.IsRefused(out var other, out var wallet)) return new RefusalResult(other);
        var command = new ParticipantCommand.ReturnIncentive(wallet, report.Payout, report.Amount, report.Cause);
        return (await grains.GetParticipant(report.Participant).ReturnIncentive(command, key.Id))
            .ToNoContent();
    }

    /// <summary>The kind of wallet a report is about; who serves only one kind need not say it.</summary>
    private static async Task<Answer<WalletProvider>> WalletOf(
        CurrentCaller partner, WalletProvider? named, IGrainFactory grains)
    {
        var answer = await grains.GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(partner.Name))
            .GetWallets();
        if (answer.IsRefused(out var refusal, out var wallets)) return refusal;
        if (named is { } wallet) return wallets.Contains(wallet) ? wallet : FieldRefusals.WalletOfOtherPartner;
        return wallets is [var only] ? only : FieldRefusals.WalletNotNamed;
    }
}

/// <param name="Account">The account that was checked: another may have been linked meanwhile.</param>
/// <param name="Nik">The NIK under which the account runs at the partner.</param>
/// <param name="Wallet">Needed when the partner serves more than one kind.</param>
internal sealed record CheckWalletRequest(
    string Participant, string Account, string Nik, bool KycVerified, WalletProvider? Wallet = null)
{
    public override string ToString() => nameof(CheckWalletRequest);
}

/// <param name="Payout">The number of the payment, as it was handed over.</param>
/// <param name="Amount">Rupiah, as handed over.</param>
/// <param name="Wallet">Needed when the partner serves more than one kind.</param>
internal sealed record ReturnIncentiveRequest(
    string Participant, int Payout, Rupiah Amount, PayoutFailureCause Cause, WalletProvider? Wallet = null);

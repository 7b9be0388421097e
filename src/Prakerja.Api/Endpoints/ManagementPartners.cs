using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Training;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Registering partners, and renewing their secrets. A secret is shown once, in the answer.
/// </summary>
internal static class ManagementPartners
{
    public static void MapManagementPartners(this IEndpointRouteBuilder management)
    {
        var partners = management.MapGroup("").WithTags("Manajemen: mitra").Needs(Callers.Administrator);
        partners.MapPost("/providers", RegisterProvider)
            .WithName("registerProvider")
            .WithSummary("Registers a training provider.");
        partners.MapPost("/platforms", RegisterPlatform)
            .WithName("registerPlatform")
            .WithSummary("Registers a digital platform.");
        partners.MapPost("/payment-partners", RegisterPaymentPartner)
            .WithName("registerPaymentPartner")
            .WithSummary("Registers a payment partner.");
        partners.MapPost("/providers/{code}/secret", RotateProvider)
            .WithName("rotateProviderSecret")
            .WithSummary("A new secret for a training provider; the old one is void.");
        partners.MapPost("/platforms/{code}/secret", RotatePlatform)
            .WithName("rotatePlatformSecret")
            .WithSummary("A new secret for a digital platform; the old one is void.");
        partners.MapPost("/payment-partners/{code}/secret", RotatePaymentPartner)
            .WithName("rotatePaymentPartnerSecret")
            .WithSummary("A new secret for a payment partner; the old one is void.");
    }

    internal static Task<Results<Created<PartnerSecret>, Refused>> RegisterProvider(
        Caller by, Body<PartnerNamed> body, IGrainFactory grains, Partners known) =>
        Register(Callers.Provider, body.Value.Code, known, () => grains
            .GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(body.Value.Code))
            .Register(body.Value.Name, by.Name));

    internal static Task<Results<Created<PartnerSecret>, Refused>> RegisterPlatform(
        Caller by, Body<PartnerNamed> body, IGrainFactory grains, Partners known) =>
        Register(Callers.Platform, body.Value.Code, known, () => grains
            .GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(body.Value.Code))
            .Register(body.Value.Name, by.Name));

    internal static Task<Results<Created<PartnerSecret>, Refused>> RegisterPaymentPartner(
        Caller by, Body<PaymentPartnerNamed> body, IGrainFactory grains, Partners known) =>
        Register(Callers.PaymentPartner, body.Value.Code, known, () => grains
            .GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(body.Value.Code))
            .Register(body.Value.Name, body.Value.Wallets, by.Name));

    internal static Task<Results<Ok<PartnerSecret>, Refused>> RotateProvider(
        Caller by, string code, Partners known) => Rotate(Callers.Provider, code, by, known);

    internal static Task<Results<Ok<PartnerSecret>, Refused>> RotatePlatform(
        Caller by, string code, Partners known) => Rotate(Callers.Platform, code, by, known);

    internal static Task<Results<Ok<PartnerSecret>, Refused>> RotatePaymentPartner(
        Caller by, string code, Partners known) => Rotate(Callers.PaymentPartner, code, by, known);

    // A partner has no page of its own, so there is no address to point to.
    private static async Task<Results<Created<PartnerSecret>, Refused>> Register(
        string kind, string code, Partners known, Func<Task<Answer<PartnerSecret>>> register)
    {
        if (!PartnerCode.IsOne(code)) return new Refused(PartnerRefusals.CodeMalformed);
        if ((await register()).IsRefused(out var refusal, out var secret)) return new Refused(refusal);
        known.Forget(kind, code);
        return TypedResults.Created((string?)null, secret);
    }

    private static async Task<Results<Ok<PartnerSecret>, Refused>> Rotate(
        string kind, string code, Caller by, Partners known)
    {
        if (!PartnerCode.IsOne(code)) return new Refused(PartnerRefusals.CodeMalformed);
        var answer = await known.Of(kind, code).RotateSecret(by.Name);
        known.Forget(kind, code);
        return answer.ToOk();
    }
}

/// <param name="Code">2 to 32 of a–z, 0–9 and the hyphen.</param>
/// <param name="Name">1 to 100 characters.</param>
internal sealed record PartnerNamed(string Code, string Name);

/// <param name="Code">2 to 32 of a–z, 0–9 and the hyphen.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Wallets">The kinds of wallet it speaks for, at least one.</param>
internal sealed record PaymentPartnerNamed(string Code, string Name, ImmutableArray<WalletProvider> Wallets);

using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Training;

namespace Prakerja.Api.Endpoints;

/// <summary>Registering partners, and renewing their secrets. A secret is shown once, in the answer.</summary>
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
        partners.MapPost("/providers/{code}/secret", (Caller by, string code, IGrainFactory grains) =>
                Rotate(by, code, grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(code))))
            .WithName("rotateProviderSecret")
            .WithSummary("A new secret for a training provider; the old one is void.");
        partners.MapPost("/platforms/{code}/secret", (Caller by, string code, IGrainFactory grains) =>
                Rotate(by, code, grains.GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(code))))
            .WithName("rotatePlatformSecret")
            .WithSummary("A new secret for a digital platform; the old one is void.");
        partners.MapPost("/payment-partners/{code}/secret", (Caller by, string code, IGrainFactory grains) =>
                Rotate(by, code, grains.GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(code))))
            .WithName("rotatePaymentPartnerSecret")
            .WithSummary("A new secret for a payment partner; the old one is void.");
    }

    internal static async Task<Results<Created<PartnerSecret>, Refused>> RegisterProvider(
        Caller by, Body<PartnerNamed> body, IGrainFactory grains) =>
        !PartnerCode.IsOne(body.Value.Code)
            ? new Refused(PartnerRefusals.CodeMalformed)
            : Registered(await grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(body.Value.Code))
                .Register(body.Value.Name, by.Name));

    internal static async Task<Results<Created<PartnerSecret>, Refused>> RegisterPlatform(
        Caller by, Body<PartnerNamed> body, IGrainFactory grains) =>
        !PartnerCode.IsOne(body.Value.Code)
            ? new Refused(PartnerRefusals.CodeMalformed)
            : Registered(await grains.GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(body.Value.Code))
                .Register(body.Value.Name, by.Name));

    internal static async Task<Results<Created<PartnerSecret>, Refused>> RegisterPaymentPartner(
        Caller by, Body<PaymentPartnerNamed> body, IGrainFactory grains) =>
        !PartnerCode.IsOne(body.Value.Code)
            ? new Refused(PartnerRefusals.CodeMalformed)
            : Registered(await grains.GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(body.Value.Code))
                .Register(body.Value.Name, body.Value.Wallets, by.Name));

    private static async Task<Results<Ok<PartnerSecret>, Refused>> Rotate(
        Caller by, string code, IPartnerGrain partner) =>
        PartnerCode.IsOne(code)
            ? (await partner.RotateSecret(by.Name)).ToOk()
            : new Refused(PartnerRefusals.CodeMalformed);

    // A partner has no page of its own, so there is no address to point to.
    private static Results<Created<PartnerSecret>, Refused> Registered(Answer<PartnerSecret> answer) =>
        answer.IsRefused(out var refusal, out var secret)
            ? new Refused(refusal)
            : TypedResults.Created((string?)null, secret);
}

/// <param name="Code">2 to 32 of a–z, 0–9 and the hyphen.</param>
/// <param name="Name">1 to 100 characters.</param>
internal sealed record PartnerNamed(string Code, string Name);

/// <param name="Code">2 to 32 of a–z, 0–9 and the hyphen.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Wallets">The kinds of wallet it speaks for, at least one.</param>
internal sealed record PaymentPartnerNamed(string Code, string Name, ImmutableArray<WalletProvider> Wallets);

using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Registering partners, and renewing their secrets. A secret is shown once, in the answer.
/// </summary>
internal static class ManagementPartnersApi
{
    public static void MapManagementPartnersApi(this IEndpointRouteBuilder management)
    {
        var partners = management.MapGroup("").WithTags("Manajemen: mitra").RequireCaller(CallerKinds.Administrator);
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

    internal static Task<Results<Created<PartnerSecret>, RefusalResult>> RegisterProvider(
        CurrentCaller by, JsonBody<RegisterPartnerRequest> body, IGrainFactory grains, PartnerSecrets known) =>
        Register(CallerKinds.Provider, body.Value.Code, known, () => grains
            .GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(body.Value.Code))
            .Register(body.Value.Name, by.Name));

    internal static Task<Results<Created<PartnerSecret>, RefusalResult>> RegisterPlatform(
        CurrentCaller by, JsonBody<RegisterPartnerRequest> body, IGrainFactory grains, PartnerSecrets known) =>
        Register(CallerKinds.Platform, body.Value.Code, known, () => grains
            .GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(body.Value.Code))
            .Register(body.Value.Name, by.Name));

    internal static Task<Results<Created<PartnerSecret>, RefusalResult>> RegisterPaymentPartner(
        CurrentCaller by, JsonBody<RegisterPaymentPartnerRequest> body, IGrainFactory grains, PartnerSecrets known) =>
        Register(CallerKinds.PaymentPartner, body.Value.Code, known, () => grains
            .GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(body.Value.Code))
            .Register(body.Value.Name, body.Value.Wallets, by.Name));

    internal static Task<Results<Ok<PartnerSecret>, RefusalResult>> RotateProvider(
        CurrentCaller by, string code, PartnerSecrets known) => Rotate(CallerKinds.Provider, code, by, known);

    internal static Task<Results<Ok<PartnerSecret>, RefusalResult>> RotatePlatform(
        CurrentCaller by, string code, PartnerSecrets known) => Rotate(CallerKinds.Platform, code, by, known);

    internal static Task<Results<Ok<PartnerSecret>, RefusalResult>> RotatePaymentPartner(
        CurrentCaller by, string code, PartnerSecrets known) => Rotate(CallerKinds.PaymentPartner, code, by, known);

    // A partner has no page of its own, so there is no address to point to.
    private static async Task<Results<Created<PartnerSecret>, RefusalResult>> Register(
        string kind, string code, PartnerSecrets known, Func<Task<Answer<PartnerSecret>>> register)
    {
        if (!PartnerCode.IsValid(code)) return new RefusalResult(PartnerRefusals.CodeMalformed);
        if ((await register()).IsRefused(out var refusal, out var secret)) return new RefusalResult(refusal);
        known.Forget(kind, code);
        return TypedResults.Created((string?)null, secret);
    }

    private static async Task<Results<Ok<PartnerSecret>, RefusalResult>> Rotate(
        string kind, string code, CurrentCaller by, PartnerSecrets known)
    {
        if (!PartnerCode.IsValid(code)) return new RefusalResult(PartnerRefusals.CodeMalformed);
        var answer = await known.Of(kind, code).RotateSecret(by.Name);
        known.Forget(kind, code);
        return answer.ToOk();
    }
}

/// <param name="Code">2 to 32 of a–z, 0–9 and the hyphen.</param>
/// <param name="Name">1 to 100 characters.</param>
internal sealed record RegisterPartnerRequest(string Code, string Name);

/// <param name="Code">2 to 32 of a–z, 0–9 and the hyphen.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Wallets">The kinds of wallet it speaks for, at least one.</param>
internal sealed record RegisterPaymentPartnerRequest(string Code, string Name, ImmutableArray<WalletProvider> Wallets);

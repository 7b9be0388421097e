using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For administrators: they register the partners and rotate their signing secrets. A secret is shown only once, in
/// the answer.
/// </summary>
internal static class ManagementPartnersApi
{
    public static void MapManagementPartnersApi(this IEndpointRouteBuilder management)
    {
        var partners = management.MapGroup("").WithTags("Manajemen: mitra").RequireCaller(CallerKinds.Administrator);
        partners.MapPost("/providers", RegisterProvider)
            .WithName("registerProvider")
            .WithSummary("Registers a training provider. Only this answer contains its signing secret.");
        partners.MapPost("/platforms", RegisterPlatform)
            .WithName("registerPlatform")
            .WithSummary("Registers a digital platform. Only this answer contains its signing secret.");
        partners.MapPost("/payment-partners", RegisterPaymentPartner)
            .WithName("registerPaymentPartner")
            .WithSummary("Registers a payment partner. Only this answer contains its signing secret.");
        partners.MapPost("/providers/{code}/secret", RotateProvider)
            .WithName("rotateProviderSecret")
            .WithSummary("Gives a training provider a new secret. The old secret becomes invalid.");
        partners.MapPost("/platforms/{code}/secret", RotatePlatform)
            .WithName("rotatePlatformSecret")
            .WithSummary("Gives a digital platform a new secret. The old secret becomes invalid.");
        partners.MapPost("/payment-partners/{code}/secret", RotatePaymentPartner)
            .WithName("rotatePaymentPartnerSecret")
            .WithSummary("Gives a payment partner a new secret. The old secret becomes invalid.");
    }

    internal static Task<Results<Created<PartnerSecret>, RefusalResult>> RegisterProvider(
        CurrentCaller caller, JsonBody<RegisterPartnerRequest> body, IGrainFactory grains, PartnerSecrets secrets) =>
        Register(CallerKinds.Provider, body.Value.Code, secrets, () => grains
            .GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(body.Value.Code))
            .Register(body.Value.Name, caller.Name));

    internal static Task<Results<Created<PartnerSecret>, RefusalResult>> RegisterPlatform(
        CurrentCaller caller, JsonBody<RegisterPartnerRequest> body, IGrainFactory grains, PartnerSecrets secrets) =>
        Register(CallerKinds.Platform, body.Value.Code, secrets, () => grains
            .GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(body.Value.Code))
            .Register(body.Value.Name, caller.Name));

    internal static Task<Results<Created<PartnerSecret>, RefusalResult>> RegisterPaymentPartner(
        CurrentCaller caller,
        JsonBody<RegisterPaymentPartnerRequest> body,
        IGrainFactory grains,
        PartnerSecrets secrets) =>
        Register(CallerKinds.PaymentPartner, body.Value.Code, secrets, () => grains
            .GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(body.Value.Code))
            .Register(body.Value.Name, body.Value.Wallets, caller.Name));

    internal static Task<Results<Ok<PartnerSecret>, RefusalResult>> RotateProvider(
        CurrentCaller caller, string code, PartnerSecrets secrets) =>
        Rotate(CallerKinds.Provider, code, caller, secrets);

    internal static Task<Results<Ok<PartnerSecret>, RefusalResult>> RotatePlatform(
        CurrentCaller caller, string code, PartnerSecrets secrets) =>
        Rotate(CallerKinds.Platform, code, caller, secrets);

    internal static Task<Results<Ok<PartnerSecret>, RefusalResult>> RotatePaymentPartner(
        CurrentCaller caller, string code, PartnerSecrets secrets) =>
        Rotate(CallerKinds.PaymentPartner, code, caller, secrets);

    // The API has no address for one partner, so the answer has no Location header.
    private static async Task<Results<Created<PartnerSecret>, RefusalResult>> Register(
        string kind, string code, PartnerSecrets secrets, Func<Task<Answer<PartnerSecret>>> register)
    {
        if (!PartnerCode.IsValid(code)) return new RefusalResult(PartnerRefusals.CodeMalformed);
        if ((await register()).IsRefused(out var refusal, out var secret)) return new RefusalResult(refusal);
        secrets.Forget(kind, code);
        return TypedResults.Created((string?)null, secret);
    }

    private static async Task<Results<Ok<PartnerSecret>, RefusalResult>> Rotate(
        string kind, string code, CurrentCaller caller, PartnerSecrets secrets)
    {
        if (!PartnerCode.IsValid(code)) return new RefusalResult(PartnerRefusals.CodeMalformed);
        var answer = await secrets.GrainOf(kind, code).RotateSecret(caller.Name);
        secrets.Forget(kind, code);
        return answer.ToOk();
    }
}

/// <param name="Code">2 to 32 characters: a–z, 0–9 and the hyphen.</param>
/// <param name="Name">1 to 100 characters.</param>
internal sealed record RegisterPartnerRequest(string Code, string Name);

/// <param name="Code">2 to 32 characters: a–z, 0–9 and the hyphen.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Wallets">The kinds of wallet that the partner serves, at least one.</param>
internal sealed record RegisterPaymentPartnerRequest(string Code, string Name, ImmutableArray<WalletProvider> Wallets);

using Prakerja.Api.Http;

namespace Prakerja.Api.Auth;

/// <summary>
/// Endpoint metadata: the kind of caller that an endpoint requires. The OpenAPI document and the
/// <c>WWW-Authenticate</c> header are made from it.
/// </summary>
/// <param name="Kind">One of <see cref="CallerKinds"/>.</param>
/// <param name="Signature">The signature scheme that a partner uses at this endpoint.</param>
internal sealed record RequiredCaller(string Kind, string Signature = AuthSchemes.Signature) : IChallengeMetadata
{
    public string Scheme => Kind switch
    {
        CallerKinds.Participant => AuthSchemes.Participant,
        CallerKinds.Platform or CallerKinds.Provider or CallerKinds.PaymentPartner => Signature,
        _ => AuthSchemes.ManagementKey,
    };

    /// <summary>The <c>WWW-Authenticate</c> header of a 401 answer.</summary>
    public string Challenge => Scheme switch
    {
        AuthSchemes.Participant => "Bearer",
        AuthSchemes.Signature or AuthSchemes.LegacySignature => "Signature",
        _ => "Key",
    };
}

internal static class RequiredCallerExtensions
{
    /// <summary>Admits only callers of one kind (or management role). All others get 401 or 403.</summary>
    public static TBuilder RequireCaller<TBuilder>(
        this TBuilder endpoints, string kind, string signature = AuthSchemes.Signature)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.RequireAuthorization(kind).WithMetadata(new RequiredCaller(kind, signature));
        return signature == AuthSchemes.LegacySignature
            ? endpoints.WithMetadata(LegacyProtocolMetadata.Instance)
            : endpoints;
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Prakerja.Api.Http;
using Prakerja.Grains.Management;

namespace Prakerja.Api.Auth;

/// <summary>Who may call: the kinds of callers, each with its own way to say who it is.</summary>
internal static class CallerKinds
{
    public const string Participant = "participant";
    public const string Platform = "platform";
    public const string Provider = "provider";
    public const string PaymentPartner = "payment_partner";

    // The roles of management keys.
    public const string Operator = "operator";
    public const string Approver = "approver";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";

    /// <summary>
    /// The claim that names the caller: a participant's key, a partner's code, a management key's name.
    /// </summary>
    public const string NameClaim = "sub";

    public const string RoleClaim = "role";

    /// <summary>An identity as all three authentication handlers make it.</summary>
    public static ClaimsPrincipal Identify(string scheme, string name, params IEnumerable<string> roles)
    {
        var claims = roles.Select(role => new Claim(RoleClaim, role)).Prepend(new Claim(NameClaim, name));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, NameClaim, RoleClaim));
    }

    /// <summary>The policy and claim of a management role.</summary>
    public static string RoleOf(ManagementRole role) => role switch
    {
        ManagementRole.Operator => Operator,
        ManagementRole.Approver => Approver,
        ManagementRole.Auditor => Auditor,
        ManagementRole.Administrator => Administrator,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };

    public static bool IsParticipant(ClaimsPrincipal caller) =>
        caller.Identity?.AuthenticationType == AuthSchemes.Participant;

    /// <summary>
    /// A partner's kind, or the way in which another caller says who it is: with the name it is nobody else's.
    /// </summary>
    public static string? KindOf(ClaimsPrincipal caller) =>
        caller.Identity?.AuthenticationType == AuthSchemes.Signature
            ? caller.FindFirst(RoleClaim)?.Value
            : caller.Identity?.AuthenticationType;

    /// <summary>The name of a caller who was let in.</summary>
    public static string NameOfCaller(this ClaimsPrincipal caller) =>
        caller.Identity?.Name ?? throw new InvalidOperationException("Nobody was asked who calls this endpoint.");

    /// <summary>One policy a kind of caller, by the kind's name.</summary>
    public static void AddPolicies(AuthorizationOptions options)
    {
        options.AddPolicy(Participant, policy => Authenticated(policy)
            .RequireAssertion(context => IsParticipant(context.User)));
        foreach (var role in (string[])[Platform, Provider, PaymentPartner, Operator, Approver, Administrator])
            options.AddPolicy(role, policy => Authenticated(policy).RequireRole(role));
        options.AddPolicy(Auditor, policy => Authenticated(policy).RequireRole(Auditor, Operator, Approver));
    }

    private static AuthorizationPolicyBuilder Authenticated(AuthorizationPolicyBuilder policy) =>
        policy.AddAuthenticationSchemes(AuthSchemes.Any).RequireAuthenticatedUser();
}

/// <summary>The ways to say who one is.</summary>
internal static class AuthSchemes
{
    /// <summary>Chooses one of the others by the headers of the request, and by its address for the field's.</summary>
    public const string Any = "any";

    /// <summary><c>Authorization: Bearer TOKEN</c>, from a log-in with a one-time code.</summary>
    public const string Participant = "bearer";

    /// <summary>A request signed with a partner's secret.</summary>
    public const string Signature = "signature";

    /// <summary>The same in the older protocol of the field, at its own addresses alone.</summary>
    public const string FieldSignature = "field_signature";

    /// <summary><c>Authorization: Key KEY</c>, of management.</summary>
    public const string Key = "key";

    public static string Choose(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(ManagementKeyHandler.Prefix, StringComparison.OrdinalIgnoreCase)) return Key;
        if (!context.Request.Headers.ContainsKey(SignedRequest.ClientCodeHeader)) return Participant;
        return FieldProtocolMetadata.AppliesTo(context) ? FieldSignature : Signature;
    }
}

/// <summary>
/// What an endpoint asks of its caller; also read for the OpenAPI document and for <c>WWW-Authenticate</c>.
/// </summary>
/// <param name="Kind">One of <see cref="CallerKinds"/>.</param>
/// <param name="Signature">How a partner signs here.</param>
internal sealed record RequiredCaller(string Kind, string Signature = AuthSchemes.Signature)
{
    public string Scheme => Kind switch
    {
        CallerKinds.Participant => AuthSchemes.Participant,
        CallerKinds.Platform or CallerKinds.Provider or CallerKinds.PaymentPartner => Signature,
        _ => AuthSchemes.Key,
    };

    /// <summary>What <c>WWW-Authenticate</c> says to who comes without.</summary>
    public string Challenge => Scheme switch
    {
        AuthSchemes.Participant => "Bearer",
        AuthSchemes.Signature or AuthSchemes.FieldSignature => "Signature",
        _ => "Key",
    };
}

internal static class RequiredCallerExtensions
{
    /// <summary>Lets in callers of one kind (or management role) only: others get 401 or 403.</summary>
    public static TBuilder RequireCaller<TBuilder>(
        this TBuilder endpoints, string kind, string signature = AuthSchemes.Signature)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.RequireAuthorization(kind).WithMetadata(new RequiredCaller(kind, signature));
        return signature == AuthSchemes.FieldSignature
            ? endpoints.WithMetadata(FieldProtocolMetadata.Instance)
            : endpoints;
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Prakerja.Grains.Management;

namespace Prakerja.Api.Auth;

/// <summary>
/// The kinds of callers: participants, the three kinds of partners, and the roles of management. Each kind is also
/// the name of an authorization policy.
/// </summary>
internal static class CallerKinds
{
    public const string Participant = "participant";
    /// <summary>The policy of the participants' pages: a participant, known by the session cookie.</summary>
    public const string ParticipantPage = "participant page";

    public const string Platform = "platform";
    public const string Provider = "provider";
    public const string PaymentPartner = "payment_partner";

    // The roles of management keys.
    public const string Operator = "operator";
    public const string Approver = "approver";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";
    public const string Witness = "witness";

    /// <summary>The policy of what staff may do who serve people: operators and approvers, not auditors.</summary>
    public const string Officer = "operator or approver";

    /// <summary>The policy of what witnesses read too: waves.</summary>
    public const string AuditorOrWitness = "auditor or witness";

    /// <summary>
    /// The claim that names the caller: a participant's key, a partner's code, or a management key's name.
    /// </summary>
    public const string NameClaim = "sub";

    public const string RoleClaim = "role";

    /// <summary>The claim of each person who may hold the credential of a caller of management.</summary>
    public const string PersonClaim = "person";

    /// <summary>Creates the identity of a caller, in the same form for all authentication schemes.</summary>
    public static ClaimsPrincipal CreatePrincipal(string scheme, string name, params IEnumerable<string> roles)
    {
        var claims = roles.Select(role => new Claim(RoleClaim, role)).Prepend(new Claim(NameClaim, name));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, NameClaim, RoleClaim));
    }

    /// <summary>The policy and role claim of a management role.</summary>
    public static string RoleOf(ManagementRole role) => role switch
    {
        ManagementRole.Operator => Operator,
        ManagementRole.Approver => Approver,
        ManagementRole.Auditor => Auditor,
        ManagementRole.Administrator => Administrator,
        ManagementRole.Witness => Witness,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };

    public static bool IsParticipant(ClaimsPrincipal caller) =>
        caller.Identity?.AuthenticationType == AuthSchemes.Participant;

    /// <summary>
    /// The partner's kind, or the authentication scheme of another caller. Together with the name it identifies one
    /// caller.
    /// </summary>
    public static string? KindOf(ClaimsPrincipal caller) =>
        caller.Identity?.AuthenticationType == AuthSchemes.Signature
            ? caller.FindFirst(RoleClaim)?.Value
            : caller.Identity?.AuthenticationType;

    /// <summary>The name of an authenticated caller.</summary>
    /// <exception cref="InvalidOperationException">The endpoint has no <see cref="RequiredCaller"/>, so nobody was
    /// authenticated.</exception>
    public static string NameOfCaller(this ClaimsPrincipal caller) =>
        caller.Identity?.Name ?? throw new InvalidOperationException("This endpoint does not authenticate its caller.");

    /// <summary>Adds one policy for each kind of caller; the kind is the policy's name.</summary>
    public static void AddPolicies(AuthorizationOptions options)
    {
        options.AddPolicy(Participant, policy => Authenticated(policy)
            .RequireAssertion(context => IsParticipant(context.User)));
        options.AddPolicy(ParticipantPage, policy => policy
            .AddAuthenticationSchemes(AuthSchemes.PageSession)
            .RequireAuthenticatedUser()
            .RequireAssertion(context => IsParticipant(context.User)));
        foreach (var role in (string[])
            [Platform, Provider, PaymentPartner, Operator, Approver, Administrator, Witness])
            options.AddPolicy(role, policy => Authenticated(policy).RequireRole(role));
        options.AddPolicy(Officer, policy => Authenticated(policy).RequireRole(Operator, Approver));
        options.AddPolicy(Auditor, policy => Authenticated(policy).RequireRole(Auditor, Operator, Approver));
        options.AddPolicy(
            AuditorOrWitness, policy => Authenticated(policy).RequireRole(Auditor, Operator, Approver, Witness));
    }

    private static AuthorizationPolicyBuilder Authenticated(AuthorizationPolicyBuilder policy) =>
        policy.AddAuthenticationSchemes(AuthSchemes.Any).RequireAuthenticatedUser();
}

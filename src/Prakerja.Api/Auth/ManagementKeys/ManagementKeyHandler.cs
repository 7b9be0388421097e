using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Prakerja.Api.Auth;

/// <summary>Authenticates people of management by their keys: <c>Authorization: Key KEY</c>.</summary>
internal sealed class ManagementKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ManagementKeyCache keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Prefix = "Key ";

    private const int KeyLengthMax = 128;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var text = authorization[Prefix.Length..].Trim();
        if (text.Length is 0 or > KeyLengthMax || await keys.Find(text) is not { } key)
            return AuthenticationRefusal.Fail(Context, AuthRefusals.KeyUnknown);
        var caller = CallerKinds.CreatePrincipal(Scheme.Name, key.Name, key.Roles.Select(CallerKinds.RoleOf));
        var identity = (ClaimsIdentity)caller.Identity!;
        identity.AddClaims(key.People.Select(person => new Claim(CallerKinds.PersonClaim, person)));
        return AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name));
    }
}

using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Management;

namespace Prakerja.Api.Auth;

/// <summary>Knows people of management by their keys: <c>Authorization: Key KEY</c>.</summary>
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
        var key = authorization[Prefix.Length..].Trim();
        if (key.Length is 0 or > KeyLengthMax || await keys.Find(key) is not { } known)
            return Context.Reject(AuthRefusals.KeyUnknown);
        var caller = CallerKinds.Identify(Scheme.Name, known.Name, known.Roles.Select(CallerKinds.RoleOf));
        return AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name));
    }
}

/// <summary>Management's keys, from their grain and then for some seconds from memory.</summary>
internal sealed class ManagementKeyCache(
    IGrainFactory grains, IOptions<ManagementKeyOptions> options, TimeProvider system)
{
    private const int RememberedMax = 1_000;

    private readonly ExpiringCache<string, ManagementKeyView> found =
        new(system, TimeSpan.FromSeconds(options.Value.CacheSeconds), RememberedMax);

    /// <summary>
    /// Whose key this is. Keys are only ever compared by their hash: here, in the grain and in the store.
    /// </summary>
    public async ValueTask<ManagementKeyView?> Find(string key)
    {
        var hash = ManagementKeyHash.Of(key);
        if (found.TryGet(hash, out var known)) return known;
        var view = await grains.GetGrain<IManagementKeysGrain>(IManagementKeysGrain.Key).Find(hash);
        if (view is not null) found.Set(hash, view);
        return view;
    }
}

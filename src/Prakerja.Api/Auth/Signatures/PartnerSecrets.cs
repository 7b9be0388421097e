using Microsoft.Extensions.Options;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Partners;

namespace Prakerja.Api.Auth;

/// <summary>
/// Reads the signing secrets of partners from their grains, and caches them for
/// <see cref="SignatureOptions.SecretCacheSeconds"/>. It also caches that a partner does not exist, so that repeated
/// requests with an invented code do not reach the store.
/// </summary>
internal sealed class PartnerSecrets(IGrainFactory grains, IOptions<SignatureOptions> options, TimeProvider time)
{
    private const int CapacityMax = 10_000;

    private readonly ExpiringCache<(string Kind, string Code), string?> cache =
        new(time, TimeSpan.FromSeconds(options.Value.SecretCacheSeconds), CapacityMax);

    private static readonly string[] Kinds = [CallerKinds.Platform, CallerKinds.Provider, CallerKinds.PaymentPartner];

    /// <summary>
    /// The secrets of a partner's code, that of the preferred kind first. One code can belong to partners of several
    /// kinds; each has its own secret.
    /// </summary>
    public async IAsyncEnumerable<(string Kind, string Secret)> SecretsOf(string code, string preferredKind)
    {
        foreach (var kind in Kinds.OrderByDescending(kind => kind == preferredKind))
        {
            if (await SecretOf(kind, code) is { } secret) yield return (kind, secret);
        }
    }

    /// <summary>
    /// Removes a partner's secret from the cache, after the partner was registered or its secret was rotated.
    /// </summary>
    public void Forget(string kind, string code) => cache.Remove((kind, code));

    private async ValueTask<string?> SecretOf(string kind, string code)
    {
        if (cache.TryGet((kind, code), out var secret)) return secret;
        var answer = await GrainOf(kind, code).GetSecret();
        secret = answer.Value?.Secret;
        // When the store is unavailable, the partner may still exist: only a definite answer is cached.
        if (answer.Refusal is null || answer.Refusal == PartnerRefusals.NotFound) cache.Set((kind, code), secret);
        return secret;
    }

    public IPartnerGrain GrainOf(string kind, string code) => kind switch
    {
        CallerKinds.Platform => grains.GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(code)),
        CallerKinds.Provider => grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(code)),
        CallerKinds.PaymentPartner => grains.GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(code)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of partner."),
    };
}

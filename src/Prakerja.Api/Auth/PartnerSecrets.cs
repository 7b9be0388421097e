using Microsoft.Extensions.Options;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Partners;

namespace Prakerja.Api.Auth;

/// <summary>
/// The signing secrets of partners, from their grains and then for some seconds from memory. That there is no
/// such partner is remembered too, so that made-up codes do not reach the store again and again.
/// </summary>
internal sealed class PartnerSecrets(IGrainFactory grains, IOptions<SignatureOptions> options, TimeProvider system)
{
    private const int RememberedMax = 10_000;

    private readonly ExpiringCache<(string Kind, string Code), string?> secrets =
        new(system, TimeSpan.FromSeconds(options.Value.SecretCacheSeconds), RememberedMax);

    private static readonly string[] Kinds = [CallerKinds.Platform, CallerKinds.Provider, CallerKinds.PaymentPartner];

    /// <summary>
    /// The secrets under which a code may sign, that of the wanted kind first. One code can belong to
    /// partners of two kinds; each has a secret of its own.
    /// </summary>
    public async IAsyncEnumerable<(string Kind, string Secret)> SecretsOf(string code, string wantedKind)
    {
        foreach (var kind in Kinds.OrderByDescending(kind => kind == wantedKind))
        {
            if (await SecretOf(kind, code) is { } secret) yield return (kind, secret);
        }
    }

    /// <summary>Asks anew the next time: the partner was registered, or has a new secret.</summary>
    public void Forget(string kind, string code) => secrets.Remove((kind, code));

    private async ValueTask<string?> SecretOf(string kind, string code)
    {
        if (secrets.TryGet((kind, code), out var secret)) return secret;
        var answer = await Of(kind, code).GetSecret();
        secret = answer.Value?.Secret;
        // A store that is away is no proof that the partner is unknown: only a certain answer is remembered.
        if (answer.Refusal is null || answer.Refusal == PartnerRefusals.NotFound) secrets.Set((kind, code), secret);
        return secret;
    }

    public IPartnerGrain Of(string kind, string code) => kind switch
    {
        CallerKinds.Platform => grains.GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(code)),
        CallerKinds.Provider => grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(code)),
        CallerKinds.PaymentPartner => grains.GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner(code)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of partner."),
    };
}

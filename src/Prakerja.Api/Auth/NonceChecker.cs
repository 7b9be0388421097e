using Microsoft.Extensions.Options;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>Asks the grain that remembers it whether a nonce is new.</summary>
internal sealed class NonceChecker(IGrainFactory grains, IdentityKey identity, IOptions<SignatureOptions> options)
{
    private readonly TimeSpan window = TimeSpan.FromSeconds(options.Value.WindowSeconds);
    private readonly int limit = Math.Max(1, options.Value.NoncesPerWindow / NonceKey.Shards);

    // Platforms and providers of one code have secrets of their own, and choose nonces apart.
    public Task<NonceUse> Use(string kind, string client, string nonce)
    {
        var print = identity.Hash("nonce", nonce);
        return grains.GetGrain<INonceGrain>(NonceKey.Of($"{kind}/{client}", print)).Use(print, window, limit);
    }
}

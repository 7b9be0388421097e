using Microsoft.Extensions.Options;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>Asks the nonce's grain whether the nonce is new, and marks it as used.</summary>
internal sealed class NonceChecker(IGrainFactory grains, IdentityKey identity, IOptions<SignatureOptions> options)
{
    private readonly TimeSpan window = TimeSpan.FromSeconds(options.Value.WindowSeconds);
    private readonly int limit = Math.Max(1, options.Value.NoncesPerWindow / NonceKey.Shards);

    // A platform and a provider with the same code have different secrets, so their nonces are separate too.
    public Task<NonceUse> Use(string kind, string client, string nonce)
    {
        var hash = identity.Hash("nonce", nonce);
        return grains.GetGrain<INonceGrain>(NonceKey.Of($"{kind}/{client}", hash)).Use(hash, window, limit);
    }
}

using Microsoft.Extensions.Options;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Management;

namespace Prakerja.Api.Auth;

/// <summary>
/// Looks up management keys in their grain and caches the answers for <see cref="ManagementKeyOptions.CacheSeconds"/>.
/// </summary>
internal sealed class ManagementKeyCache(
    IGrainFactory grains, IOptions<ManagementKeyOptions> options, TimeProvider time)
{
    private const int CapacityMax = 1_000;

    private readonly ExpiringCache<string, ManagementKeyView> cache =
        new(time, TimeSpan.FromSeconds(options.Value.CacheSeconds), CapacityMax);

    /// <summary>
    /// The name and roles of a key; null when the key is unknown or revoked. Keys are compared only by their hash:
    /// here, in the grain and in the store.
    /// </summary>
    public async ValueTask<ManagementKeyView?> Find(string key)
    {
        var hash = ManagementKeyHash.Of(key);
        if (cache.TryGet(hash, out var cached)) return cached;
        var view = await grains.GetGrain<IManagementKeysGrain>(IManagementKeysGrain.Key).Find(hash);
        if (view is not null) cache.Set(hash, view);
        return view;
    }
}

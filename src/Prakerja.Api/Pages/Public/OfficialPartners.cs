using System.Collections.Immutable;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Pages;

/// <summary>
/// The names of all digital platforms and training providers, read at most every ten seconds, because anybody may
/// read them. Thread-safe.
/// </summary>
internal sealed class OfficialPartners(IGrainKeyReader keys, IGrainFactory grains, TimeProvider time)
{
    private const int PartnersMax = 1_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly CachedQuery<ImmutableArray<PartnerView>> platforms = new(
        () => ReadAsync(keys, PartnerKey.PlatformTypeName, key => grains.GetGrain<IDigitalPlatformGrain>(key)),
        Lifetime,
        time);

    private readonly CachedQuery<ImmutableArray<PartnerView>> providers = new(
        () => ReadAsync(keys, PartnerKey.ProviderTypeName, key => grains.GetGrain<ITrainingProviderGrain>(key)),
        Lifetime,
        time);

    public Task<ImmutableArray<PartnerView>> GetPlatformsAsync() => platforms.GetAsync();

    public Task<ImmutableArray<PartnerView>> GetProvidersAsync() => providers.GetAsync();

    private static async Task<ImmutableArray<PartnerView>> ReadAsync(
        IGrainKeyReader keys, string grainType, Func<string, IPartnerGrain> find)
    {
        var found = await keys.ReadKeysAsync(grainType, after: null, PartnersMax);
        var answers = await Task.WhenAll(found.Select(key => find(key).GetPartner()));
        return
        [
            .. answers.Select(answer => answer.Value).OfType<PartnerView>()
                .OrderBy(partner => partner.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }
}

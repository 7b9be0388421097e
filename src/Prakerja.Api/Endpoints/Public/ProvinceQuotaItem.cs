using System.Collections.Immutable;
using System.Globalization;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>The quota of a province (S1), in requests and in answers.</summary>
/// <param name="Province">The two-digit code of <c>GET regions/provinces</c>.</param>
/// <param name="Places">The number of places of the province.</param>
/// <param name="TierPlaces">The most of these places that a tier may take, by the tier's number: {"1": 50}.</param>
internal sealed record ProvinceQuotaItem(
    string Province, int Places, ImmutableSortedDictionary<string, int>? TierPlaces = null)
{
    public static ProvinceQuotaItem Of(ProvinceQuota quota) => new(
        quota.Province.ToString(),
        quota.Places,
        quota.TierPlaces.IsDefaultOrEmpty
            ? null
            : quota.TierPlaces.ToImmutableSortedDictionary(
                limit => limit.Tier.ToString(CultureInfo.InvariantCulture), limit => limit.Places));

    public Answer<ProvinceQuota> ToQuota()
    {
        if (!FieldParser.TryProvince(Province, out var province)) return FieldRefusals.ProvinceUnknown;
        var limits = ImmutableArray.CreateBuilder<TierLimit>();
        foreach (var (tier, places) in TierPlaces ?? ImmutableSortedDictionary<string, int>.Empty)
        {
            if (!byte.TryParse(tier, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return WaveRefusals.QuotaInvalid;
            limits.Add(new TierLimit(number, places));
        }

        return new ProvinceQuota(province, Places, limits.ToImmutable());
    }

    public static Answer<ImmutableArray<ProvinceQuota>> ToQuotas(ImmutableArray<ProvinceQuotaItem> quotas)
    {
        var parsed = ImmutableArray.CreateBuilder<ProvinceQuota>(quotas.Length);
        foreach (var quota in quotas)
        {
            if (quota.ToQuota().IsRefused(out var refusal, out var value)) return refusal;
            parsed.Add(value);
        }

        return parsed.MoveToImmutable();
    }
}

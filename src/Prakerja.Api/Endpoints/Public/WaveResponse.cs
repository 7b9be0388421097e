using System.Collections.Immutable;
using System.Globalization;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>A wave as anybody may see it. What the draw decides is null or empty until then.</summary>
/// <param name="SeedCommitment">SHA-256 of the seed, lower-case hex: published from the planning on.</param>
/// <param name="Seed">The seed itself, lower-case hex: only after the draw.</param>
/// <param name="Applicants">Applications on the roll, known from closing on.</param>
internal sealed record WaveResponse(
    int Number,
    WaveStage Stage,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DateTimeOffset DrawsAt,
    DateTimeOffset AnnouncesAt,
    ImmutableArray<QuotaView> Quotas,
    string SeedCommitment,
    string? Seed,
    long? Applicants,
    ImmutableArray<DrawCell> Cells,
    AwardProgress? Awards)
{
    public static WaveResponse Of(WaveView view) => new(
        view.Number,
        view.Stage,
        view.OpensAt,
        view.ClosesAt,
        view.DrawsAt,
        view.AnnouncesAt,
        [.. view.Quotas.Select(QuotaView.Of)],
        view.SeedCommitment,
        view.Seed,
        view.Applicants,
        view.Cells.IsDefault ? [] : view.Cells,
        view.Awards);
}

/// <summary>Places of a province (S1), in requests and answers alike.</summary>
/// <param name="Province">The two digits of <c>GET regions/provinces</c>.</param>
/// <param name="TierPlaces">The most of them that a tier may take, by the tier's number: {"1": 50}.</param>
internal sealed record QuotaView(string Province, int Places, ImmutableSortedDictionary<string, int>? TierPlaces = null)
{
    public static QuotaView Of(ProvinceQuota quota) => new(
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

    public static Answer<ImmutableArray<ProvinceQuota>> ToQuotas(ImmutableArray<QuotaView> quotas)
    {
        var read = ImmutableArray.CreateBuilder<ProvinceQuota>(quotas.Length);
        foreach (var quota in quotas)
        {
            if (quota.ToQuota().IsRefused(out var fault, out var value)) return fault;
            read.Add(value);
        }

        return read.MoveToImmutable();
    }
}

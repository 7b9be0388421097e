using System.Collections.Immutable;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>A wave as everybody may see it. The results of the draw are null or empty until the draw.</summary>
/// <param name="ClosesAt">The first moment at which people can no longer join.</param>
/// <param name="SeedCommitment">
/// The SHA-256 of a seed that was fixed at planning, lower-case hex; null in waves whose seed is made after closing.
/// </param>
/// <param name="Seed">The seed of the draw, lower-case hex; null until the draw.</param>
/// <param name="Applicants">The number of applications on the roll; null until the wave closes.</param>
/// <param name="Draw">How the seed comes about, who takes part, and where the files are.</param>
internal sealed record WaveResponse(
    int Number,
    WaveStage Stage,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DateTimeOffset DrawsAt,
    DateTimeOffset AnnouncesAt,
    ImmutableArray<ProvinceQuotaItem> Quotas,
    string? SeedCommitment,
    string? Seed,
    long? Applicants,
    ImmutableArray<DrawCell> Cells,
    AwardProgress? Awards,
    DrawResponse Draw)
{
    public static WaveResponse Of(WaveView view) => new(
        view.Number,
        view.Stage,
        view.OpensAt,
        view.ClosesAt,
        view.DrawsAt,
        view.AnnouncesAt,
        [.. view.Quotas.Select(ProvinceQuotaItem.Of)],
        view.SeedCommitment,
        view.Seed,
        view.Applicants,
        view.Cells.IsDefault ? [] : view.Cells,
        view.Awards,
        DrawResponse.Of(view));
}

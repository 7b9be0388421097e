using System.Collections.Immutable;
using Prakerja.Grains.Partners;

namespace Prakerja.Api.Pages;

/// <summary>The courses of all providers, with a search.</summary>
internal sealed class CatalogueModel(CourseSearch search, OfficialPartners partners) : ProgrammePageModel
{
    public string Words { get; private set; } = "";

    public string Platform { get; private set; } = "";

    public int Number { get; private set; }

    public ImmutableArray<CourseOffer> Found { get; private set; } = [];

    public IEnumerable<CourseOffer> Shown => Found.Skip((Number - 1) * CourseSearch.PageSize)
        .Take(CourseSearch.PageSize);

    public bool HasNext => Found.Length > Number * CourseSearch.PageSize;

    /// <summary>The names of platforms and providers by their codes.</summary>
    public ImmutableDictionary<string, string> Names { get; private set; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<PartnerView> Platforms { get; private set; } = [];

    public async Task OnGetAsync(string? cari, string? platform, int hal = 1)
    {
        (Words, Platform, Number) = (cari ?? "", platform ?? "", Math.Clamp(hal, 1, 1_000));
        if (Words.Length > 100) Words = Words[..100];
        Found = await search.FindAsync(Words, Platform);
        Platforms = await partners.GetPlatformsAsync();
        // A company can be a platform and a provider with one code; then it has one name.
        Names = Platforms.Concat(await partners.GetProvidersAsync())
            .GroupBy(partner => partner.Code)
            .ToImmutableDictionary(group => group.Key, group => group.First().Name);
    }

    public string NameOf(string code) => Names.GetValueOrDefault(code, code);
}

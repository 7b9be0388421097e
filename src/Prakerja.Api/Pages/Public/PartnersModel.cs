using System.Collections.Immutable;
using Prakerja.Grains.Partners;

namespace Prakerja.Api.Pages;

/// <summary>The official platforms and providers. Who is not on this page is none.</summary>
internal sealed class PartnersModel(OfficialPartners partners) : ProgrammePageModel
{
    public ImmutableArray<PartnerView> Platforms { get; private set; } = [];

    public ImmutableArray<PartnerView> Providers { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Platforms = await partners.GetPlatformsAsync();
        Providers = await partners.GetProvidersAsync();
    }
}

using Microsoft.AspNetCore.Mvc;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Pages;

/// <summary>The introduction videos and how much of each counts as watched (V1).</summary>
internal sealed class VideosModel : ParticipantPageModel
{
    public VideosView Videos { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if ((await Me.Grain.GetDashboard()).IsRefused(out var refusal, out var view))
            return await ShowProblemAsync(refusal);
        if (view.Videos is not { } videos) return await ShowProblemAsync(ParticipantRefusals.NoCard);
        Videos = videos;
        return Page();
    }
}

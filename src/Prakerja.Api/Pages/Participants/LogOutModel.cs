using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Pages;

/// <summary>Ends the session.</summary>
internal sealed class LogOutModel : ParticipantPageModel
{
    public IActionResult OnGet() => LocalRedirect("/dasbor");

    public async Task<IActionResult> OnPostAsync()
    {
        if (RefusalOf(await DevicesApi.LogOut(Me)) is { } refusal && refusal != ParticipantRefusals.SessionEnded)
            return await ShowProblemAsync(refusal);
        PageSessionCookies.Remove(HttpContext);
        return LocalRedirect("/");
    }
}

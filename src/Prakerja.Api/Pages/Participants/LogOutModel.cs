using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Auth;

namespace Prakerja.Api.Pages;

/// <summary>Ends the session in this browser.</summary>
internal sealed class LogOutModel : ParticipantPageModel
{
    public IActionResult OnGet() => LocalRedirect("/dasbor");

    public IActionResult OnPost()
    {
        PageSessionCookies.Remove(HttpContext);
        return LocalRedirect("/");
    }
}

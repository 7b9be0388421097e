using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Auth;

namespace Prakerja.Api.Pages;

/// <summary>
/// After a log-in: shows that a form waits which was sent without a session, and sends it on. The form is only shown
/// to the person who typed it.
/// </summary>
internal sealed class ContinueModel(ProtectedCookies cookies, SessionTokens tokens) : ParticipantPageModel
{
    public string Path { get; private set; } = "/";

    public ImmutableArray<KeyValuePair<string, string>> Fields { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var kept = cookies.Read(HttpContext, ProtectedCookies.Interrupted);
        if (!kept.TryGetValue(LogInPrompt.PathField, out var path)
            || await tokens.ReadDeviceAsync(kept.GetValueOrDefault(LogInPrompt.DeviceField), Me.Key) is null)
            return LocalRedirect("/dasbor");
        Path = LocalPath.OrRoot(path);
        Fields = [.. kept.Where(field => field.Key is not (LogInPrompt.PathField or LogInPrompt.DeviceField))];
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;

namespace Prakerja.Api.Pages;

/// <summary>The second step of a log-in: the code from the message.</summary>
[EnableRateLimiting(SourceLimits.Sessions)]
internal sealed class LogInCodeModel(
    ProtectedCookies cookies, ClaimHolderFinder holders, SessionTokens tokens, EvenAnswerTime evenly)
    : ProgrammePageModel
{
    /// <summary>The phone with only its last digits, so that a person sees a wrong one.</summary>
    public string MaskedPhone { get; private set; } = "";

    private string Phone { get; set; } = "";

    private string Back { get; set; } = "/dasbor";

    public IActionResult OnGet() => TryPrepare() ? Page() : LocalRedirect("/masuk");

    public async Task<IActionResult> OnPostAsync()
    {
        // A second click after a log-in: the session is there already.
        if (!TryPrepare()) return LocalRedirect(PageSessionCookies.TokenOf(Request) is null ? "/masuk" : "/dasbor");
        var request = new LogInRequest(
            Phone, TypedNumbers.WithoutBlanks(Typed("kode")), PageSessionCookies.DeviceOf(Request));
        var answer = AnswerOf<SessionResponse>(await SessionsApi.LogInEvenly(
            Request, new JsonBody<LogInRequest>(request), holders, tokens, evenly));
        if (answer.IsRefused(out var refusal, out var session))
        {
            Refuse(refusal, RefusalCatalogue.MayBeTriedAgain(refusal.Code) ? null : "kode");
            return Page();
        }

        PageSessionCookies.Write(HttpContext, session);
        cookies.Remove(HttpContext, ProtectedCookies.LogIn);
        return LocalRedirect(Back);
    }

    private bool TryPrepare()
    {
        var fields = cookies.Read(HttpContext, ProtectedCookies.LogIn);
        if (!fields.TryGetValue("telepon", out var phone)) return false;
        Phone = phone;
        Back = LocalPath.OrRoot(fields.GetValueOrDefault("kembali", "/dasbor"));
        MaskedPhone = "…" + (phone.Length > 3 ? phone[^3..] : "");
        return true;
    }
}

using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;

namespace Prakerja.Api.Pages;

/// <summary>The first step of a log-in: the phone, to which a code is sent.</summary>
[EnableRateLimiting(SourceLimits.Sessions)]
internal sealed class LogInModel(
    ProtectedCookies cookies, ClaimHolderFinder holders, SessionTokens tokens, EvenAnswerTime evenly)
    : ProgrammePageModel
{
    public bool HasInterruptedForm { get; private set; }

    public string Back { get; private set; } = "/dasbor";

    public void OnGet(string? kembali) => Prepare(kembali);

    public async Task<IActionResult> OnPostAsync(string? kembali)
    {
        Prepare(kembali);
        var phone = TypedNumbers.WithoutBlanks(Typed("telepon"));
        var request = new SendLogInCodeRequest(phone, PageSessionCookies.DeviceOf(Request));
        var refusal = RefusalOf(await SessionsApi.SendCodeEvenly(
            new JsonBody<SendLogInCodeRequest>(request), holders, tokens, evenly));
        if (refusal is not null)
        {
            Refuse(refusal, refusal == FieldRefusals.PhoneInvalid ? "telepon" : null);
            return Page();
        }

        cookies.Write(HttpContext, ProtectedCookies.LogIn, ImmutableDictionary<string, string>.Empty
            .Add("telepon", phone).Add("kembali", Back));
        return LocalRedirect("/masuk/kode");
    }

    private void Prepare(string? back)
    {
        if (!string.IsNullOrEmpty(back)) Back = LocalPath.OrRoot(back);
        HasInterruptedForm = !cookies.Read(HttpContext, ProtectedCookies.Interrupted).IsEmpty;
    }
}
